import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startServer, type TestServer, testClock } from '../../../test/harness.ts'
import { type PayOutside, startPayOutside } from '../../../test/pay-outside.ts'
import { later } from '../../kernel/clock.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { StaffActor } from '../../kernel/http.ts'
import { modules } from '../../modules.ts'
import type { paymentCalls } from './contract.ts'
import { payment } from './module.ts'

const clock = testClock()
const shopId = randomUUID()
let outside: PayOutside
let server: TestServer
let pay: Interface<typeof paymentCalls>
let day: string

const staff = (shop: string): StaffActor => ({
  kind: 'staff',
  id: randomUUID(),
  name: '财务小王',
  sessionId: randomUUID(),
  shopId: shop,
  role: 'finance',
  permissions: ['payment.read', 'payment.reconcile'],
})

beforeAll(async () => {
  outside = await startPayOutside({ now: clock.now })
  server = await startServer({
    modules: [...modules.filter(({ name }) => name === 'wallet'), payment],
    now: clock.now,
    config: outside.config,
    authenticate: async (token) => staff(token),
  })
  outside.leadTo(server.url)
  // The harness keeps calls loosely typed; these are those of this contract.
  pay = server.calls['payment'] as unknown as Interface<typeof paymentCalls>
})
afterAll(async () => {
  await server.close()
  await outside.close()
})
beforeEach(() => {
  for (const one of [outside.wechatPay, outside.wechatPay2, outside.alipay, outside.unionPay]) {
    one.heal()
    one.spoilBill({})
  }
  // Each test has a day of its own, and begins at noon.
  clock.advance({ days: 2 })
  day = later(clock.now(), { hours: 8 }).toISOString().slice(0, 10)
})

type Method = Parameters<typeof pay.start>[0]['method']
async function started(method: Method = 'wechat_native', amountFen = 8800) {
  const asked = {
    subject: randomUUID(),
    shopperId: randomUUID(),
    shopIds: [shopId],
    amountFen,
    title: '订单',
    expiresAt: later(clock.now(), { minutes: 15 }).toISOString(),
    method,
    openId: method === 'alipay_mini' ? 'buyer' : null,
    ip: '127.0.0.1',
    returnUrl: 'http://shop.test/',
  }
  return { ...asked, ...(await pay.start(asked)) }
}
async function paid(method: Method = 'wechat_native', amountFen = 8800) {
  const one = await started(method, amountFen)
  if (method.startsWith('wechat')) await outside.wechatPay.notify(outside.wechatPay.pay(one.number) ?? '')
  else await outside.alipay.notify(outside.alipay.pay(one.number) ?? '')
  expect((await pay.status(one)).state).toBe('paid')
  return one
}
const refunded = async (one: { subject: string; number: string }, amountFen: number) => {
  const { number } = await pay.refund({ key: randomUUID(), subject: one.subject, orderId: null, amountFen, reason: '退款' })
  await server.sweep()
  if (outside.wechatPay.trade(one.number)) await outside.wechatPay.notify(outside.wechatPay.settleRefund(number, 'SUCCESS') ?? '')
  return number
}
const console_ = (shop = shopId) => server.admin(shop)
async function reconciled(): Promise<void> {
  clock.advance({ days: 1 })
  await server.runCron('payment.reconcile')
}
const open = async (shop = shopId) => (await console_(shop).listBillDifferences({ pageSize: 100 })).items.filter((one) => one.day === day)
const bills = async () => (await console_().listPaymentBills({ pageSize: 100 })).items.filter((one) => one.day === day)

test('a day on which all is well matches at every account, with the same sums on both sides', async () => {
  const one = await paid()
  await paid('alipay_mini', 1234)
  await refunded(one, 800)
  await reconciled()
  expect(await open()).toEqual([])
  const side = (payments: number, paymentsFen: number, refunds: number, refundsFen: number) => ({
    payments,
    paymentsFen,
    refunds,
    refundsFen,
  })
  expect(await bills()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        provider: 'wechat-pay',
        label: '主商户号',
        state: 'matched',
        theirs: side(1, 8800, 1, 800),
        ours: side(1, 8800, 1, 800),
      }),
      expect.objectContaining({ provider: 'wechat-pay', label: '备用商户号', state: 'empty', theirs: side(0, 0, 0, 0) }),
      expect.objectContaining({ provider: 'alipay', state: 'matched', theirs: side(1, 1234, 0, 0), ours: side(1, 1234, 0, 0) }),
      // UnionPay does not tell a day without trade from a file that is not made yet: it is asked again in the evening.
      expect.objectContaining({ provider: 'unionpay', state: 'waiting' }),
    ]),
  )
})

test('every kind of difference is found, in both directions, and again is found once', async () => {
  const [omitted, other] = [await paid(), await paid()]
  const refund = await refunded(other, 800)
  const lost = await started()
  outside.wechatPay.pay(lost.number, { notify: 'none' })
  // The provider is silent about it, so that asking does not find it.
  outside.wechatPay.fail({ on: 'query', kind: 'error-500', times: 1000 })
  outside.wechatPay.spoilBill({
    omit: [omitted.number, refund],
    amounts: { [other.number]: 8801 },
    extra: [{ number: 'P_not_ours', amountFen: 5 }],
  })
  await reconciled()
  const found = (await open()).map(({ kind, side, number, oursFen, theirsFen }) => [kind, side, number, oursFen, theirsFen])
  expect(found.filter(([kind]) => kind !== 'funds_differ').toSorted()).toEqual(
    [
      ['amount_differs', 'payment', other.number, 8800, 8801],
      ['missing_here', 'payment', 'P_not_ours', null, 5],
      ['missing_here', 'payment', lost.number, null, 8800],
      ['missing_there', 'payment', omitted.number, 8800, null],
      ['missing_there', 'refund', refund, 800, null],
    ].toSorted(),
  )
  expect(found.filter(([kind]) => kind === 'funds_differ')).toHaveLength(2)
  const ids = (await open()).map(({ id }) => id).toSorted()
  await Promise.all([console_().fetchPaymentBills({ day }), console_().fetchPaymentBills({ day })])
  expect((await open()).map(({ id }) => id).toSorted()).toEqual(ids)
  outside.wechatPay.heal()
  outside.wechatPay.spoilBill({})
  await console_().fetchPaymentBills({ day })
  expect((await open()).map(({ kind, number }) => [kind, number])).toEqual([['missing_here', lost.number]])
})

test.each(['alipay_mini', 'unionpay_h5'] as const)(
  '%s: the file of a day is matched line by line, and what differs is found and closed there',
  async (method) => {
    const provider = method === 'alipay_mini' ? outside.alipay : outside.unionPay
    const take = async () => {
      const one = await started(method)
      if (one.action.kind === 'redirect') await openForm(one.action.url)
      await provider.notify(provider.pay(one.number) ?? '')
      return one
    }
    const [good, omitted] = [await take(), await take()]
    const { number: refund } = await pay.refund({ key: randomUUID(), subject: good.subject, orderId: null, amountFen: 800, reason: '退款' })
    await server.sweep()
    if (method === 'unionpay_h5') await provider.notify(provider.settleRefund(refund, 'done') ?? '')
    provider.spoilBill({ omit: [omitted.number], extra: [{ number: 'PnotOurs00001', amountFen: 5, day }] })
    await reconciled()
    await server.runCron('payment.reconcile')
    expect((await open()).map(({ kind, side, number }) => [kind, side, number]).toSorted()).toEqual([
      ['missing_here', 'payment', 'PnotOurs00001'],
      ['missing_there', 'payment', omitted.number],
    ])
    const name = method === 'alipay_mini' ? 'alipay' : 'unionpay'
    expect((await bills()).find((one) => one.provider === name)).toMatchObject({
      state: 'matched',
      theirs: { payments: 2, paymentsFen: 8805, refunds: 1, refundsFen: 800 },
      ours: { payments: 2, paymentsFen: 17_600, refunds: 1, refundsFen: 800 },
    })
    provider.spoilBill({})
    await console_().fetchPaymentBills({ day })
    expect(await open()).toEqual([])
  },
)

/** UnionPay is entered by a form that the browser sends. */
async function openForm(url: string): Promise<void> {
  const html = await (await fetch(url)).text()
  const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  const fields = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map((match) => [match[1] ?? '', plain(match[2] ?? '')])
  await fetch(/action="([^"]+)"/.exec(html)?.[1] ?? '', { method: 'POST', body: new URLSearchParams(fields) })
}

test('money that was found is booked after the provider confirms it, once, with a name and a reason', async () => {
  const lost = await started()
  outside.wechatPay.pay(lost.number, { notify: 'none' })
  outside.wechatPay.fail({ on: 'query', kind: 'error-500', times: 1000 })
  await reconciled()
  const [difference] = await open()
  const resolve = (how: 'book' | 'explain') => console_().resolveBillDifference({ id: difference!.id, how, reason: '核对后补记' })
  await expect(resolve('book')).rejects.toMatchObject({ code: 'difference_not_bookable' })
  outside.wechatPay.heal()
  clock.advance({ minutes: 6 })
  await server.sweep()
  // The probe has closed the circuit, and asking has found the money by itself or booking does now.
  const answers = await Promise.allSettled(Array.from({ length: 10 }, () => resolve('book')))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await pay.status(lost)).state).toBe('paid')
  const closed = (await console_().listBillDifferences({ open: 'false', pageSize: 100 })).items.find(({ id }) => id === difference!.id)
  expect(closed).toMatchObject({ state: 'booked', reason: '核对后补记', staffName: '财务小王' })
  await console_().fetchPaymentBills({ day })
  expect(await open()).toEqual([])
})

test('what is explained stays explained when the day is matched again', async () => {
  outside.wechatPay.spoilBill({ extra: [{ number: 'P_by_hand', amountFen: 500 }] })
  await reconciled()
  const strange = (await open()).find(({ kind }) => kind === 'missing_here')!
  await expect(console_().resolveBillDifference({ id: strange.id, how: 'book', reason: '试试' })).rejects.toMatchObject({
    code: 'difference_not_bookable',
  })
  await console_().resolveBillDifference({ id: strange.id, how: 'explain', reason: '线下扫码收款' })
  await console_().fetchPaymentBills({ day })
  expect(await open()).toEqual([])
  await expect(console_().resolveBillDifference({ id: strange.id, how: 'explain', reason: '再来一次' })).rejects.toMatchObject({
    code: 'difference_closed',
  })
})

test('another shop neither sees nor closes a difference of this one', async () => {
  const omitted = await paid()
  outside.wechatPay.spoilBill({ omit: [omitted.number] })
  await reconciled()
  const mine = (await open()).find(({ number }) => number === omitted.number)!
  const stranger = randomUUID()
  expect((await open(stranger)).map(({ number }) => number)).not.toContain(omitted.number)
  await expect(console_(stranger).resolveBillDifference({ id: mine.id, how: 'explain', reason: '别人的' })).rejects.toMatchObject({
    status: 404,
    code: 'difference_not_found',
  })
  expect(
    (await console_(stranger).listPaymentBills({})).items.find((one) => one.day === day && one.label === '主商户号')?.ours.payments,
  ).toBe(0)
})

test('a bill that is late or broken is tried again, and keeps nothing of a half', async () => {
  await paid()
  outside.wechatPay.fail({ on: 'bill', kind: 'error-500' })
  await expect(console_().fetchPaymentBills({ day })).rejects.toMatchObject({ code: 'bill_day_open' })
  await reconciled()
  const state = async () => (await bills()).find(({ label }) => label === '主商户号')?.state
  expect(await state()).toBe('failed')
  await server.runCron('payment.reconcile')
  expect(await state()).toBe('matched')
})
