import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import { createDouyin } from './adapter.ts'
import { createDouyinSimulator } from './testing/simulator.ts'

let clock = Date.now()
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const account = { appId: 'tt1', secret: 'secret', now: () => new Date(clock) }
const simulator = createDouyinSimulator({ ...account, publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() })
let host: SimulatorHost
beforeAll(async () => {
  host = await hostSimulators([simulator], { port: 0 })
})
afterAll(() => host.stop())
const platform = (changes = {}) => {
  const url = `${host.url}/douyin`
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return createDouyin({ loginUrl: url, openUrl: url, ...account, privateKeyPem, ...changes })
}

test('a code becomes the same person each time, with the union id that the platform tells, once', async () => {
  const code = simulator.loginCode('lin', 'union-lin')
  const first = await platform().login(code)
  expect(first).toMatchObject({ result: 'ok', value: { unionId: 'union-lin' } })
  expect(await platform().login(code)).toMatchObject({ result: 'refused', code: 'code_bad' })
  const second = await platform().login(simulator.loginCode('lin'))
  if (first.result !== 'ok' || second.result !== 'ok') throw new Error('no login')
  expect(second.value.openId).toBe(first.value.openId)
  expect(second.value.unionId).toBeUndefined()
})

test('what is old, of another kind or from somebody else is refused, and a dead line is no refusal', async () => {
  const late = simulator.loginCode('lin')
  clock += 180_001
  expect(await platform().login(late)).toMatchObject({ result: 'refused', code: 'code_bad' })
  expect(await platform().login(simulator.phoneCode('13800000001'))).toMatchObject({ result: 'refused', code: 'code_bad' })
  expect(await platform({ secret: 'other' }).login(simulator.loginCode('lin'))).toMatchObject({ result: 'refused', code: 'secret_bad' })
  expect((await platform({ loginUrl: 'http://127.0.0.1:1' }).login('x')).result).toBe('unknown')
})

test('a phone number is read with our key, also after the platform has dropped our token, and not without a key', async () => {
  const one = platform()
  const wanted = { result: 'ok', value: { phone: '13800000002', countryCode: '86' } }
  expect(await one.phoneNumber(simulator.phoneCode('13800000002'))).toEqual(wanted)
  simulator.expireTokens()
  expect(await one.phoneNumber(simulator.phoneCode('13800000002'))).toEqual(wanted)
  expect(await platform({ privateKeyPem: undefined }).phoneNumber(simulator.phoneCode('1'))).toMatchObject({ result: 'refused' })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  expect((await platform({ privateKeyPem: other }).phoneNumber(simulator.phoneCode('13800000002'))).result).toBe('unknown')
})
