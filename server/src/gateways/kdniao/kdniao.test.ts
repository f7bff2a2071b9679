import { execFileSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import { createKdniao } from './adapter.ts'
import { createKdniaoSimulator } from './testing/simulator.ts'
import { createKdniaoWaybills } from './waybills.ts'

let clock = Date.parse('2026-11-27T04:00:00Z')
const now = () => new Date(clock)
const account = { businessId: '1237100', appKey: '56da2cf8-c8a2-44b2-b6fa-476cd7d1ba17' }
let hook: Server
let pushUrl = ''
const pushed: Buffer[] = []
const simulator = createKdniaoSimulator({ ...account, now, mode: 'manual', pushUrl: () => pushUrl })
let host: SimulatorHost
beforeAll(async () => {
  host = await hostSimulators([simulator], { port: 0 })
  hook = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    pushed.push(Buffer.concat(chunks))
    response.end(tracker().acknowledge(true).body)
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  pushUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`
})
afterAll(async () => {
  await host.stop()
  await new Promise((resolve) => hook.close(resolve))
})
const options = (changes = {}) => ({ baseUrl: `${host.url}/kdniao`, ...account, now, ...changes })
const tracker = (changes = {}) => createKdniao(options(changes))
const parcel = (number: string, carrierCode = 'SF') => ({
  carrierCode,
  number,
  phone: '13800001234',
  fromCity: '',
  toCity: '',
  callbackUrl: '',
})

test('a sign is what md5sum and base64 make of the data and the key', async () => {
  await tracker().subscribe(parcel('SF9000000001'))
  await simulator.push('SF9000000001', 1)
  const form = new URLSearchParams(pushed.at(-1)?.toString())
  const hex = execFileSync('md5sum', { input: `${form.get('RequestData')}${account.appKey}` })
    .toString()
    .slice(0, 32)
  expect(form.get('DataSign')).toBe(execFileSync('base64', ['-w0'], { input: hex }).toString())
  expect(tracker().parsePush(pushed.at(-1) ?? Buffer.from(''))).toMatchObject({
    ok: true,
    tracks: [{ number: 'SF9000000001', state: 'picked_up' }],
  })
})

test('what another program signs is believed; a changed byte, another key and a missing sign are not', () => {
  const RequestData = JSON.stringify({
    Data: [
      {
        ShipperCode: 'ZTO',
        LogisticCode: 'ZT9000000002',
        State: '3',
        Traces: [{ AcceptTime: '2026-11-27 10:00:00', AcceptStation: '已签收' }],
      },
    ],
  })
  const hex = execFileSync('openssl', ['dgst', '-md5', '-r'], { input: RequestData + account.appKey })
    .toString()
    .slice(0, 32)
  const body = (data: string, sign: string) =>
    Buffer.from(new URLSearchParams({ RequestData: data, RequestType: '101', DataSign: sign }).toString())
  const sign = Buffer.from(hex).toString('base64')
  expect(tracker().parsePush(body(RequestData, sign))).toMatchObject({ ok: true, tracks: [{ state: 'signed' }] })
  expect(tracker().parsePush(body(RequestData.replace('ZTO', 'YTO'), sign))).toEqual({ ok: false, reason: 'bad signature' })
  expect(tracker({ appKey: 'other' }).parsePush(body(RequestData, sign))).toEqual({ ok: false, reason: 'bad signature' })
  expect(tracker().parsePush(body(RequestData, ''))).toEqual({ ok: false, reason: 'bad signature' })
})

test('a parcel is followed to the door; no news, a wrong account, an unknown carrier and silence are four different things', async () => {
  expect(await tracker().subscribe(parcel('SF9000000003'))).toEqual({ result: 'ok', value: 'subscribed' })
  expect(await tracker().query(parcel('SF9000000003'))).toMatchObject({ result: 'refused', retry: 'later' })
  clock += 200_000
  const track = await tracker().query(parcel('SF9000000003'))
  expect(track).toMatchObject({ result: 'ok', value: { carrierCode: 'SF', state: 'signed' } })
  if (track.result === 'ok')
    expect(track.value.events.map((one) => one.state)).toEqual(['picked_up', 'in_transit', 'in_transit', 'out_for_delivery', 'signed'])
  expect(await tracker({ appKey: 'other' }).subscribe(parcel('SF9000000004'))).toMatchObject({ result: 'refused', retry: 'never' })
  expect(await tracker().subscribe(parcel('XX9000000004', 'NOPE'))).toMatchObject({ code: 'carrier_unknown' })
  expect((await tracker({ baseUrl: 'http://127.0.0.1:1' }).query(parcel('SF9000000003'))).result).toBe('unknown')
})

test('one code is one waybill: a lost answer is asked for again with the same code; a refusal is none', async () => {
  const maker = createKdniaoWaybills(options())
  const party = { name: '张三', phone: '13800001234', province: '浙江省', city: '杭州市', district: '西湖区', detail: '文三路 1 号' }
  const wish = {
    code: 'PZ1',
    carrier: 'ZTO',
    account: { customer: 'c', password: 'p', month: '', site: '' },
    payer: 'monthly' as const,
    sender: party,
    receiver: party,
    goods: [{ name: '杯子', quantity: 1 }],
    weightGrams: 500,
    remark: '',
  }
  simulator.failNext('refuse')
  expect(await maker.order(wish)).toMatchObject({ result: 'refused', retry: 'never' })
  simulator.failNext('drop-after')
  expect((await maker.order(wish)).result).toBe('unknown')
  const again = await maker.order(wish)
  expect(again).toMatchObject({ result: 'ok', value: { number: simulator.waybills().get('PZ1')?.number, destination: '浙A-12 01' } })
  expect(simulator.waybills().size).toBe(1)
  const { number } = again.result === 'ok' ? again.value : { number: '' }
  expect(await maker.cancel({ code: 'PZ1', carrier: 'ZTO', number })).toEqual({ result: 'ok', value: 'cancelled' })
  expect(await maker.cancel({ code: 'PZ1', carrier: 'ZTO', number })).toEqual({ result: 'ok', value: 'cancelled' })
  const booking = { ...wish, code: 'PK1', from: now(), to: now() }
  expect(await maker.book(booking)).toEqual(await maker.book(booking))
  expect(await maker.cancelBooking({ code: 'PK1', carrier: 'ZTO', reason: '改期' })).toEqual({ result: 'ok', value: 'cancelled' })
})
