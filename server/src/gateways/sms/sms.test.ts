import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import { createTencentSms } from './tencent.ts'
import { createSmsSimulator } from './testing/simulator.ts'

const simulator = createSmsSimulator({ secretId: 'id', secretKey: 'key' })
let host: SimulatorHost
beforeAll(async () => {
  host = await hostSimulators([simulator], { port: 0 })
})
afterAll(() => host.stop())

const sender = (secretKey = 'key', now = () => new Date(), baseUrl = `${host.url}/sms/`) =>
  createTencentSms({ baseUrl, secretId: 'id', secretKey, sdkAppId: '1', signName: '铺子', templates: { 'login-code': 'login-code' }, now })
const message = { id: 'm1', phone: '13800000001', template: 'login-code' as const, values: ['123456', '5'] }

test('a message reaches the inbox of its phone, on the page too, with markup made harmless', async () => {
  expect(await sender().send(message)).toMatchObject({ result: 'ok' })
  await sender().send({ ...message, phone: '13800000002', values: ['<script>', '5'] })
  expect(simulator.inbox('13800000001')[0]).toMatchObject({ text: '【铺子】验证码 123456，5 分钟内有效。请勿告诉他人。' })
  const inbox = await (await fetch(`${host.url}/sms`)).text()
  expect(inbox).toContain('123456')
  expect(inbox).not.toContain('验证码 <script>')
})

test('a wrong key, a wrong clock and a provider that limits are told apart from silence', async () => {
  expect(await sender('wrong').send(message)).toMatchObject({ result: 'refused', retry: 'never' })
  expect(await sender('key', () => new Date(Date.now() - 400_000)).send(message)).toMatchObject({ result: 'refused' })
  simulator.refuse(1)
  expect(await sender().send(message)).toMatchObject({ result: 'refused', retry: 'later' })
  expect((await sender('key', () => new Date(), 'http://127.0.0.1:1/').send(message)).result).toBe('unknown')
})
