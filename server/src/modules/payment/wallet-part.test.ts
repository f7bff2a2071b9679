import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import { type Outside, startOutside } from '../../../test/outside.ts'
import type { Interface } from '../../kernel/contract.ts'
import { modules } from '../../modules.ts'
import type { walletCalls } from '../wallet/contract.ts'
import type { paymentCalls } from './contract.ts'
import { payment } from './module.ts'
import { walletShare } from './split.ts'

const clock = testClock()
let outside: Outside
let server: TestServer
let pay: Interface<typeof paymentCalls>
let wallet: Interface<typeof walletCalls>

beforeAll(async () => {
  outside = await startOutside({ now: clock.now })
  server = await startServer({
    modules: [...modules.filter(({ name }) => name === 'wallet'), payment],
    now: clock.now,
    config: outside.config,
  })
  outside.leadTo(server.url)
  // The harness keeps calls loosely typed; these are those of these contracts.
  pay = server.calls['payment'] as unknown as Interface<typeof paymentCalls>
  wallet = server.calls['wallet'] as unknown as Interface<typeof walletCalls>
})
afterAll(async () => {
  await server.close()
  await outside.close()
})

type StartInput = Parameters<typeof pay.start>[0]
/** A shopper with ¥30.00 who is to pay ¥88.00, with their wallet as far as it goes. */
async function wish(changes: Partial<StartInput> = {}, cashFen = 3000): Promise<StartInput> {
  const shopperId = randomUUID()
  await wallet.credit({ key: randomUUID(), shopperId, cashFen, kind: 'top_up' })
  return {
    subject: randomUUID(),
    shopperId,
    shopIds: [randomUUID()],
    amountFen: 8800,
    walletFen: 8800,
    title: '铺子商城订单',
    expiresAt: new Date(clock.now().getTime() + 900_000).toISOString(),
    method: 'wechat_h5',
    openId: null,
    ip: '127.0.0.1',
    returnUrl: null,
    ...changes,
  }
}
const paid = async (input: StartInput) => {
  const { number } = await pay.start(input)
  if (number) await outside.wechatPay.notify(outside.wechatPay.pay(number) ?? '')
  await server.settle()
  return number
}
const purse = async (input: StartInput) => {
  const { availableFen, heldFen } = await wallet.balance({ shopperId: input.shopperId })
  return [availableFen, heldFen]
}
const payments = async (input: StartInput) => (await pay.find({ subjects: [input.subject] })).items[0]!
const give = (input: StartInput, amountFen: number, key: string = randomUUID()) =>
  pay.refund({ key, subject: input.subject, orderId: null, amountFen, reason: '退款' })
/** Works on refunds until all are through, with the minute between two of one payment. */
async function refundsThrough(input: StartInput): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    clock.advance({ seconds: 62 })
    await server.sweep()
    for (const one of (await payments(input)).refunds.filter(({ state }) => state === 'sent')) {
      await outside.wechatPay.notify(outside.wechatPay.settleRefund(one.number, 'SUCCESS') ?? '')
    }
    if ((await payments(input)).refunds.every(({ state }) => state === 'succeeded')) return server.settle()
  }
}
const doctor = async () => (await Promise.all(server.systems[0]!.checks.map((check) => check.run()))).flat()

describe('a payment from wallet and channel', () => {
  test('takes what the wallet has and asks the channel for the rest, once', async () => {
    const input = await wish()
    const starts = await Promise.all(Array.from({ length: 10 }, () => pay.start(input)))
    expect(new Set(starts.map(({ number }) => number)).size).toBe(1)
    expect(await purse(input)).toEqual([0, 3000])
    await paid(input).catch(() => undefined)
    expect(await payments(input)).toMatchObject({ state: 'paid', amountFen: 8800, walletFen: 3000, attempts: [{ amountFen: 5800 }] })
    expect(await purse(input)).toEqual([0, 0])
    expect(await doctor()).toEqual([])
  })
  test('needs no channel when the wallet has it all, however often it is started', async () => {
    const input = await wish({}, 9000)
    const starts = await Promise.all(Array.from({ length: 10 }, () => pay.start(input)))
    expect(starts.every(({ action, walletFen }) => action.kind === 'none' && walletFen === 8800)).toBe(true)
    await server.settle()
    expect(await payments(input)).toMatchObject({ state: 'paid', walletFen: 8800, attempts: [] })
    expect(await purse(input)).toEqual([200, 0])
    expect(await doctor()).toEqual([])
  })
  test('gives the part back when it is closed, and money that still comes goes back whole', async () => {
    const input = await wish()
    const { number } = await pay.start(input)
    await Promise.all(Array.from({ length: 5 }, () => pay.close({ subject: input.subject })))
    await server.settle()
    expect(await purse(input)).toEqual([3000, 0])
    expect(await payments(input)).toMatchObject({ state: 'closed', attempts: [{ number, state: 'closed' }] })
    await expect(pay.start(input)).rejects.toMatchObject({ code: 'payment_closed' })
    expect(await purse(input)).toEqual([3000, 0])
    expect(await doctor()).toEqual([])
  })
  test('sets aside anew when another part is wished for, and the former attempt is closed first', async () => {
    const input = await wish()
    const { number } = await pay.start(input)
    const second = await pay.start({ ...input, walletFen: 1000 })
    await server.settle()
    expect([second.walletFen, second.number === number, ...(await purse(input))]).toEqual([1000, false, 2000, 1000])
    const third = await pay.start({ ...input, walletFen: 0 })
    await server.settle()
    expect([third.walletFen, ...(await purse(input))]).toEqual([0, 3000, 0])
    await paid({ ...input, walletFen: 0 })
    expect(await payments(input)).toMatchObject({ state: 'paid', walletFen: 0 })
    expect(await doctor()).toEqual([])
  })
  test('with wishes at once ends with one of them, and nothing stays set aside for the others', async () => {
    const input = await wish()
    await Promise.allSettled(Array.from({ length: 12 }, (_, index) => pay.start({ ...input, walletFen: 500 * (index % 4) })))
    await server.settle()
    const { walletFen } = await payments(input)
    expect(await purse(input)).toEqual([3000 - walletFen, walletFen])
  })
  test('two payments of one wallet at once never spend it twice', async () => {
    const first = await wish()
    const all = Array.from({ length: 8 }, () => ({ ...first, subject: randomUUID() }))
    const started = await Promise.all(all.map((one) => pay.start(one)))
    expect(started.reduce((sum, { walletFen }) => sum + walletFen, 0)).toBe(3000)
    expect(await doctor()).toEqual([])
  })
  test('that a crash cut between the wish and the answer of the wallet goes on, or frees what it took', async () => {
    const cut = async () => {
      const input = await wish()
      // What a process leaves that dies after the wallet has set the money aside and before it could write so.
      await pay.start(input)
      await server.db
        .updateTable('payment.intent')
        .set({ wallet_fen: 0, wallet_ready: false })
        .where('subject', '=', input.subject)
        .execute()
      await server.db.deleteFrom('payment.attempt').where('subject', '=', input.subject).execute()
      return input
    }
    const [on, off] = [await cut(), await cut()]
    expect((await pay.start(on)).walletFen).toBe(3000)
    await pay.close({ subject: off.subject })
    await server.settle()
    expect([await purse(on), await purse(off)]).toEqual([
      [0, 3000],
      [3000, 0],
    ])
    expect(await doctor()).toEqual([])
  })
})

describe('a refund of wallet and channel', () => {
  test('returns parts that sum exactly over any partial refunds, each once', async () => {
    const input = await wish()
    await paid(input)
    const key = randomUUID()
    await Promise.all(Array.from({ length: 20 }, () => give(input, 3333, key)))
    await give(input, 1)
    await give(input, 5466)
    await expect(give(input, 1)).rejects.toMatchObject({ code: 'refund_too_much' })
    await refundsThrough(input)
    const { refunds, refundedFen } = await payments(input)
    expect(refundedFen).toBe(8800)
    expect(refunds.reduce((sum, one) => sum + one.walletFen, 0)).toBe(3000)
    expect(refunds.find((one) => one.amountFen === 3333)?.walletFen).toBe(Math.floor((3000 * 3333) / 8800))
    expect(await purse(input)).toEqual([3000, 0])
    expect(await doctor()).toEqual([])
  })
  test('of a payment from the wallet alone needs no channel', async () => {
    const input = await wish({}, 8800)
    await paid(input)
    await give(input, 5000)
    await give(input, 3800)
    await server.settle()
    expect(await purse(input)).toEqual([8800, 0])
    expect(await doctor()).toEqual([])
  })
  test('the share is never negative, never above a part, and all is all (any refunds, any of which may fail)', () => {
    const amounts = fc.record({ channel: fc.nat({ max: 5000 }), wallet: fc.nat({ max: 5000 }) })
    const wishes = fc.array(fc.record({ size: fc.integer({ min: 1, max: 4000 }), fails: fc.boolean() }), { maxLength: 30 })
    fc.assert(
      fc.property(amounts, wishes, ({ channel, wallet: part }, sizes) => {
        const whole = { amountFen: channel + part, walletFen: part }
        const standing: { amountFen: number; walletFen: number; fails: boolean }[] = []
        const so = () =>
          standing.reduce((sum, one) => ({ amountFen: sum.amountFen + one.amountFen, walletFen: sum.walletFen + one.walletFen }), {
            amountFen: 0,
            walletFen: 0,
          })
        for (const { size, fails } of [...sizes, { size: Infinity, fails: false }]) {
          const before = so()
          const amountFen = Math.min(size, whole.amountFen - before.amountFen)
          const walletFen = walletShare(whole, before, amountFen)
          expect(walletFen).toBeGreaterThanOrEqual(0)
          expect(walletFen).toBeLessThanOrEqual(amountFen)
          expect(amountFen - walletFen + before.amountFen - before.walletFen).toBeLessThanOrEqual(channel)
          standing.push({ amountFen, walletFen, fails })
          // One that the channel clearly refused does not count any more, whatever came after it.
          if (standing.length % 3 === 0) {
            const index = standing.findIndex((one) => one.fails)
            if (index >= 0 && size !== Infinity) standing.splice(index, 1)
          }
        }
        expect(so()).toEqual(whole)
      }),
      { numRuns: 3000, seed: 11 },
    )
  })
})
