import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import { createWeChatOpen } from './adapter.ts'
import { demoPersonas } from './demo.ts'
import { createWeChatOpenSimulator } from './testing/simulator.ts'

let clock = Date.now()
const account = { appId: 'wx1', secret: 'secret', now: () => new Date(clock) }
const simulator = createWeChatOpenSimulator(account)
let host: SimulatorHost
beforeAll(async () => {
  host = await hostSimulators([simulator], { port: 0 })
})
afterAll(() => host.stop())
const platform = (changes = {}) => createWeChatOpen({ baseUrl: `${host.url}/wechat-open`, ...account, ...changes })

test('a login code gives the same person each time, once for each code', async () => {
  const code = simulator.loginCode('xiaoyu')
  const first = await platform().login(code)
  expect(await platform().login(code)).toMatchObject({ result: 'refused', code: 'code_bad' })
  const second = await platform().login(simulator.loginCode('xiaoyu'))
  if (first.result !== 'ok' || second.result !== 'ok') throw new Error('no login')
  expect(second.value.openId).toBe(first.value.openId)
  expect(second.value.sessionKey).not.toBe(first.value.sessionKey)
})

test('a code that is made up, old, of another kind, or of a blocked person is refused', async () => {
  const late = simulator.loginCode('xiaoyu')
  clock += 300_001
  const answers = await Promise.all(['made-up', late, simulator.phoneCode('xiaoyu')].map((code) => platform().login(code)))
  expect(answers.map((answer) => answer.result === 'refused' && answer.code)).toEqual(['code_bad', 'code_bad', 'code_bad'])
  simulator.block('villain')
  expect(await platform().login(simulator.loginCode('villain'))).toMatchObject({ result: 'refused', code: 'blocked' })
  expect((await platform({ baseUrl: 'http://127.0.0.1:1' }).login('x')).result).toBe('unknown')
})

test('a phone number is had even when the platform has dropped our token', async () => {
  const one = platform()
  expect(await one.phoneNumber(simulator.phoneCode('aming'))).toEqual({ result: 'ok', value: { phone: '13800000002', countryCode: '86' } })
  simulator.expireTokens()
  expect(await one.phoneNumber(simulator.phoneCode('aming'))).toMatchObject({ result: 'ok' })
})

test('the people of the demo come with codes that log in', async () => {
  const people = await demoPersonas(`${host.url}/wechat-open`)
  if (people.result !== 'ok') throw new Error('no people')
  expect(people.value.length).toBeGreaterThan(1)
  expect(await platform().login(people.value[0]?.code ?? '')).toMatchObject({ result: 'ok' })
})
