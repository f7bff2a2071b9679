import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import type { Interface } from '../../kernel/contract.ts'
import { returnedEvenly, returnedParts } from '../../kernel/ledger-holds.ts'
import type { walletCalls } from './contract.ts'
import { wallet as walletModule } from './module.ts'

const clock = testClock()
let server: TestServer
let wallet: Interface<typeof walletCalls>

beforeAll(async () => {
  server = await startServer({ modules: [walletModule], now: clock.now })
  // The harness keeps calls loosely typed; these are those of this contract.
  wallet = server.calls['wallet'] as unknown as Interface<typeof walletCalls>
})
afterAll(() => server.close())

const rich = async (cashFen: number, giftFen = 0): Promise<string> => {
  const shopperId = randomUUID()
  await wallet.credit({ key: randomUUID(), shopperId, cashFen, giftFen, kind: 'top_up' })
  return shopperId
}
const hold = (shopperId: string, amountFen: number, key: string = randomUUID(), mode: 'up_to' | 'cash' = 'up_to') =>
  wallet.hold({ key, shopperId, amountFen, mode, minutes: 30 })
const doctor = async () => (await Promise.all(server.systems.flatMap(({ checks }) => checks.map((check) => check.run())))).flat()
const keyed = async (state: string): Promise<{ shopperId: string; key: string }> => {
  const shopperId = await rich(1000, 500)
  const key = randomUUID()
  await hold(shopperId, 1200, key)
  if (state === 'captured') await wallet.capture({ key, to: 'sales' })
  return { shopperId, key }
}

describe('what is set aside', () => {
  test('fifty who spend one balance at once get exactly the balance, and never more', async () => {
    const shopperId = await rich(1000)
    const got = await Promise.all(Array.from({ length: 50 }, () => hold(shopperId, 70)))
    expect(got.reduce((sum, one) => sum + one.amountFen, 0)).toBe(1000)
    expect(await wallet.balance({ shopperId })).toEqual({ availableFen: 0, cashFen: 0, giftFen: 0, cardFen: 0, heldFen: 1000 })
    expect(await doctor()).toEqual([])
  })
  test('is own money and its share of the gift, and comes back so', async () => {
    const { shopperId, key } = await keyed('captured')
    expect(await wallet.balance({ shopperId })).toMatchObject({ cashFen: 200, giftFen: 100, heldFen: 0 })
    await wallet.giveBack({ key, returnKey: 'a' + key, amountFen: 250 })
    expect(await wallet.balance({ shopperId })).toMatchObject({ cashFen: 367, giftFen: 183 })
    await wallet.giveBack({ key, returnKey: 'b' + key, amountFen: 950 })
    expect(await wallet.balance({ shopperId })).toMatchObject({ cashFen: 1000, giftFen: 500 })
    await expect(wallet.giveBack({ key, returnKey: 'c' + key, amountFen: 1 })).rejects.toMatchObject({ code: 'return_too_much' })
  })
  test('twenty of each command are one', async () => {
    const { shopperId, key } = await keyed('held')
    const twenty = (run: () => Promise<unknown>) => Promise.all(Array.from({ length: 20 }, run))
    await twenty(() => hold(shopperId, 1200, key))
    await twenty(() => wallet.capture({ key, to: 'sales' }))
    await twenty(() => wallet.giveBack({ key, returnKey: `r${key}`, amountFen: 700 }))
    await twenty(() => wallet.credit({ key: `c${key}`, shopperId, cashFen: 5, kind: 'refund' }))
    expect(await wallet.balance({ shopperId })).toEqual({ availableFen: 1005, cashFen: 672, giftFen: 333, cardFen: 0, heldFen: 0 })
    expect(await doctor()).toEqual([])
  })
  test('ends once: captured or released, whoever comes first', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => keyed('held')))
    await Promise.all(
      all.map(({ key }) => Promise.allSettled([wallet.capture({ key, to: 'sales' }), wallet.release({ key }), wallet.release({ key })])),
    )
    for (const { shopperId, key } of all) {
      const { items } = await wallet.holds({ keys: [key] })
      const { availableFen, heldFen } = await wallet.balance({ shopperId })
      expect([availableFen, heldFen]).toEqual([items[0]?.state === 'captured' ? 300 : 1500, 0])
    }
    expect(await doctor()).toEqual([])
  })
  test('cannot be taken after it was released, not even before it came', async () => {
    const shopperId = await rich(100)
    const key = randomUUID()
    await wallet.release({ key })
    await expect(hold(shopperId, 50, key)).rejects.toMatchObject({ code: 'hold_ended' })
    await expect(wallet.capture({ key, to: 'sales' })).rejects.toMatchObject({ code: 'hold_ended' })
    expect(await wallet.balance({ shopperId })).toMatchObject({ availableFen: 100 })
  })
  test('is free when its time is over, and taken again while the money is there', async () => {
    const [one, two] = [await keyed('held'), await keyed('held')]
    clock.advance({ minutes: 31 })
    await server.sweep()
    expect(await wallet.balance({ shopperId: one.shopperId })).toMatchObject({ cashFen: 1000, giftFen: 500, heldFen: 0 })
    await wallet.capture({ key: one.key, to: 'sales' })
    expect(await wallet.balance({ shopperId: one.shopperId })).toMatchObject({ availableFen: 300 })
    await hold(two.shopperId, 1500)
    await expect(wallet.capture({ key: two.key, to: 'sales' })).rejects.toMatchObject({ code: 'balance_short' })
    expect(await doctor()).toEqual([])
  })
  test('the same key for another wish is refused', async () => {
    const { shopperId, key } = await keyed('held')
    await expect(hold(shopperId, 1, key)).rejects.toMatchObject({ code: 'key_reused' })
  })
  test.each([[[1000]], [[166, 834]], [[1, 2, 997]]])(
    'nobody buys with a gift alone: bought, given back as %j and withdrawn, what is kept was paid for with own money',
    async (returns) => {
      const shopperId = await rich(1000, 200)
      const [kept, back] = [randomUUID(), randomUUID()]
      await hold(shopperId, 1000, back)
      await wallet.capture({ key: back, to: 'sales' })
      let bought = 0
      for (const [index, amountFen] of returns.entries()) {
        if (index === returns.length - 1) {
          bought = (await hold(shopperId, 10_000, kept)).amountFen
          await wallet.capture({ key: kept, to: 'sales' })
        }
        await wallet.giveBack({ key: back, returnKey: `${index}${back}`, amountFen })
      }
      const { cashFen } = await wallet.balance({ shopperId })
      await hold(shopperId, cashFen, randomUUID(), 'cash')
      expect(await wallet.balance({ shopperId })).toMatchObject({ cashFen: 0, giftFen: 0 })
      // 1000 of own money are worth 1200 here, to the fen for each return.
      expect(1000 - cashFen).toBeGreaterThanOrEqual(Math.floor((bought * 1000) / 1200) - returns.length)
      expect(await doctor()).toEqual([])
    },
  )
  test('own money that leaves takes its share of the gift along', async () => {
    const shopperId = await rich(1000, 301)
    const key = randomUUID()
    await hold(shopperId, 500, key, 'cash')
    expect(await wallet.balance({ shopperId })).toMatchObject({ cashFen: 500, giftFen: 150, heldFen: 651 })
    await wallet.release({ key })
    expect(await wallet.balance({ shopperId })).toMatchObject({ cashFen: 1000, giftFen: 301, heldFen: 0 })
    await expect(hold(shopperId, 1001, randomUUID(), 'cash')).rejects.toMatchObject({ code: 'balance_short' })
  })
})

test('returns of any sizes in any number give exactly the parts that were taken', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(amounts, fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 30 }), (sizes, wishes) => {
      const parts = sizes.map((amount, index) => ({ name: String(index), amount }))
      const total = sizes.reduce((sum, size) => sum + size, 0)
      const back = new Map<string, number>()
      let before = 0
      for (const wish of [...wishes, total]) {
        const amount = Math.min(wish, total - before)
        for (const part of returnedParts(parts, { before, amount })) back.set(part.name, (back.get(part.name) ?? 0) + part.amount)
        before += amount
      }
      expect(parts.map(({ name }) => back.get(name))).toEqual(sizes)
    }),
    { numRuns: 2000, seed: 7 },
  )
})

test('returns by share of any sizes in any number give exactly the parts that were taken, and none ever goes back', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(amounts, fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 40 }), (sizes, wishes) => {
      const parts = sizes.map((amount, index) => ({ name: String(index), amount }))
      const total = sizes.reduce((sum, size) => sum + size, 0)
      const back = sizes.map(() => 0)
      let before = 0
      for (const wish of [...wishes, total]) {
        const amount = Math.min(wish, total - before)
        const given = returnedEvenly(parts, { before, amount })
        expect(given.reduce((sum, part) => sum + part.amount, 0)).toBe(amount)
        for (const part of given) back[Number(part.name)] = (back[Number(part.name)] ?? 0) + part.amount
        before += amount
      }
      expect(back).toEqual(sizes)
    }),
    { numRuns: 2000, seed: 7 },
  )
})

describe('the database itself', () => {
  const insists = (statement: string) => sql.raw(statement).execute(server.db)
  test('forbids to change or forget what is booked', async () => {
    await rich(1)
    await expect(insists('update wallet.entry set change = 2')).rejects.toThrow(/append-only/)
    await expect(insists('delete from wallet.transaction')).rejects.toThrow(/append-only/)
  })
  test('forbids entries that do not sum to zero, and a balance below it', async () => {
    await rich(1)
    const one = `with t as (insert into wallet.transaction (event, kind, at) values ('x', 'adjust', now()) returning id)
      insert into wallet.entry (transaction_id, account_id, change) select t.id, a.id, 5 from t, (select id from wallet.account limit 1) a`
    await expect(insists(one)).rejects.toThrow(/sum to zero/)
    await expect(insists("update wallet.account set balance = -1 where name = 'cash'")).rejects.toThrow(/account_never_negative/)
  })
})
