import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import { createKuaidi100 } from './adapter.ts'
import { createKuaidi100Simulator } from './testing/simulator.ts'

let clock = Date.now()
const account = { customer: 'C', key: 'K', salt: 'salt-of-pushes' }
const simulator = createKuaidi100Simulator({ ...account, now: () => new Date(clock), mode: 'manual' })
let host: SimulatorHost
let hook: Server
let callbackUrl = ''
const pushed: Buffer[] = []
beforeAll(async () => {
  host = await hostSimulators([simulator], { port: 0 })
  hook = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    pushed.push(Buffer.concat(chunks))
    response.end(tracker().acknowledge(true).body)
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  callbackUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`
})
afterAll(async () => {
  await host.stop()
  await new Promise((resolve) => hook.close(resolve))
})
const tracker = (changes = {}) => createKuaidi100({ baseUrl: `${host.url}/kuaidi100`, ...account, ...changes })
const parcel = (number: string) => ({
  carrierCode: 'SF',
  number,
  phone: '13800000001',
  fromCity: '浙江省杭州市',
  toCity: '广东省深圳市',
  callbackUrl,
})

test('a parcel is tracked once however often it is asked for, and moves to the door', async () => {
  expect(await tracker().subscribe(parcel('SF1000000001'))).toEqual({ result: 'ok', value: 'subscribed' })
  expect(await tracker().subscribe(parcel('SF1000000001'))).toEqual({ result: 'ok', value: 'subscribed' })
  expect(await tracker().query(parcel('SF1000000001'))).toMatchObject({ result: 'refused', retry: 'later' })
  clock += 8000
  expect(await tracker().query(parcel('SF1000000001'))).toMatchObject({ result: 'ok', value: { carrierCode: 'SF', state: 'picked_up' } })
  clock += 180_000
  const track = await tracker().query(parcel('SF1000000001'))
  if (track.result !== 'ok') throw new Error('no track')
  expect(track.value.state).toBe('signed')
  expect(track.value.events.map((one) => one.state)).toEqual([
    'picked_up',
    'in_transit',
    'in_transit',
    'in_transit',
    'in_transit',
    'out_for_delivery',
    'signed',
  ])
  expect(track.value.events.map((one) => one.at.getTime())).toEqual(
    track.value.events.map((one) => one.at.getTime()).toSorted((a, b) => a - b),
  )
  expect(track.value.events[0]?.text).toContain('杭州')
})

test('a push is believed only with our salt under it', async () => {
  await tracker().subscribe(parcel('SF1000000002'))
  expect(await simulator.push('SF1000000002', 2)).toEqual({ status: 200, result: true })
  await simulator.push('SF1000000002', 2, 'bad-signature')
  const [good, forged] = pushed
  if (!good || !forged) throw new Error('nothing pushed')
  expect(tracker().parsePush(good)).toMatchObject({ ok: true, tracks: [{ number: 'SF1000000002', state: 'in_transit' }] })
  expect(tracker().parsePush(forged)).toEqual({ ok: false, reason: 'bad signature' })
})

test('a wrong account, an unknown carrier and silence are three different things', async () => {
  expect(await tracker({ key: 'other' }).subscribe(parcel('SF1000000003'))).toMatchObject({ result: 'refused', code: 'kuaidi100_601' })
  expect(await tracker({ key: 'other' }).query(parcel('SF1000000001'))).toMatchObject({
    result: 'refused',
    code: 'kuaidi100_503',
    retry: 'never',
  })
  expect(await tracker().subscribe({ ...parcel('SF1000000004'), carrierCode: 'NOPE' })).toMatchObject({
    result: 'refused',
    code: 'carrier_unknown',
  })
  expect((await tracker({ baseUrl: 'http://127.0.0.1:1' }).query(parcel('SF1000000001'))).result).toBe('unknown')
})
