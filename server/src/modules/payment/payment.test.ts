import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer, testClock } from '../../../test/harness.ts'
import { type Outside, startOutside } from '../../../test/outside.ts'
import type { Interface } from '../../kernel/contract.ts'
import { on } from '../../kernel/events.ts'
import { defineModule } from '../../kernel/module.ts'
import { modules } from '../../modules.ts'
import { type paymentCalls, paymentPaid, paymentRefunded } from './contract.ts'
import { payment } from './module.ts'

const clock = testClock()
let outside: Outside
let server: TestServer
let pay: Interface<typeof paymentCalls>
const paidEvents: string[] = []
const refundEvents: { key: string; amountFen: number; ok: boolean }[] = []

/** Hears what the module tells, as order would. */
const listener = defineModule({
  name: 'listener',
  calls: {},
  needs: {},
  create: () => ({
    calls: {},
    routes: [],
    jobs: [],
    handlers: [
      on(paymentPaid, 'listener.paid', async ({ payload }) => void paidEvents.push(payload.subject)),
      on(paymentRefunded, 'listener.refunded', async ({ payload }) => void refundEvents.push(payload)),
    ],
  }),
})

beforeAll(async () => {
  outside = await startOutside({ now: clock.now })
  server = await startServer({
    modules: [...modules.filter(({ name }) => name === 'wallet'), payment, listener],
    now: clock.now,
    config: outside.config,
  })
  outside.leadTo(server.url)
  // The harness keeps calls loosely typed; these are those of this contract.
  pay = server.calls['payment'] as unknown as Interface<typeof paymentCalls>
})
afterAll(async () => {
  await server.close()
  await outside.close()
})

const shopId = randomUUID()
type StartInput = Parameters<typeof pay.start>[0]
const input = (changes: Partial<StartInput> = {}): StartInput => ({
  subject: randomUUID(),
  shopperId: randomUUID(),
  shopIds: [shopId],
  amountFen: 8800,
  title: '铺子商城订单',
  expiresAt: new Date(clock.now().getTime() + 900_000).toISOString(),
  method: 'wechat_h5',
  openId: null,
  ip: '127.0.0.1',
  returnUrl: 'http://shop.test/result',
  ...changes,
})

async function started(changes: Partial<StartInput> = {}) {
  const asked = input(changes)
  const { number } = await pay.start(asked)
  return { ...asked, number }
}

async function paid(changes: Partial<StartInput> = {}) {
  const one = await started(changes)
  await outside.wechatPay.notify(outside.wechatPay.pay(one.number) ?? '')
  expect((await pay.status({ subject: one.subject })).state).toBe('paid')
  return one
}

const found = async (subject: string) => (await pay.find({ subjects: [subject] })).items[0]!
const timesPaid = async (subject: string) => {
  await server.deliver()
  return paidEvents.filter((one) => one === subject).length
}
const violations = async () => (await Promise.all(server.systems[0]!.checks.map((check) => check.run()))).flat()
const alarmKinds = async (number: string) => {
  const rows = await server.db.selectFrom('payment.alarm').select(['kind', 'times']).where('number', '=', number).execute()
  return rows.map((row) => row.kind)
}

test('money that is notified is booked and told once', async () => {
  const one = await paid()
  expect(await timesPaid(one.subject)).toBe(1)
  expect(await found(one.subject)).toMatchObject({ state: 'paid', amountFen: 8800, attempts: [{ number: one.number, state: 'paid' }] })
})

test('a notification delivered 20 times at once pays once', async () => {
  const one = await started()
  const id = outside.wechatPay.pay(one.number) ?? ''
  const answers = await Promise.all(Array.from({ length: 20 }, () => outside.wechatPay.notify(id)))
  expect(new Set(answers)).toEqual(new Set([200]))
  expect(await timesPaid(one.subject)).toBe(1)
  expect((await found(one.subject)).refunds).toEqual([])
})

test('a lost notification is found by asking, five seconds later', async () => {
  const one = await started()
  outside.wechatPay.pay(one.number, { notify: 'none' })
  await server.sweep()
  expect((await pay.status({ subject: one.subject })).state).toBe('open')
  clock.advance({ seconds: 6 })
  await server.sweep()
  expect((await pay.status({ subject: one.subject })).state).toBe('paid')
  expect(await timesPaid(one.subject)).toBe(1)
})

test('after days of being down, a channel that does not answer the first time is asked again until it is known', async () => {
  const one = await started()
  outside.wechatPay.pay(one.number, { notify: 'none' })
  clock.advance({ days: 9 })
  outside.wechatPay.fail({ on: 'query', kind: 'error-500' })
  await server.sweep()
  expect((await pay.status({ subject: one.subject })).state).toBe('open')
  clock.advance({ minutes: 61 })
  await server.sweep()
  expect((await pay.status({ subject: one.subject })).state).toBe('paid')
})

test('a shopper who waits in front of the screen hears at once', async () => {
  const one = await started()
  outside.wechatPay.pay(one.number, { notify: 'none' })
  expect(await pay.status({ subject: one.subject, ask: true })).toMatchObject({ state: 'paid' })
})

test('forged, stale and resealed notifications are refused and counted', async () => {
  const one = await started()
  const id = outside.wechatPay.pay(one.number) ?? ''
  expect(await outside.wechatPay.notify(id, { signature: 'bad' })).toBe(401)
  expect(await outside.wechatPay.notify(id, { signature: 'none' })).toBe(401)
  expect(await outside.wechatPay.notify(id, { clockSkewSeconds: -301 })).toBe(401)
  expect(await outside.wechatPay.notify(id, { apiV3Key: 'another-key-of-32-bytes-........' })).toBe(401)
  expect((await pay.status({ subject: one.subject })).state).toBe('open')
  expect(await alarmKinds('')).toEqual(
    expect.arrayContaining(['notify_bad_signature', 'notify_stale', 'notify_unsigned', 'notify_undecryptable']),
  )
  expect(await outside.wechatPay.notify(id)).toBe(200)
})

test('another amount than asked is refused, alarmed and kept, and pays nothing', async () => {
  const one = await started()
  const id = outside.wechatPay.pay(one.number, { amountFen: 1 }) ?? ''
  expect(await outside.wechatPay.notify(id)).toBe(500)
  expect(await outside.wechatPay.notify(id)).toBe(500)
  clock.advance({ seconds: 6 })
  await server.sweep()
  expect((await pay.status({ subject: one.subject })).state).toBe('open')
  expect(await timesPaid(one.subject)).toBe(0)
  expect(await alarmKinds(one.number)).toEqual(['payment_mismatch'])
})

test('another payer than asked is refused', async () => {
  const one = await started({ method: 'wechat_jsapi', openId: 'o-shopper' })
  expect(await outside.wechatPay.notify(outside.wechatPay.pay(one.number, { openId: 'o-other' }) ?? '')).toBe(500)
  expect((await pay.status({ subject: one.subject })).state).toBe('open')
})

test('the same arguments again give the same attempt without asking the channel again, also at the same moment', async () => {
  const asked = input()
  const before = outside.wechatPay.calls.prepay
  const first = await pay.start(asked)
  expect(await pay.start(asked)).toEqual(first)
  expect(outside.wechatPay.calls.prepay - before).toBe(1)
  const twin = input()
  const answers = await Promise.all(Array.from({ length: 5 }, () => pay.start(twin)))
  expect(new Set(answers.map((answer) => answer.number)).size).toBe(1)
})

test('an action that no longer opens the cashier is made afresh under the same number', async () => {
  const asked = input()
  const first = await pay.start(asked)
  clock.advance({ minutes: 5 })
  const second = await pay.start(asked)
  expect(second.number).toBe(first.number)
  expect(second.action).not.toEqual(first.action)
})

test('other arguments close the former attempt at the channel and take a new number', async () => {
  const asked = input()
  const first = await pay.start(asked)
  const second = await pay.start({ ...asked, method: 'wechat_native' })
  expect(second.number).not.toBe(first.number)
  expect(second.action.kind).toBe('code')
  expect(outside.wechatPay.trade(first.number)?.state).toBe('CLOSED')
  expect((await found(asked.subject)).attempts.map((attempt) => attempt.state)).toEqual(['closed', 'open'])
})

test('what costs nothing is paid at once without a channel', async () => {
  const asked = input({ amountFen: 0 })
  const before = outside.wechatPay.calls.prepay
  expect(await pay.start(asked)).toEqual({ number: '', action: { kind: 'none' }, walletFen: 0 })
  expect(await pay.start(asked)).toEqual({ number: '', action: { kind: 'none' }, walletFen: 0 })
  expect(outside.wechatPay.calls.prepay).toBe(before)
  expect(await timesPaid(asked.subject)).toBe(1)
})

test('a paid subject starts no second attempt, a closed one none at all', async () => {
  const one = await paid()
  await expect(pay.start(one)).rejects.toMatchObject({ code: 'payment_paid' })
  const other = input()
  expect(await pay.close({ subject: other.subject })).toEqual({ outcome: 'closed' })
  await expect(pay.start(other)).rejects.toMatchObject({ code: 'payment_closed' })
})

test('closing closes at the channel; money that was faster wins', async () => {
  const one = await started()
  expect(await pay.close(one)).toEqual({ outcome: 'closed' })
  expect(outside.wechatPay.trade(one.number)?.state).toBe('CLOSED')
  const fast = await started()
  outside.wechatPay.pay(fast.number, { notify: 'none' })
  expect(await pay.close(fast)).toEqual({ outcome: 'paid' })
  expect(await timesPaid(fast.subject)).toBe(1)
})

test('while the channel is silent nothing is closed on a guess; the next try closes', async () => {
  const one = await started()
  outside.wechatPay.fail({ on: 'close', kind: 'error-500' })
  await expect(pay.close(one)).rejects.toMatchObject({ code: 'channel_unavailable' })
  expect((await pay.status(one)).state).toBe('open')
  await expect(pay.start(one)).rejects.toMatchObject({ code: 'payment_closed' })
  expect(await pay.close(one)).toEqual({ outcome: 'closed' })
})

test('money that comes for a closed subject goes back in full, once, by itself', async () => {
  const one = await started()
  await pay.close(one)
  const id = outside.wechatPay.pay(one.number, { force: true }) ?? ''
  await Promise.all([outside.wechatPay.notify(id), outside.wechatPay.notify(id)])
  expect((await pay.status(one)).state).toBe('closed')
  expect(await timesPaid(one.subject)).toBe(0)
  await server.sweep()
  const [refund] = outside.wechatPay.trade(one.number)?.refunds ?? []
  expect(refund).toMatchObject({ amountFen: 8800 })
  await outside.wechatPay.notify(outside.wechatPay.settleRefund(refund!.outRefundNo, 'SUCCESS') ?? '')
  await server.deliver()
  expect(refundEvents.filter(({ key }) => key === `late:${one.number}`)).toEqual([expect.objectContaining({ amountFen: 8800, ok: true })])
  expect(await violations()).toEqual([])
})

test('a second payment of the same subject goes back', async () => {
  const asked = input()
  const first = await pay.start(asked)
  const second = await pay.start({ ...asked, method: 'wechat_native' })
  await outside.wechatPay.notify(outside.wechatPay.pay(second.number) ?? '')
  await outside.wechatPay.notify(outside.wechatPay.pay(first.number, { force: true }) ?? '')
  await server.sweep()
  expect(await timesPaid(asked.subject)).toBe(1)
  expect(outside.wechatPay.trade(first.number)?.refunds).toHaveLength(1)
  expect(outside.wechatPay.trade(second.number)?.refunds).toHaveLength(0)
})

test('a channel that does not answer a start is asked again under the same number', async () => {
  const asked = input()
  outside.wechatPay.fail({ on: 'prepay', kind: 'drop-after' })
  await expect(pay.start(asked)).rejects.toMatchObject({ code: 'channel_unavailable' })
  const { number } = await pay.start(asked)
  const { attempts } = await found(asked.subject)
  expect(attempts.map((attempt) => [attempt.number, attempt.state])).toEqual([[number, 'open']])
})

test('partial refunds go out a minute apart and never exceed what was paid', async () => {
  const one = await paid()
  const ask = (key: string, amountFen: number) =>
    pay.refund({ key: key + one.number, subject: one.subject, orderId: null, amountFen, reason: '退款' })
  const first = await ask('a', 3000)
  expect(await ask('a', 3000)).toMatchObject({ number: first.number })
  await expect(ask('a', 3001)).rejects.toMatchObject({ code: 'key_reused' })
  await ask('b', 5800)
  await expect(ask('c', 1)).rejects.toMatchObject({ code: 'refund_too_much' })
  await server.sweep()
  expect(outside.wechatPay.trade(one.number)?.refunds).toHaveLength(1)
  clock.advance({ seconds: 30 })
  await server.sweep()
  expect(outside.wechatPay.trade(one.number)?.refunds).toHaveLength(1)
  clock.advance({ seconds: 32 })
  await server.sweep()
  const sent = outside.wechatPay.trade(one.number)?.refunds ?? []
  expect(sent.map((refund) => refund.amountFen).toSorted()).toEqual([3000, 5800])
  for (const { outRefundNo } of sent) await outside.wechatPay.notify(outside.wechatPay.settleRefund(outRefundNo, 'SUCCESS') ?? '')
  expect((await found(one.subject)).refundedFen).toBe(8800)
  expect(await violations()).toEqual([])
})

test('refunds asked for at the same moment never exceed what was paid', async () => {
  const one = await paid()
  const ask = (n: number) =>
    pay.refund({ key: `race${n}${one.number}`, subject: one.subject, orderId: null, amountFen: 3000, reason: '退款' })
  const answers = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => ask(n)))
  expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(2)
})

test.each(['drop-after', 'drop-before', 'error-500', 'limited-429', 'not-enough'] as const)(
  'a refund met by %s happens once, under its one number',
  async (kind) => {
    const one = await paid()
    const { number } = await pay.refund({ key: one.number, subject: one.subject, orderId: null, amountFen: 8800, reason: '退款' })
    outside.wechatPay.fail({ on: 'refund', kind })
    await server.sweep()
    clock.advance({ minutes: 3 })
    await server.sweep()
    const refunds = outside.wechatPay.trade(one.number)?.refunds ?? []
    expect(refunds.map((refund) => refund.outRefundNo)).toEqual([number])
    outside.wechatPay.settleRefund(number, 'SUCCESS')
    // Its notification is lost: found by asking.
    clock.advance({ minutes: 3 })
    await server.sweep()
    await server.deliver()
    expect(refundEvents.filter(({ key }) => key === one.number)).toEqual([expect.objectContaining({ amountFen: 8800, ok: true })])
  },
)

test('a refund that was being sent when the process was killed is asked about, not sent blindly', async () => {
  const one = await paid()
  const { number } = await pay.refund({ key: one.number, subject: one.subject, orderId: null, amountFen: 8800, reason: '退款' })
  await server.db.updateTable('payment.refund').set({ state: 'sent', tries: 1 }).where('number', '=', number).execute()
  const before = outside.wechatPay.calls['query-refund']
  await server.sweep()
  expect(outside.wechatPay.calls['query-refund']).toBe(before + 1)
  expect(outside.wechatPay.trade(one.number)?.refunds).toHaveLength(1)
})

test('a refund that the channel gives up is told as failed, and may be asked for again under another key', async () => {
  const one = await paid()
  const ask = (key: string) => pay.refund({ key: key + one.number, subject: one.subject, orderId: null, amountFen: 8800, reason: '退款' })
  const { number } = await ask('first')
  await server.sweep()
  await outside.wechatPay.notify(outside.wechatPay.settleRefund(number, 'CLOSED') ?? '')
  await server.deliver()
  expect(refundEvents).toContainEqual(expect.objectContaining({ key: `first${one.number}`, ok: false }))
  expect(await alarmKinds(number)).toEqual(['refund_failed'])
  expect((await ask('second')).number).not.toBe(number)
})

test('only what is paid can be refunded', async () => {
  const one = await started()
  const asked = { key: one.number, subject: one.subject, orderId: null, amountFen: 1, reason: '退款' }
  await expect(pay.refund(asked)).rejects.toMatchObject({ code: 'payment_not_paid' })
})

test('past payments can be recorded in bulk, twice, and refunded without a channel', async () => {
  const subject = randomUUID()
  const at = '2026-10-01T04:00:00.000Z'
  const refund = { key: `past:${subject}`, orderId: randomUUID(), amountFen: 500, at, reason: '退款' }
  const past = { subject, shopperId: randomUUID(), shopIds: [shopId], amountFen: 2000, title: '往期订单', paidAt: at, refunds: [refund] }
  await pay.seed({ payments: [past, { ...past, subject: randomUUID(), amountFen: 0, refunds: [] }] })
  await pay.seed({ payments: [past] })
  expect(await found(subject)).toMatchObject({ state: 'paid', amountFen: 2000, refundedFen: 500 })
  await pay.refund({ key: `now:${subject}`, subject, orderId: null, amountFen: 1500, reason: '退款' })
  await server.sweep()
  expect((await found(subject)).refundedFen).toBe(2000)
  expect(await violations()).toEqual([])
})

test('whatever is repeated, reordered or lost, and whenever it is closed, the money is counted once', async () => {
  const step = fc.constantFrom('pay', 'notify', 'notify-twice', 'ask', 'close', 'restart', 'wait')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      const one = await started()
      let notification: string | undefined
      for (const next of steps) {
        if (next === 'pay' && outside.wechatPay.trade(one.number)?.state === 'NOTPAY') notification = outside.wechatPay.pay(one.number)
        if (next.startsWith('notify') && notification) await outside.wechatPay.notify(notification)
        if (next === 'notify-twice' && notification)
          await Promise.all([outside.wechatPay.notify(notification), outside.wechatPay.notify(notification)])
        if (next === 'ask') await pay.status({ subject: one.subject, ask: true })
        if (next === 'close') await pay.close(one)
        if (next === 'wait') clock.advance({ seconds: 7 })
        if (next === 'restart') await server.sweep()
      }
      const { outcome } = await pay.close(one)
      const wasPaid = outside.wechatPay.trade(one.number)?.state !== 'CLOSED'
      expect(outcome).toBe(wasPaid ? 'paid' : 'closed')
      expect(await timesPaid(one.subject)).toBe(wasPaid ? 1 : 0)
    }),
    { numRuns: 25 },
  )
  expect(await violations()).toEqual([])
})
