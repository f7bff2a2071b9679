import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { split } from './split.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let people: TestShopper[]
let ann: TestShopper

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  people = await Promise.all(Array.from({ length: 30 }, () => world.newShopper()))
})
beforeEach(async () => {
  ann = await world.newShopper()
  await fill(ann, 5000)
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const idOf = async (who: TestShopper): Promise<string> => (await who.client.getMe()).id
const fill = async (who: TestShopper, cashFen: number): Promise<void> => {
  const calls = world.calls['wallet'] as unknown as { credit: (input: object) => Promise<unknown> }
  await calls.credit({ key: `test:${randomUUID()}`, shopperId: await idOf(who), cashFen, kind: 'top_up' })
}
const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}
const send = (more: object = {}, who = ann) =>
  who.client.sendLuckyPacket({ requestId: randomUUID(), kind: 'random' as const, totalFen: 1000, shares: 5, wish: '恭喜发财', ...more })
const packetMoney = async (who: TestShopper): Promise<number> =>
  (await who.client.listRedPackets({})).items.reduce((sum, one) => sum + one.amountFen, 0)

test('any whole in any number of shares: each a fen or more, together exactly the whole', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 5000 }), (shares, more) => {
      const amounts = split(shares + more, { shares, kind: 'random' })
      expect(amounts).toHaveLength(shares)
      expect(Math.min(...amounts)).toBeGreaterThanOrEqual(1)
      expect(amounts.reduce((sum, fen) => sum + fen, 0)).toBe(shares + more)
    }),
    { numRuns: 300 },
  )
})

test('it does not matter whose turn is when: over many packets each turn gets as much', () => {
  const sums = [0, 0, 0, 0]
  for (let round = 0; round < 20_000; round += 1)
    for (const [at, fen] of split(100, { shares: 4, kind: 'random' }).entries()) sums[at] = (sums[at] ?? 0) + fen
  // 25 fen each on average; the mean of 20,000 lies within half a fen of it but once in many thousand years.
  for (const sum of sums) expect(Math.abs(sum / 20_000 - 25)).toBeLessThan(0.75)
})

test('thirty takers of five shares: exactly five have one, each once however often they ask, and the sum is the whole', async () => {
  const packet = await send()
  expect((await ann.client.getWallet()).availableFen).toBe(4000)
  const before = await Promise.all(people.map(packetMoney))
  const codes = await Promise.all(people.flatMap((who) => [0, 1].map(() => codeOf(who.client.takeLuckyPacket({ id: packet.id })))))
  expect(codes.filter((code) => code === 'ok')).toHaveLength(10)
  expect(codes.filter((code) => code === 'lucky_packet_gone')).toHaveLength(50)
  await world.settle()
  const after = await Promise.all(people.map(packetMoney))
  expect(after.map((fen, at) => fen - (before[at] ?? 0)).filter((fen) => fen > 0)).toHaveLength(5)
  expect(after.reduce((sum, fen) => sum + fen, 0) - before.reduce((sum, fen) => sum + fen, 0)).toBe(1000)
  const seen = await ann.client.getLuckyPacket({ id: packet.id })
  expect(seen).toMatchObject({ state: 'gone', mine: true, taken: 5, totalFen: 1000 })
  expect(seen.takes.filter((one) => one.best)).toHaveLength(1)
  expect((await world.shop().getLuckyPacket({ id: packet.id })).takes).toEqual([])
})

test('what nobody takes in a day comes back to the sender’s wallet as it was, once; latecomers are told', async () => {
  const packet = await send({ kind: 'fixed' })
  expect((await people[0]!.client.takeLuckyPacket({ id: packet.id })).myAmountFen).toBe(200)
  expect((await ann.client.takeLuckyPacket({ id: packet.id })).myAmountFen).toBe(200)
  clock.advance({ hours: 25 })
  await world.settle()
  await world.settle()
  expect((await ann.client.getWallet()).availableFen).toBe(4600)
  expect(await codeOf(people[1]!.client.takeLuckyPacket({ id: packet.id }))).toBe('lucky_packet_over')
  expect((await ann.client.listSentLuckyPackets({})).items[0]).toMatchObject({ state: 'over', takenFen: 400, returnedFen: 600 })
})

test('the same request twenty times at once is paid once; without enough money nothing is sent and nothing is gone', async () => {
  const requestId = randomUUID()
  const sent = await Promise.all(Array.from({ length: 20 }, () => send({ requestId })))
  expect(new Set(sent.map((one) => one.id)).size).toBe(1)
  expect((await ann.client.getWallet()).availableFen).toBe(4000)
  expect(await codeOf(send({ requestId, shares: 4 }))).toBe('key_reused')
  expect(await codeOf(send({ totalFen: 4001, shares: 1 }))).toBe('balance_short')
  expect(await ann.client.getWallet()).toMatchObject({ availableFen: 4000, heldFen: 0 })
  expect(await codeOf(send({ totalFen: 3, shares: 5 }))).toBe('lucky_packet_numbers_wrong')
  expect(await codeOf(send({ totalFen: 1001, shares: 5, kind: 'fixed' }))).toBe('lucky_packet_numbers_wrong')
})

test('a process that dies before the wallet paid, or before a share was granted: both are made good, once', async () => {
  const packet = await send()
  await people[2]!.client.takeLuckyPacket({ id: packet.id })
  const before = await packetMoney(people[2]!)
  await sql`update lucky_packet.take set granted_at = null where packet_id = ${packet.id}`.execute(world.db)
  const id = randomUUID()
  const sender = await idOf(ann)
  await sql`insert into lucky_packet.packet (id, sender_id, request_id, kind, total_fen, shares, amounts, wish, state, expires_at, created_at)
    values (${id}, ${sender}, ${randomUUID()}, 'fixed', 300, 3, '{100,100,100}', '', 'funding', ${new Date(clock.now().getTime() + 86_400_000)}, ${clock.now()})`.execute(
    world.db,
  )
  expect(await codeOf(people[3]!.client.takeLuckyPacket({ id }))).toBe('lucky_packet_not_found')
  clock.advance({ minutes: 2 })
  await world.settle()
  await world.settle()
  expect(await packetMoney(people[2]!)).toBe(before)
  expect((await ann.client.getWallet()).availableFen).toBe(3700)
  expect((await people[3]!.client.takeLuckyPacket({ id })).myAmountFen).toBe(100)
})

test('a shop sends in its own name and ends it when it likes; another shop cannot', async () => {
  const wish = { requestId: randomUUID(), kind: 'random' as const, totalFen: 5000, shares: 10, wish: '开业大吉', hours: 24 }
  const packet = await shop.owner.sendShopLuckyPacket(wish)
  expect((await shop.owner.sendShopLuckyPacket(wish)).id).toBe(packet.id)
  expect(await people[4]!.client.takeLuckyPacket({ id: packet.id })).toMatchObject({ from: { isShop: true }, taken: 1 })
  const other = await world.newShop()
  expect(await codeOf(other.owner.endShopLuckyPacket({ id: packet.id }))).toBe('lucky_packet_not_found')
  expect(await shop.owner.endShopLuckyPacket({ id: packet.id })).toMatchObject({ state: 'over', taken: 1 })
  expect(await codeOf(people[5]!.client.takeLuckyPacket({ id: packet.id }))).toBe('lucky_packet_over')
})
