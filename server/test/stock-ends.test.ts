import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Orders } from '../src/modules/order/context.ts'
import { freeStock } from '../src/modules/order/on-delivery/end.ts'
import { giveStockBack } from '../src/modules/order/refund-stock.ts'
import { newVirtual } from './virtual.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

// What an order held is sold for it or free, once and for all: nothing that is told late takes pieces for an order that is over.
let world: World
let shop: TestShop
let shopper: TestShopper
let skuIds: string[]
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  shop = await world.newShop()
  shopper = await world.newShopper()
  skuIds = (await world.newProduct(shop, [2, 2], 3000)).skuIds
  await shop.owner.updateOnDelivery({ enabled: true, maxFen: null, regionCodes: [] })
})
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const left = async () => (await world.modules.inventory.available({ skuIds })).items.map((item) => item.available)
const change = (reason: 'receipt' | 'damage', pieces: number) =>
  shop.owner.adjustStock({ requestId: randomUUID(), reason, note: '盘点', lines: skuIds.map((skuId) => ({ skuId, change: pieces })) })
async function placed() {
  const checkout = await world.place(
    shopper,
    skuIds.map((skuId) => ({ skuId, quantity: 2 })),
  )
  return { checkoutId: checkout.id, id: checkout.orders[0]?.id ?? '' }
}
/** The hold lapses, and somebody else takes the pieces. */
async function loseStock(id: string): Promise<void> {
  await world.db
    .updateTable('inventory.hold')
    .set({ expires_at: new Date(0) })
    .where('key', '=', id)
    .execute()
  await world.sweep()
  await change('damage', -2)
}
const notify = async (checkoutId: string) => world.pay.notify((await world.payAtChannel(shopper, checkoutId)).notification)
/** The same fact is told again, as after a crash between what followed from it and the note that it did. */
const tellAgain = (event: string, aggregate: string, handler: string) =>
  sql`insert into kernel.delivery (event_id, handler, name, aggregate)
    select id, ${handler}, name, aggregate from kernel.outbox where name = ${event} and aggregate = ${aggregate}`.execute(world.db)
const stateOf = async (id: string) => (await shopper.client.getOrder({ id })).state
const holdOf = async (key: string) => (await world.modules.inventory.holds({ keys: [key] })).items[0]?.state

/** Everything is delivered but what this handler is told. */
async function deliverWithout(handler: string): Promise<void> {
  await sql`create function pg_temp_hide() returns trigger language plpgsql as $$
    begin if new.handler = ${sql.lit(handler)} then new.claimed_until := '2100-01-01'; end if; return new; end $$`.execute(world.db)
  await sql`create trigger hide before insert on kernel.delivery for each row execute function pg_temp_hide()`.execute(world.db)
  await world.settle()
  await sql`drop trigger hide on kernel.delivery`.execute(world.db)
  await sql`drop function pg_temp_hide()`.execute(world.db)
}

test('an order that was refunded because its stock was gone takes none when its payment is told again and there is stock', async () => {
  const { id, checkoutId } = await placed()
  await loseStock(id)
  await notify(checkoutId)
  await world.settle()
  expect(await stateOf(id)).toMatch(/^refund/)
  await change('receipt', 5)
  await tellAgain('order.paid', id, 'order.sell-stock')
  await world.settle()
  expect(await left()).toEqual([5, 5])
  expect(await holdOf(id)).toBe('released')
})

test('a promise that came to nothing because its stock was gone takes none when it is told again', async () => {
  const { id, checkoutId } = await placed()
  await loseStock(id)
  await shopper.client.payOnDelivery({ id: checkoutId, requestId: randomUUID() })
  await world.settle()
  expect(await stateOf(id)).toBe('closed')
  await change('receipt', 5)
  await tellAgain('order.accepted', id, 'order.sell-promised')
  await world.settle()
  expect(await left()).toEqual([5, 5])
})

test('of an order without stock, some of which was refunded before its payment was told, the rest is refunded as well', async () => {
  const { id, checkoutId } = await placed()
  await loseStock(id)
  await notify(checkoutId)
  const told = () => world.db.updateTable('kernel.delivery').where('aggregate', '=', id).where('handler', '=', 'order.sell-stock')
  // The process that was to sell the stock died: it is tried again when its time is over.
  await deliverWithout('order.sell-stock')
  const request = await shopper.client.getAfterSalesOptions({ id })
  const lineId = request.lines[0]?.lineId ?? ''
  const { id: asked } = await shopper.client.applyAfterSales({
    id,
    requestId: randomUUID(),
    kind: 'refund',
    reason: 'not_wanted',
    lines: [{ lineId, quantity: 1 }],
  })
  await world.settle()
  if ((await shopper.client.getAfterSales({ id: asked })).state === 'requested') await shop.owner.approveAfterSales({ id: asked, note: '' })
  await world.settle()
  await change('receipt', 5)
  await told().set({ claimed_until: null }).execute()
  await world.settle()
  expect(await stateOf(id)).toMatch(/^refund/)
  expect(await left()).toEqual([5, 5])
})
test('a sale that comes between the look and the release of what goes back is given back with it', async () => {
  const { id, checkoutId } = await placed()
  await loseStock(id)
  await notify(checkoutId)
  await world.settle()
  // As if what followed from the refund had not happened yet.
  await world.db.updateTable('inventory.hold').set({ final: false }).where('key', '=', id).execute()
  let looked = false
  const inventory: Orders['inventory'] = {
    ...world.modules.inventory,
    release: async (input) => {
      // Another process, which knew the order as paid a moment ago.
      if (!looked) {
        await change('receipt', 5)
        await world.modules.inventory.sell({ key: id })
      }
      looked = true
      return world.modules.inventory.release(input)
    },
  }
  const orders = { db: world.db, inventory } as unknown as Orders // giving stock back asks for nothing else
  const { rows } = await sql<{ payload: Parameters<typeof giveStockBack>[1] }>`
    select payload from kernel.outbox where name = 'order.units_refunded' and aggregate = ${id}`.execute(world.db)
  for (const { payload } of rows) await giveStockBack(orders, payload)
  expect(looked).toBe(true)
  expect(await left()).toEqual([5, 5])
})

test('the same of a promise that ended', async () => {
  const { id, checkoutId } = await placed()
  await loseStock(id)
  await shopper.client.payOnDelivery({ id: checkoutId, requestId: randomUUID() })
  await world.settle()
  await world.db.updateTable('inventory.hold').set({ final: false }).where('key', '=', id).execute()
  const inventory: Orders['inventory'] = {
    ...world.modules.inventory,
    release: async (input) => {
      await change('receipt', 5)
      await world.modules.inventory.sell({ key: id })
      return world.modules.inventory.release(input)
    },
  }
  await freeStock({ db: world.db, inventory } as unknown as Orders, id) // freeing stock asks for nothing else
  expect(await left()).toEqual([5, 5])
})

test('what lapsed is taken again by several at once: all find it sold, and nobody sends the money back', async () => {
  const { id, checkoutId } = await placed()
  await world.db
    .updateTable('inventory.hold')
    .set({ expires_at: new Date(0) })
    .where('key', '=', id)
    .execute()
  await world.sweep()
  expect(await holdOf(id)).toBe('released')
  const sold = await Promise.allSettled(Array.from({ length: 20 }, () => world.modules.inventory.sell({ key: id })))
  expect(sold.map(({ status }) => status)).toEqual(sold.map(() => 'fulfilled'))
  await notify(checkoutId)
  await world.settle()
  expect(await stateOf(id)).toBe('paid')
  expect(await left()).toEqual([0, 0])
})

test('the doctor names an order for which more is sold than it has', async () => {
  const { id, checkoutId } = await placed()
  await loseStock(id)
  await notify(checkoutId)
  await world.settle()
  await change('receipt', 5)
  // A sale that nothing knows of any more.
  await world.db.updateTable('inventory.hold').set({ final: false }).where('key', '=', id).execute()
  await world.modules.inventory.sell({ key: id })
  const found = (await world.doctor()).filter(({ check }) => check === 'no pieces are sold for an order but those it has')
  expect(found.map((one) => one.id)).toEqual([id, id])
  await world.modules.inventory.restock({ key: id, restockKey: randomUUID(), lines: skuIds.map((skuId) => ({ skuId, quantity: 2 })) })
})

test('goods that are fetched before the vouchers of their order were given: they are given all the same', async () => {
  const point = { name: '西湖店', address: '文三路 2 号', phone: '0571', lng: 120.13, lat: 30.28, pickup: true, local: false, fees: [] }
  await shop.owner.createDeliveryPoint({ ...point, slots: [{ from: '10:00', to: '12:00', capacity: 1 }] })
  const voucher = await newVirtual(world, shop, { delivery: 'voucher' })
  const [place] = (await shopper.client.listDeliveryChoices({ id: shop.id })).items
  const slot = place?.slots.find((one) => one.left > 0)
  const deliveries = [{ shopId: shop.id, kind: 'pickup' as const, pointId: place?.id ?? '', day: slot?.day ?? '', span: slot?.span ?? '' }]
  const lines = [...skuIds, voucher].map((skuId) => ({ skuId, quantity: 1 }))
  const wish = { lines, addressId: shopper.addressId, deliveries }
  const { payableFen } = await shopper.client.quoteCheckout(wish)
  const checkout = await shopper.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen })
  const id = checkout.orders[0]?.id ?? ''
  await notify(checkout.id)
  await deliverWithout('order.send-virtual')
  await shop.owner.pickUpOrder({ code: (await shopper.client.getOrderDelivery({ id })).code ?? '' })
  await world.settle()
  expect((await shopper.client.listOrderSecrets({ id })).items).toHaveLength(1)
  await world.db.updateTable('kernel.delivery').set({ claimed_until: null }).where('aggregate', '=', id).execute()
  await world.settle()
  expect((await shopper.client.listOrderSecrets({ id })).items).toHaveLength(1)
})
