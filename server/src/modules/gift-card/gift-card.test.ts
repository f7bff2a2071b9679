import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let ann: TestShopper
let ben: TestShopper

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
})
beforeEach(async () => {
  ann = await world.newShopper()
  ben = await world.newShopper()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}
const newBatch = (more: object = {}) =>
  shop.owner.createGiftCardBatch({ title: '心意卡', kind: 'electronic' as const, faceFen: 10_000, pieces: 10, ...more })
const buy = async (who: TestShopper, batchId: string, quantity = 1): Promise<string[]> => {
  const { purchase, action } = await who.client.buyGiftCards({ requestId: randomUUID(), batchId, quantity, method: 'wechat_h5' })
  void action
  await world.pay.notify(await paidNotice(who, purchase.id))
  await world.settle()
  return (await who.client.getGiftCardPurchase({ id: purchase.id })).cardIds
}
/** The newest attempt of this subject, paid at the channel. */
const paidNotice = async (_who: TestShopper, subject: string): Promise<string> => {
  const { rows } = await sql<{
    number: string
  }>`select a.number from payment.attempt a where a.subject = ${subject} order by a.created_at desc limit 1`.execute(world.db)
  return world.pay.pay(rows[0]?.number ?? '') ?? ''
}
const exported = (id: string): Promise<Response> =>
  fetch(`${world.url}/api/admin/gift-card-batches/${id}/export`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.tokens.owner}` },
  })
const printed = async (pieces = 3): Promise<{ id: string; cards: { number: string; code: string }[] }> => {
  const batch = await newBatch({ kind: 'physical', pieces })
  const response = await exported(batch.id)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  const cards: { number: string; code: string }[] = []
  book.worksheets[0]?.eachRow((row, at) => {
    if (at > 1) cards.push({ number: String(row.getCell(1).value), code: String(row.getCell(2).value) })
  })
  return { id: batch.id, cards }
}
const sold = async (pieces = 3) => {
  const { id, cards } = await printed(pieces)
  await shop.owner.sellGiftCards({ id, from: cards[0]!.number, to: cards.at(-1)!.number, note: '柜台售出' })
  return { id, cards }
}
const cardMoney = async (who: TestShopper): Promise<number> => (await who.client.getWallet()).cardFen

test('bought at the channel, given to a friend with a wish, taken once, and in the friend’s wallet as card money', async () => {
  const batch = await newBatch()
  const [id] = await buy(ann, batch.id)
  const { token } = await ann.client.giveGiftCard({ id: id!, wish: '生日快乐' })
  expect(await codeOf(ann.client.redeemGiftCard({ id: id! }))).toBe('gift_card_given')
  expect(await ben.client.getGiftCardGift({ token })).toMatchObject({ wish: '生日快乐', faceFen: 10_000, state: 'open', mine: null })
  expect(await codeOf(ann.client.claimGiftCard({ token }))).toBe('gift_card_gift_own')
  const friends = [ben, await world.newShopper(), await world.newShopper(), await world.newShopper()]
  const codes = await Promise.all(
    friends.flatMap((one) => [codeOf(one.client.claimGiftCard({ token })), codeOf(one.client.claimGiftCard({ token }))]),
  )
  expect(codes.filter((code) => code === 'ok')).toHaveLength(2)
  expect(codes.filter((code) => code === 'gift_card_gift_gone')).toHaveLength(6)
  const owners = await Promise.all(friends.map(async (one) => (await one.client.listMyGiftCards({})).items.length))
  expect(owners.toSorted()).toEqual([0, 0, 0, 1])
  const taker = friends[owners.indexOf(1)]!
  await Promise.all(Array.from({ length: 20 }, () => taker.client.redeemGiftCard({ id: id! })))
  expect(await taker.client.getWallet()).toMatchObject({ cardFen: 10_000, cashFen: 0, giftFen: 0, availableFen: 10_000 })
  expect(await codeOf(ann.client.redeemGiftCard({ id: id! }))).toBe('gift_card_not_found')
  expect((await shop.owner.listGiftCardBatches({})).items.find((one) => one.id === batch.id)).toMatchObject({
    sold: 1,
    redeemed: 1,
    soldFen: 10_000,
    redeemedFen: 10_000,
    outstandingFen: 0,
  })
})

test('a code is told once, works once after the card was sold, and twenty who type it at once are one', async () => {
  const { id, cards } = await printed()
  const { code } = cards[0]!
  expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/)
  expect(await (await exported(id)).text()).toContain('gift_card_exported')
  const { rows } = await sql<{ text: string }>`select c::text as text from gift_card.card c where c.batch_id = ${id}`.execute(world.db)
  for (const row of rows) expect(row.text).not.toContain(code.replaceAll('-', ''))
  expect(await codeOf(ann.client.redeemGiftCardCode({ code }))).toBe('gift_card_code_wrong')
  const sale = { id, from: cards[0]!.number, to: cards[1]!.number, note: '柜台售出' }
  expect(await shop.owner.sellGiftCards(sale)).toEqual({ cards: 2 })
  expect(await shop.owner.sellGiftCards(sale)).toEqual({ cards: 0 })
  expect(await ben.client.lookUpGiftCard({ code: code.toLowerCase() })).toMatchObject({ state: 'active', faceFen: 10_000 })
  const people = [ben, ...(await Promise.all(Array.from({ length: 9 }, () => world.newShopper())))]
  const codes = await Promise.all(people.flatMap((who) => [0, 1].map(() => codeOf(who.client.redeemGiftCardCode({ code })))))
  expect(codes.filter((one) => one === 'ok')).toHaveLength(2)
  expect(codes.filter((one) => one === 'gift_card_used')).toHaveLength(18)
  const money = await Promise.all(people.map(cardMoney))
  expect(money.reduce((sum, fen) => sum + fen, 0)).toBe(10_000)
})

test('wrong codes lock for an hour, however many come at once, and right ones are no guesses', async () => {
  const { cards } = await sold(8)
  for (const { code } of cards.slice(0, 6)) expect(await codeOf(ann.client.lookUpGiftCard({ code }))).toBe('ok')
  const tries = await Promise.all(Array.from({ length: 12 }, () => codeOf(ben.client.redeemGiftCardCode({ code: 'AAAA-BBBB-CCCC-DDDD' }))))
  expect(tries.filter((code) => code === 'gift_card_code_wrong')).toHaveLength(5)
  expect(tries.filter((code) => code === 'gift_card_locked')).toHaveLength(7)
  expect(await codeOf(ben.client.redeemGiftCardCode({ code: cards[7]!.code }))).toBe('gift_card_locked')
  clock.advance({ minutes: 61 })
  expect(await codeOf(ben.client.redeemGiftCardCode({ code: cards[7]!.code }))).toBe('ok')
})

test('card money pays first, comes back as card money, and cannot be withdrawn', async () => {
  const batch = await newBatch()
  const [id] = await buy(ann, batch.id)
  await ann.client.redeemGiftCard({ id: id! })
  const { skuIds } = await world.newProduct(shop, [10], 3000)
  const checkout = await world.place(ann, [{ skuId: skuIds[0] ?? '', quantity: 2 }])
  await ann.client.payCheckout({ id: checkout.id, method: 'wechat_h5', walletFen: 6000 })
  await world.settle()
  expect(await cardMoney(ann)).toBe(4000)
  const orderId = checkout.orders[0]?.id ?? ''
  expect((await ann.client.getOrder({ id: orderId })).state).toBe('paid')
  await shop.owner.refundOrder({ id: orderId, reason: '不要了' })
  await world.settle()
  expect(await ann.client.getWallet()).toMatchObject({ cardFen: 10_000, cashFen: 0 })
  expect(await codeOf(ann.client.requestWithdrawal({ requestId: randomUUID(), amountFen: 1000 }))).not.toBe('ok')
})

test('twelve buyers of the last three: three are sold, what is not paid is for sale again, and paying twice buys once', async () => {
  const batch = await newBatch({ pieces: 3 })
  const people = await Promise.all(Array.from({ length: 12 }, () => world.newShopper()))
  const wish = { batchId: batch.id, quantity: 1, method: 'wechat_h5' as const }
  const begun = await Promise.allSettled(people.map((who) => who.client.buyGiftCards({ ...wish, requestId: randomUUID() })))
  const won = begun.flatMap((one, at) => (one.status === 'fulfilled' ? [{ who: people[at]!, id: one.value.purchase.id }] : []))
  expect(won).toHaveLength(3)
  for (const one of begun) if (one.status === 'rejected') expect((one.reason as ApiError).code).toBe('gift_card_offer_gone')
  const notice = await paidNotice(won[0]!.who, won[0]!.id)
  await Promise.all(Array.from({ length: 5 }, () => world.pay.notify(notice)))
  await world.settle()
  expect((await won[0]!.who.client.getGiftCardPurchase({ id: won[0]!.id })).cardIds).toHaveLength(1)
  clock.advance({ minutes: 40 })
  await world.settle()
  expect((await world.shop().listGiftCardOffers()).items.find((one) => one.id === batch.id)?.left).toBe(2)
  const requestId = randomUUID()
  const same = await Promise.all(Array.from({ length: 8 }, () => ann.client.buyGiftCards({ ...wish, requestId })))
  expect(new Set(same.map((one) => one.purchase.id)).size).toBe(1)
  expect(await codeOf(ann.client.buyGiftCards({ ...wish, requestId, quantity: 2 }))).toBe('key_reused')
})

test('frozen it waits, expired it can be extended, void it is worth nothing and its money goes back once', async () => {
  const batch = await newBatch()
  const [first, second] = await buy(ann, batch.id, 2)
  await shop.owner.freezeGiftCard({ id: first!, frozen: true, reason: '疑似盗刷' })
  expect(await codeOf(ann.client.redeemGiftCard({ id: first! }))).toBe('gift_card_frozen')
  expect(await codeOf(ann.client.giveGiftCard({ id: first!, wish: '' }))).toBe('gift_card_frozen')
  await shop.owner.freezeGiftCard({ id: first!, frozen: false, reason: '已核实' })
  await sql`update gift_card.card set expires_at = ${clock.now()} where id = ${first!}`.execute(world.db)
  expect(await codeOf(ann.client.redeemGiftCard({ id: first! }))).toBe('gift_card_expired')
  await shop.owner.extendGiftCard({ id: first!, reason: '持卡人要求延期' })
  expect(await codeOf(ann.client.redeemGiftCard({ id: first! }))).toBe('ok')
  expect(await codeOf(shop.owner.voidGiftCard({ id: first!, reason: '作废' }))).toBe('gift_card_used')
  await Promise.all(Array.from({ length: 5 }, () => shop.owner.voidGiftCard({ id: second!, reason: '买错了' })))
  await world.settle()
  await world.settle()
  const { rows } = await sql<{
    count: number
    fen: number
  }>`select count(*)::int as count, sum(amount_fen)::bigint as fen from payment.refund
    where key = ${`gift-card:${second!}`}`.execute(world.db)
  expect(rows[0]).toEqual({ count: 1, fen: 10_000 })
  const detail = await shop.owner.getGiftCard({ id: second! })
  expect(detail).toMatchObject({ state: 'void', bought: true })
  expect(detail.entries.map((entry) => entry.what)).toEqual(['bought', 'void'])
})

test('giving, taking back and redeeming at once: the card is in one place', async () => {
  const batch = await newBatch()
  const [id] = await buy(ann, batch.id)
  const { token } = await ann.client.giveGiftCard({ id: id!, wish: '' })
  await ann.client.takeBackGiftCard({ id: id! })
  expect(await codeOf(ben.client.claimGiftCard({ token }))).toBe('gift_card_gift_gone')
  const again = await ann.client.giveGiftCard({ id: id!, wish: '再送一次' })
  const [, took] = await Promise.all([
    codeOf(ann.client.takeBackGiftCard({ id: id! })),
    codeOf(ben.client.claimGiftCard({ token: again.token })),
  ])
  const owner = took === 'ok' ? ben : ann
  const [redeemed] = await Promise.all([
    codeOf(owner.client.redeemGiftCard({ id: id! })),
    codeOf(owner.client.giveGiftCard({ id: id!, wish: '' })),
  ])
  expect(await cardMoney(owner)).toBe(redeemed === 'ok' ? 10_000 : 0)
  clock.advance({ days: 8 })
  await world.settle()
  expect(await codeOf(owner.client.redeemGiftCard({ id: id! }))).toBe('ok')
  expect(await cardMoney(owner)).toBe(10_000)
})

test('a process that dies between the card and the wallet: the wallet gets it once all the same', async () => {
  const batch = await newBatch()
  const [id] = await buy(ann, batch.id)
  const { id: shopperId } = await ann.client.getMe()
  // As it is when the process ends after its first step.
  await sql`update gift_card.card set state = 'redeemed', redeemed_at = ${clock.now()}, redeemed_by = ${shopperId} where id = ${id!}`.execute(
    world.db,
  )
  await sql`insert into gift_card.entry (card_id, what, change_fen, at) values (${id!}, 'redeemed', -10000, ${clock.now()})`.execute(
    world.db,
  )
  await world.sweep()
  await world.sweep()
  expect(await cardMoney(ann)).toBe(10_000)
  await ann.client.redeemGiftCard({ id: id! })
  expect(await cardMoney(ann)).toBe(10_000)
})

test('cards of the set-up are paid for in the books: void, they are refunded like any', async () => {
  const batch = await newBatch()
  const shopperId = (await ann.client.getMe()).id
  const calls = world.calls['gift-card'] as unknown as { seedBought: (input: object) => Promise<{ cardIds: string[] }> }
  const wish = { batchId: batch.id, shopperId, quantity: 2, key: 'seed-of-a-test' }
  const all = await Promise.all(Array.from({ length: 5 }, () => calls.seedBought(wish)))
  expect(new Set(all.flatMap((one) => one.cardIds)).size).toBe(2)
  await shop.owner.voidGiftCard({ id: all[0]!.cardIds[0]!, reason: '测试作废' })
  await world.sweep()
  const { rows } = await sql<{ refund: string }>`select refund from gift_card.card where state = 'void' and batch_id = ${batch.id}`.execute(
    world.db,
  )
  expect(rows).toEqual([{ refund: 'asked' }])
})

test('the law: no more than ¥1,000 on a card without a name, valid for three years at least', async () => {
  expect(await codeOf(newBatch({ faceFen: 100_001 }))).toBe('input_invalid')
  expect(await codeOf(newBatch({ validDays: 365 }))).toBe('input_invalid')
  expect(await codeOf(newBatch({ kind: 'physical', pieces: 5001 }))).toBe('gift_card_too_many')
})
