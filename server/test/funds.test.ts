import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Interface } from '../src/kernel/contract.ts'
import type { walletCalls } from '../src/modules/wallet/contract.ts'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type World } from './world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let wallet: Interface<typeof walletCalls>
const rules = { topUp: true, minTopUpFen: 100, maxTopUpFen: 500_000, withdraw: true, minWithdrawFen: 100, maxWithdrawFen: 100_000 }
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  wallet = (world.calls as unknown as { wallet: typeof wallet }).wallet // loosely typed by the harness
  const gifts = [
    { fromFen: 10_000, giftFen: 500 },
    { fromFen: 20_000, giftFen: 2000 },
  ]
  await shop.owner.updateFundsSettings({ ...rules, gifts, reviewAboveFen: 0 })
})
afterAll(() => world.close())

/** Somebody the payment channel knows: signed in through the mini program. */
async function person() {
  const code = world.open.loginCode(randomUUID())
  const { token } = await world.shop().loginByMiniProgram({ platform: 'weapp', code })
  const client = world.shop(token)
  return { client, id: (await client.getMe()).id }
}
const rich = async (cashFen: number, giftFen = 0) => {
  const one = await person()
  await wallet.credit({ key: randomUUID(), shopperId: one.id, cashFen, giftFen, kind: 'top_up' })
  return one
}
const purse = async ({ id: shopperId }: { id: string }) => {
  const { cashFen, giftFen, heldFen } = await wallet.balance({ shopperId })
  return [cashFen, giftFen, heldFen]
}
const ask = (one: { client: Awaited<ReturnType<typeof person>>['client'] }, amountFen = 1000, requestId: string = randomUUID()) =>
  one.client.requestWithdrawal({ requestId, amountFen })
const latest = async (one: { client: Awaited<ReturnType<typeof person>>['client'] }) => (await one.client.listWithdrawals()).items[0]!
const on = async (seconds = 61) => {
  clock.advance({ seconds })
  await world.settle()
}

describe('a top-up', () => {
  test('comes into the wallet once, with the gift of the highest step, however often it is told', async () => {
    const one = await person()
    const wish = { requestId: randomUUID(), amountFen: 25_000, method: 'wechat_h5' as const }
    const started = await Promise.all(Array.from({ length: 5 }, () => one.client.startTopUp(wish)))
    expect(new Set(started.map(({ topUp }) => topUp.id)).size).toBe(1)
    const { topUp } = started[0]!
    const number = (await shop.owner.listPayments({ subjects: topUp.id })).items[0]!.attempts[0]!.number
    const notification = world.pay.pay(number) ?? ''
    await Promise.all(Array.from({ length: 10 }, () => world.pay.notify(notification)))
    await world.settle()
    expect(await one.client.getTopUp({ id: topUp.id })).toMatchObject({ state: 'paid', giftFen: 2000 })
    expect(await purse(one)).toEqual([25_000, 2000, 0])
    expect(await world.doctor()).toEqual([])
  })
  test('that is not paid in time is closed at the channel, and gives nothing', async () => {
    const one = await person()
    const { topUp } = await one.client.startTopUp({ requestId: randomUUID(), amountFen: 5000, method: 'wechat_h5' })
    await on(31 * 60)
    expect(await one.client.getTopUp({ id: topUp.id })).toMatchObject({ state: 'closed' })
    expect(await purse(one)).toEqual([0, 0, 0])
  })
  test('outside the limits is refused', async () => {
    const one = await person()
    await expect(one.client.startTopUp({ requestId: randomUUID(), amountFen: 99, method: 'wechat_h5' })).rejects.toMatchObject({
      code: 'top_up_refused',
    })
  })
})

describe('a withdrawal', () => {
  test('is reviewed once, sent under its number, confirmed by the payee, and takes its share of the gift along', async () => {
    const one = await rich(2000, 200)
    const requestId = randomUUID()
    const asked = await Promise.all(Array.from({ length: 8 }, () => ask(one, 1000, requestId)))
    expect(new Set(asked.map(({ number }) => number)).size).toBe(1)
    expect(await purse(one)).toEqual([1000, 100, 1100])
    const { id, number } = asked[0]!
    const reviews = await Promise.allSettled(Array.from({ length: 5 }, () => shop.owner.approveWithdrawal({ id })))
    expect(reviews.filter((review) => review.status === 'fulfilled')).toHaveLength(1)
    await on(1)
    const waiting = await latest(one)
    expect(waiting).toMatchObject({ state: 'confirming', confirm: { package: expect.stringContaining(number) } })
    world.pay.endTransfer(number, 'SUCCESS')
    await on(6)
    expect(await latest(one)).toMatchObject({ state: 'done' })
    expect(await purse(one)).toEqual([1000, 100, 0])
    expect(world.pay.transfers.get(number)?.amountFen).toBe(1000)
    expect(await world.doctor()).toEqual([])
  })
  test('that staff reject, or the payee cannot take, gives everything back', async () => {
    const [rejected, failed] = [await rich(2000, 200), await rich(2000, 200)]
    await ask(rejected)
    await shop.owner.rejectWithdrawal({ id: (await latest(rejected)).id, reason: '请核实' })
    await ask(failed)
    const { id, number } = await latest(failed)
    await shop.owner.approveWithdrawal({ id })
    await on(1)
    world.pay.endTransfer(number, 'FAIL')
    await on(6)
    expect([(await latest(rejected)).state, (await latest(failed)).state]).toEqual(['rejected', 'failed'])
    expect([await purse(rejected), await purse(failed)]).toEqual([
      [2000, 200, 0],
      [2000, 200, 0],
    ])
    expect(await world.doctor()).toEqual([])
  })
  test.each(['drop-before', 'drop-after', 'error-500', 'bad-signature', 'limited-429', 'not-enough'] as const)(
    'met by %s is paid once, under its one number',
    async (kind) => {
      const one = await rich(1000)
      await ask(one)
      const { id, number } = await latest(one)
      const before = world.pay.transfers.size
      world.pay.fail({ on: 'transfer', kind })
      await shop.owner.approveWithdrawal({ id })
      await world.settle()
      for (let round = 0; round < 4; round += 1) await on()
      world.pay.endTransfer(number, 'SUCCESS')
      await on()
      expect(await latest(one)).toMatchObject({ state: 'done' })
      expect(world.pay.transfers.size).toBe(before + 1)
      expect(await purse(one)).toEqual([0, 0, 0])
    },
  )
  test('that a crash cut before the money was set aside goes on; between sending and the answer it is asked about, not sent again', async () => {
    const one = await rich(1000)
    await ask(one)
    const { id } = await latest(one)
    // What a process leaves that dies right after it wrote the wish.
    await world.db.updateTable('funds.withdrawal').set({ state: 'asked', due_at: clock.now() }).where('id', '=', id).execute()
    await on()
    expect(await latest(one)).toMatchObject({ state: 'reviewing' })
    await shop.owner.approveWithdrawal({ id })
    await on(1)
    const calls = world.pay.calls.transfer
    await world.db.updateTable('funds.withdrawal').set({ state: 'sent', due_at: clock.now() }).where('id', '=', id).execute()
    await on()
    expect(world.pay.calls.transfer).toBe(calls)
    expect(await latest(one)).toMatchObject({ state: 'confirming' })
  })
  test('ends by the channel’s message at once: verified, also repeated, late or out of order; forged or foreign ones change nothing', async () => {
    const one = await rich(2000)
    await ask(one)
    const { id, number } = await latest(one)
    await shop.owner.approveWithdrawal({ id })
    await on(1)
    const notice = world.pay.endTransfer(number, 'SUCCESS') ?? ''
    for (const signature of ['bad', 'none'] as const) expect(await world.pay.notify(notice, { signature })).toBe(401)
    expect(await world.pay.notify(notice, { clockSkewSeconds: -600 })).toBe(401)
    expect(await world.pay.notify(notice, { apiV3Key: 'x'.repeat(32) })).toBe(401)
    const stateNow = async () =>
      (await world.db.selectFrom('funds.withdrawal').select('state').where('id', '=', id).executeTakeFirstOrThrow())['state']
    expect(await stateNow()).toBe('confirming')
    const told = await Promise.all(Array.from({ length: 10 }, () => world.pay.notify(notice)))
    expect(new Set(told)).toEqual(new Set([200]))
    // Nobody has asked the channel: it is known by its message.
    expect(await stateNow()).toBe('done')
    expect(await world.pay.notify(notice)).toBe(200)
    await world.settle()
    expect(await purse(one)).toEqual([1000, 0, 0])
    await ask(one)
    const second = await latest(one)
    await shop.owner.approveWithdrawal({ id: second.id })
    await on(1)
    const failed = world.pay.endTransfer(second.number, 'FAIL') ?? ''
    await on(6)
    expect(await world.pay.notify(failed)).toBe(200)
    expect(await world.pay.notify(notice)).toBe(200)
    await world.settle()
    expect(await purse(one)).toEqual([1000, 0, 0])
    expect(await world.doctor()).toEqual([])
  })
  test('ten at once never take more than there is', async () => {
    const one = await rich(2500)
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => ask(one)))
    expect(all.filter((wish) => wish.status === 'fulfilled')).toHaveLength(2)
    expect(await purse(one)).toEqual([500, 0, 2000])
    await world.settle()
    expect(await world.doctor()).toEqual([])
  })
})

test('staff adjust money and points with a reason, once for each request, never below nothing', async () => {
  const one = await rich(500)
  const wish = { id: one.id, requestId: randomUUID(), account: 'cash' as const, changeFen: 300, reason: '补偿' }
  await Promise.all(Array.from({ length: 5 }, () => shop.owner.adjustWallet(wish)))
  expect(await purse(one)).toEqual([800, 0, 0])
  await expect(shop.owner.adjustWallet({ ...wish, changeFen: 1 })).rejects.toMatchObject({ code: 'key_reused' })
  await expect(shop.owner.adjustWallet({ ...wish, requestId: randomUUID(), changeFen: -801 })).rejects.toMatchObject({
    code: 'balance_short',
  })
  await expect(shop.owner.adjustWallet({ ...wish, id: randomUUID(), requestId: randomUUID() })).rejects.toMatchObject({ status: 404 })
  expect(await shop.owner.adjustPoints({ id: one.id, requestId: randomUUID(), change: 50, reason: '补偿' })).toEqual({ available: 50 })
  expect((await shop.owner.listWalletLedger({ shopperId: one.id })).items).toMatchObject([
    { kind: 'adjust', note: '补偿', changeFen: 300 },
    {},
  ])
})

// The last one: sessions of everybody else are over by then.
test('a withdrawal that waits for its review for months stays set aside: nobody spends it meanwhile', async () => {
  const one = await rich(1000)
  await ask(one)
  await on(70 * 86_400)
  expect(await purse(one)).toEqual([0, 0, 1000])
  const { id, number } = (await shop.owner.listAdminWithdrawals({})).items[0]!
  await shop.owner.approveWithdrawal({ id })
  await on(1)
  world.pay.endTransfer(number, 'SUCCESS')
  await on(6)
  expect(await purse(one)).toEqual([0, 0, 0])
  expect(await world.doctor()).toEqual([])
})
