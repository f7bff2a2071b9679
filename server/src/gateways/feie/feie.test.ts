import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import { createFeie } from './adapter.ts'
import { DEVICE_KEY } from './testing/device.ts'
import { createFeieSimulator } from './testing/simulator.ts'

let clock = Date.parse('2026-11-27T04:00:00Z')
const now = () => new Date(clock)
const account = { user: 'shop@example.com', ukey: 'k3yk3yk3yk3y' }
const simulator = createFeieSimulator({ ...account, now })
let host: SimulatorHost
beforeAll(async () => {
  host = await hostSimulators([simulator], { port: 0 })
})
afterAll(() => host.stop())
const printer = (changes = {}) => createFeie({ baseUrl: `${host.url}/feie/`, ...account, now, ...changes })
const soon = () => new Date(clock + 3600_000)
const device = { sn: '960000001', key: DEVICE_KEY, name: '前台#1' }

test('a form is signed as sha1sum signs user, key and time', async () => {
  const seen: URLSearchParams[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    seen.push(new URLSearchParams(Buffer.concat(chunks).toString()))
    response.end('{"ret":0,"msg":"ok","data":true}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  expect(await printer({ baseUrl }).printed('1_2_3')).toEqual({ result: 'ok', value: true })
  await new Promise((resolve) => server.close(resolve))
  const [form] = seen
  const stime = form?.get('stime') ?? ''
  expect(Number(stime)).toBe(clock / 1000)
  const wanted = execFileSync('sha1sum', { input: account.user + account.ukey + stime })
    .toString()
    .slice(0, 40)
  expect(form?.get('sig')).toBe(wanted)
})

test('a device is added with its key, once and again; a wrong key, a wrong account and silence are three different things', async () => {
  expect(await printer().add({ ...device, key: 'wrong1' })).toMatchObject({ result: 'refused', retry: 'never' })
  expect(await printer().add(device)).toEqual({ result: 'ok', value: 'added' })
  expect(await printer().add(device)).toEqual({ result: 'ok', value: 'added' })
  expect(await printer({ ukey: 'other' }).state(device.sn)).toMatchObject({ result: 'refused', code: 'feie_-3' })
  expect((await printer({ baseUrl: 'http://127.0.0.1:1/' }).state(device.sn)).result).toBe('unknown')
  expect(await printer().state('999999999')).toMatchObject({ result: 'refused', code: 'feie_1002', retry: 'never' })
})

test('a slip comes out when the device can print, and says so; signs of the markup in a note stay signs', async () => {
  const lines = [{ text: '店名', size: 'big' as const, center: true }, { text: '备注：<CUT>😀¥1' }, { qr: 'https://example.com' }]
  simulator.setState(device.sn, 'offline')
  expect(await printer().state(device.sn)).toEqual({ result: 'ok', value: 'offline' })
  const sent = await printer().print({ sn: device.sn, lines, copies: 2, expiresAt: soon() })
  const { printId } = sent.result === 'ok' ? sent.value : { printId: '' }
  expect(await printer().printed(printId)).toEqual({ result: 'ok', value: false })
  expect(await printer().taken({ sn: device.sn, day: '2026-11-27' })).toEqual({ result: 'ok', value: { slips: 1, waiting: 1 } })
  simulator.setState(device.sn, 'paper')
  expect(await printer().state(device.sn)).toEqual({ result: 'ok', value: 'faulty' })
  simulator.setState(device.sn, 'online')
  expect(await printer().printed(printId)).toEqual({ result: 'ok', value: true })
  expect(simulator.slips(device.sn)).toMatchObject([
    { copies: 2, content: '<CB>店名</CB><BR>备注：＜CUT＞□￥1<BR><QR>https://example.com</QR><CUT>' },
  ])
})

test('a lost answer is unknown, and the count of the day tells whether it had arrived; one that is too old never comes out', async () => {
  const day = '2026-11-27'
  const slip = { sn: device.sn, lines: [{ text: '一' }], copies: 1, expiresAt: soon() }
  simulator.fail({ on: 'Open_printMsg', kind: 'drop-before', times: 1 })
  expect((await printer().print(slip)).result).toBe('unknown')
  expect(await printer().taken({ sn: device.sn, day })).toMatchObject({ value: { slips: 1 } })
  simulator.fail({ on: 'Open_printMsg', kind: 'drop-after', times: 1 })
  expect((await printer().print(slip)).result).toBe('unknown')
  expect(await printer().taken({ sn: device.sn, day })).toMatchObject({ value: { slips: 2 } })
  simulator.fail({ on: 'Open_printMsg', kind: 'slow', times: 1 })
  expect((await printer({ timeoutMs: 50 }).print(slip)).result).toBe('unknown')
  simulator.fail({ on: 'Open_printMsg', kind: 'busy', times: 1 })
  expect(await printer().print(slip)).toMatchObject({ result: 'refused', retry: 'later' })
  simulator.setState(device.sn, 'offline')
  const before = simulator.slips().length
  await printer().print({ ...slip, expiresAt: new Date(clock + 1000) })
  clock += 5000
  simulator.setState(device.sn, 'online')
  expect(simulator.slips().length).toBe(before)
  expect(await (await fetch(`${host.url}/feie`)).text()).toContain('已过期')
  expect(await printer().remove(device.sn)).toEqual({ result: 'ok', value: 'removed' })
  expect(await printer().remove(device.sn)).toEqual({ result: 'ok', value: 'removed' })
})
