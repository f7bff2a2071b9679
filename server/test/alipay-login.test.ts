import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Interface } from '../src/kernel/contract.ts'
import type { paymentCalls } from '../src/modules/payment/contract.ts'
import type { shopperCalls } from '../src/modules/shopper/contract.ts'
import { startServer, type TestServer, testClock } from './harness.ts'
import { type PayOutside, startPayOutside } from './pay-outside.ts'

const clock = testClock()
let outside: PayOutside
let server: TestServer
let pay: Interface<typeof paymentCalls>
let people: Interface<typeof shopperCalls>
beforeAll(async () => {
  outside = await startPayOutside({ now: clock.now })
  server = await startServer({ now: clock.now, config: outside.config })
  outside.leadTo(server.url)
  const calls = server.calls as unknown as { payment: typeof pay; shopper: typeof people } // loosely typed by the harness
  pay = calls.payment
  people = calls.shopper
})
afterAll(async () => {
  await server.close()
  await outside.close()
})
beforeEach(() => outside.alipay.heal())

const login = (code: string) => server.shop().loginByMiniProgram({ platform: 'alipay', code })
const who = () => `0${randomUUID().replaceAll('-', '')}`

test('a code of the Alipay client signs in once, the same person is the same shopper, and twenty at once make one', async () => {
  const openId = who()
  const codes = Array.from({ length: 20 }, () => outside.alipay.loginCode(openId))
  const sessions = await Promise.all(codes.map(login))
  expect(new Set(sessions.map(({ shopper }) => shopper.id)).size).toBe(1)
  expect(sessions.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(sessions[0]?.shopper.nickname).toMatch(/^支付宝用户/)
  await expect(login(codes[0] ?? '')).rejects.toMatchObject({ code: 'login_code_bad' })
  await expect(login('made-up')).rejects.toMatchObject({ code: 'login_code_bad' })
  const old = outside.alipay.loginCode(openId)
  clock.advance({ minutes: 11 })
  await expect(login(old)).rejects.toMatchObject({ code: 'login_code_bad' })
})

test.each(['drop-before', 'error-500', 'bad-signature'] as const)('an answer met by %s signs nobody in', async (kind) => {
  outside.alipay.fail({ on: 'login', kind, times: 9 })
  await expect(login(outside.alipay.loginCode(who()))).rejects.toMatchObject({ code: 'platform_unavailable' })
})

test('whoever signed in through Alipay pays in its mini program as themselves; somebody else’s payment is not taken for theirs', async () => {
  const openId = who()
  const { shopper } = await login(outside.alipay.loginCode(openId))
  const payer = await people.payer({ shopperId: shopper.id, platform: 'alipay' })
  expect(payer.openId).toBe(openId)
  expect((await people.payer({ shopperId: shopper.id, platform: 'weapp' })).openId).toBeNull()
  const subject = randomUUID()
  const started = await pay.start({
    subject,
    shopperId: shopper.id,
    shopIds: [randomUUID()],
    amountFen: 8800,
    title: '铺子商城订单',
    expiresAt: new Date(clock.now().getTime() + 1_800_000).toISOString(),
    method: 'alipay_mini',
    openId: payer.openId,
    ip: '127.0.0.1',
    returnUrl: null,
  })
  expect(started.action.kind).toBe('alipay')
  expect(outside.alipay.trade(started.number)?.buyer).toBe(openId)
  expect(await outside.alipay.notify(outside.alipay.pay(started.number) ?? '')).toBe(200)
  expect((await pay.status({ subject })).state).toBe('paid')
})
