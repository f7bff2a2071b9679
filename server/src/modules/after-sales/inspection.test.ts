import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { codesOf } from '../../../test/answers.ts'
import { arriveIn } from '../../../test/arrive.ts'
import { testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { type Bought, buyIn, parcelFor, returnTo } from './testing.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let buyer: TestShopper
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
})
// Days go by in these tests, and staff sessions end.
beforeEach(async () => {
  shop = await world.newShop()
  buyer = await world.newShopper()
  await shop.owner.updateAfterSalesSettings({ returnTo })
})
afterAll(() => world.close())
afterEach(async () => {
  await arrive()
  expect(await world.doctor()).toEqual([])
})

const arrive = () => arriveIn(world, clock)
const buy = (quantity: number) => buyIn(world, { shop, buyer, quantity, ship: true, receive: true })
const state = async (id: string): Promise<string> => (await buyer.client.getAfterSales({ id })).state

/** A return of so many pieces that has arrived at the shop. */
async function cameBack(quantity: number): Promise<Bought & { request: string }> {
  const bought = await buy(quantity)
  const { id } = await buyer.client.applyAfterSales({
    id: bought.id,
    requestId: randomUUID(),
    kind: 'return',
    reason: 'quality',
    lines: [{ lineId: bought.lineId, quantity }],
  })
  await shop.owner.approveAfterSales({ id })
  await buyer.client.sendBack(parcelFor(id))
  await world.settle()
  return { ...bought, request: id }
}
const levelsOf = async (skuIds: string) => new Map((await shop.owner.listStock({ skuIds })).items.map((level) => [level.locationId, level]))

test('inspection says of each piece where it goes: the shelf it was sold from, another location, or off the books; twenty inspections are one', async () => {
  const store = (await shop.owner.createLocation({ name: '门店', kind: 'store' })).id
  const { request: id, lineId, skuId } = await cameBack(5)
  const main = (await shop.owner.listLocations()).items.find((one) => one.isDefault)?.id ?? ''
  expect(await shop.owner.getReturnPlaces({ id })).toMatchObject({
    lines: [{ lineId, soldFrom: [{ id: main }] }],
    places: [{ id: main, isDefault: true }, { id: store }],
  })
  const say = (restocked: number, to: { locationId: string; quantity: number }[]) =>
    shop.owner.receiveReturn({ id, note: '一件摔坏', lines: [{ lineId, accepted: 4, restocked, to }] })
  await expect(say(3, [{ locationId: store, quantity: 4 }])).rejects.toMatchObject({ code: 'inspection_wrong' })
  await expect(
    say(
      3,
      [1, 2].map(() => ({ locationId: store, quantity: 1 })),
    ),
  ).rejects.toMatchObject({ code: 'inspection_wrong' })
  const elsewhere = (await (await world.newShop('别家')).owner.createLocation({ name: '别家仓', kind: 'store' })).id
  await expect(say(3, [{ locationId: elsewhere, quantity: 1 }])).rejects.toMatchObject({ code: 'location_not_found' })
  const tries = await Promise.allSettled(
    Array.from({ length: 20 }, (_, at) =>
      say(3, at % 2 === 0 ? [{ locationId: store, quantity: 2 }] : [{ locationId: store, quantity: 1 }]),
    ),
  )
  expect(codesOf(tries).filter((one) => one === 'ok')).toHaveLength(1)
  await arrive()
  const levels = await levelsOf(skuId)
  const there = levels.get(store)?.available ?? 0
  expect([1, 2]).toContain(there)
  expect(levels.get(store)).toMatchObject({ arrived: there, received: 0, sold: 0 })
  expect(levels.get(main)).toMatchObject({ received: 5, sold: 1, writtenOff: 1, sent: there, available: 3 - there, held: 0 })
  const lost = (await shop.owner.listMovements({ skuId, kind: 'damage' })).items
  expect(lost.map((one) => [one.onHandChange, one.note.includes('一件摔坏')])).toEqual([[-1, true]])
  expect(await buyer.client.getAfterSales({ id })).toMatchObject({ state: 'done', amountFen: 4000 })
})

test('a place that closes before the pieces are booked does not lose them, and what nobody inspects counts as neither sold nor there', async () => {
  const store = (await shop.owner.createLocation({ name: '快关的店', kind: 'store' })).id
  const first = await cameBack(1)
  await shop.owner.receiveReturn({
    id: first.request,
    lines: [{ lineId: first.lineId, accepted: 1, restocked: 1, to: [{ locationId: store, quantity: 1 }] }],
  })
  await shop.owner.setLocationOpen({ id: store, open: false })
  await arrive()
  expect([...(await levelsOf(first.skuId)).values()]).toMatchObject([{ available: 1, sold: 0, sent: 0 }])

  const silent = await cameBack(2)
  await world.db
    .updateTable('after_sales.request')
    .set({ return_signed_at: clock.now(), due_at: clock.now() })
    .where('id', '=', silent.request)
    .execute()
  clock.advance({ days: 1 })
  await arrive()
  expect(await state(silent.request)).toBe('done')
  expect([...(await levelsOf(silent.skuId)).values()]).toMatchObject([{ available: 0, sold: 0, writtenOff: 2, received: 2 }])
})

test('a process that dies between deciding on the money and writing down how much it is leaves no wrong amount, even when the money is quicker', async () => {
  const { request: id, lineId } = await cameBack(2)
  // What the process wanted to write after the decision is not there.
  await sql`create sequence after_sales.tries`.execute(world.db)
  await sql`create function after_sales.die() returns trigger language plpgsql as
    $$ begin if nextval('after_sales.tries') = 1 then return null; end if; return new; end $$`.execute(world.db)
  await sql`create trigger die before update on after_sales.request for each row when (new.amount_fen <> old.amount_fen)
    execute function after_sales.die()`.execute(world.db)
  await shop.owner.receiveReturn({ id, lines: [{ lineId, accepted: 1, restocked: 0 }] })
  await arrive()
  await sql`drop trigger die on after_sales.request`.execute(world.db)
  await sql`drop function after_sales.die()`.execute(world.db)
  await sql`drop sequence after_sales.tries`.execute(world.db)
  expect(await buyer.client.getAfterSales({ id })).toMatchObject({
    state: 'done',
    amountFen: 1000,
    lines: [{ accepted: 1, amountFen: 1000 }],
  })
})
