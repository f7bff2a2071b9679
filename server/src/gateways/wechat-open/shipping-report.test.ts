import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import { createWeChatShippingReport } from './shipping-report.ts'
import { createWeChatOpenSimulator } from './testing/simulator.ts'

let clock = Date.parse('2026-11-27T04:00:00Z')
const now = () => new Date((clock += 1000))
const account = { appId: 'wx0000000000000001', secret: 's' }
const simulator = createWeChatOpenSimulator({ ...account, now })
let host: SimulatorHost
beforeAll(async () => {
  host = await hostSimulators([simulator], { port: 0 })
})
afterAll(() => host.stop())
const reporter = (changes = {}) => createWeChatShippingReport({ baseUrl: `${host.url}/wechat-open`, ...account, now, ...changes })
const parcel = (number: string, carrier = 'ZTO') => ({ number, carrier, goods: '杯子×1'.repeat(60), phone: '138****0001' })
const report = (transaction: string, numbers: string[], complete: boolean) =>
  reporter().report({ transaction, openId: 'o1', complete, way: 'express', at: now(), parcels: numbers.map((number) => parcel(number)) })

test('one parcel with everything is unified; several are split until the last has left', async () => {
  expect(await report('T1', ['ZT1'], true)).toEqual({ result: 'ok', value: 'reported' })
  expect(simulator.trade.told.get('T1')).toMatchObject({ mode: 1, complete: true })
  await report('T2', ['ZT2'], false)
  expect(simulator.trade.told.get('T2')).toMatchObject({ mode: 2, complete: false, numbers: ['ZT2'] })
  await report('T2', ['ZT2', 'ZT3'], true)
  expect(simulator.trade.told.get('T2')).toMatchObject({ mode: 2, complete: true, numbers: ['ZT2', 'ZT3'] })
  expect(
    await reporter().report({ transaction: 'T3', openId: 'o1', complete: true, way: 'express', at: now(), parcels: [parcel('SF1', 'SF')] }),
  ).toMatchObject({ result: 'ok' })
})

test.each([
  [10060002, 'ok', undefined],
  [10060003, 'ok', undefined],
  [10060004, 'ok', undefined],
  [10060023, 'ok', undefined],
  [-1, 'refused', 'later'],
  [10060001, 'refused', 'later'],
  [10060012, 'refused', 'later'],
  [10060019, 'refused', 'later'],
  [10060031, 'refused', 'never'],
  [268485227, 'refused', 'never'],
])('answer %i is %s', async (errcode, result, retry) => {
  simulator.trade.failNext(errcode)
  const outcome = await report(`E${errcode}`, ['ZT9'], true)
  expect(outcome.result).toBe(result)
  if (outcome.result === 'refused') expect(outcome.retry).toBe(retry)
})

test('silence is unknown; a token that ran out is replaced; the account may be outside the rule', async () => {
  expect((await reporter({ baseUrl: 'http://127.0.0.1:1' }).isManaged()).result).toBe('unknown')
  const one = reporter()
  expect(await one.isManaged()).toEqual({ result: 'ok', value: true })
  simulator.expireTokens()
  simulator.trade.setManaged(false)
  expect(await one.isManaged()).toEqual({ result: 'ok', value: false })
})
