import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ApiError, testClock } from './harness.ts'
import { buyVirtual, newVirtual, orderVirtual } from './virtual.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const codes = (results: readonly PromiseSettledResult<unknown>[]): string[] =>
  results.map((one) => (one.status === 'fulfilled' ? 'ok' : one.reason instanceof ApiError ? one.reason.code : String(one.reason)))

const virtual = (delivery: 'card_key' | 'voucher', keys: readonly string[] = []) => newVirtual(world, shop, { delivery, keys })
const keysNamed = (count: number): string[] => Array.from({ length: count }, () => `KEY-${randomUUID()}`)

const order = orderVirtual
const buy = (buyer: TestShopper, lines: { skuId: string; quantity: number }[]) => buyVirtual(world, buyer, lines)
const available = async (sku: string) => (await world.shop().getStock({ skuIds: sku })).items[0]?.available

/** Gives back units of the first line, by the call that after-sales uses. */
async function refund(orderId: string, quantity: number): Promise<void> {
  const lineId = (await shop.owner.getAdminOrder({ id: orderId })).lines[0]?.id ?? ''
  const by = { actor: 'staff', name: '店员' }
  const wish = { key: `test:${randomUUID()}`, orderId, lines: [{ lineId, quantity }], restock: true, reason: '协商退款', by }
  await world.calls['order']?.['refundUnits']?.(wish)
  await world.settle()
  for (const { number, state } of (await shop.owner.getAdminOrder({ id: orderId })).payment?.refunds ?? [])
    if (state === 'sent') world.pay.settleRefund(number, 'SUCCESS')
  clock.advance({ minutes: 3 })
  await world.settle()
}

test('the pool is the stock: doubles are passed over, the same import twice is once, nobody counts by hand', async () => {
  const keys = keysNamed(3)
  const sku = await virtual('card_key', [...keys, keys[0] ?? ''])
  expect(await available(sku)).toBe(3)
  const again = { id: sku, requestId: randomUUID(), keys: [...keys, ...keysNamed(2)] }
  const answers = await Promise.all(Array.from({ length: 6 }, () => shop.owner.importKeys(again)))
  expect(new Set(answers.map((one) => `${one.added}/${one.doubles}`))).toEqual(new Set(['2/3']))
  await world.settle()
  expect(await available(sku)).toBe(5)
  await expect(shop.owner.importKeys({ ...again, keys: keysNamed(1) })).rejects.toMatchObject({ code: 'key_reused' })
  const wish = { requestId: randomUUID(), reason: 'receipt' as const, note: '手工', lines: [{ skuId: sku, change: 1 }] }
  await expect(shop.owner.adjustStock(wish)).rejects.toMatchObject({ code: 'stock_kept_by_keys' })
  const other = await world.newShop()
  await expect(other.owner.importKeys({ ...again, requestId: randomUUID() })).rejects.toMatchObject({ code: 'sku_not_found' })
  const {
    skuIds: [parcel = ''],
  } = await world.newProduct(shop, [1])
  await expect(shop.owner.importKeys({ ...again, id: parcel, requestId: randomUUID() })).rejects.toMatchObject({ code: 'sku_has_no_keys' })
  expect((await shop.owner.listKeyPools({})).items).toContainEqual(expect.objectContaining({ skuId: sku, free: 5, delivered: 0 }))
})

test('each of thirty buyers at once gets keys of their own, each key is given once, and the eleventh finds none', async () => {
  const keys = keysNamed(10)
  const sku = await virtual('card_key', keys)
  const buyers = await Promise.all(Array.from({ length: 6 }, () => world.newShopper()))
  const placed = await Promise.allSettled(
    Array.from({ length: 30 }, (_, n) => order(buyers[n % 6] as TestShopper, [{ skuId: sku, quantity: 1 }]).then((one) => ({ one, n }))),
  )
  const won = placed.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(won).toHaveLength(10)
  await Promise.all(
    won.map(async ({ one, n }) => {
      const { notification } = await world.payAtChannel(buyers[n % 6] as TestShopper, one.id)
      await Promise.all([world.pay.notify(notification), world.pay.notify(notification)])
    }),
  )
  await world.settle()
  const given = await Promise.all(
    won.map(async ({ one, n }) => {
      const client = (buyers[n % 6] as TestShopper).client
      return (await client.listOrderSecrets({ id: one.orders[0]?.id ?? '' })).items
    }),
  )
  expect(given.flat().map((one) => one.secret).sort()).toEqual([...keys].sort()) // prettier-ignore
})

test('an order of card keys needs no address, is given on payment, received by itself, and only its buyer sees the keys', async () => {
  const keys = keysNamed(2)
  const sku = await virtual('card_key', keys)
  const [buyer, stranger] = [await world.newShopper(), await world.newShopper()]
  const id = await buy(buyer, [{ skuId: sku, quantity: 2 }])
  await world.settle()
  const seen = await buyer.client.getOrder({ id })
  expect(seen).toMatchObject({ state: 'received', freightFen: 0, address: { detail: '' }, lines: [{ delivery: 'card_key', shipped: 2 }] })
  expect(seen.lines[0]).toMatchObject({ brand: '某牌', attributes: [{ name: '有效期', value: '一年' }] })
  expect((await buyer.client.listOrderSecrets({ id })).items.map((one) => one.secret).sort()).toEqual([...keys].sort()) // prettier-ignore
  await expect(stranger.client.listOrderSecrets({ id })).rejects.toMatchObject({ status: 404 })
  const staffSee = JSON.stringify([await shop.owner.listSecrets({ orderId: id }), await shop.owner.getAdminOrder({ id })])
  for (const key of keys) expect(staffSee).not.toContain(key)
  const {
    rows: [row],
  } = await world.db.selectFrom('card_key.secret').select(['sealed', 'hash']).where('order_id', '=', id).execute().then((rows) => ({ rows })) // prettier-ignore
  for (const key of keys) expect(Buffer.concat([row?.sealed, row?.hash]).includes(key)).toBe(false)
})

test('keys of an order closed unpaid stay in the pool; a refunded key that was seen does not go back', async () => {
  const sku = await virtual('card_key', keysNamed(3))
  const buyer = await world.newShopper()
  const unpaid = await order(buyer, [{ skuId: sku, quantity: 2 }])
  expect(await available(sku)).toBe(1)
  await buyer.client.cancelOrder({ id: unpaid.orders[0]?.id ?? '', reason: '不要了' })
  await world.settle()
  expect(await available(sku)).toBe(3)
  const paid = await buy(buyer, [{ skuId: sku, quantity: 1 }])
  await refund(paid, 1)
  expect(await available(sku)).toBe(2)
  expect((await shop.owner.listKeyPools({})).items.find((one) => one.skuId === sku)).toMatchObject({ free: 2, delivered: 1 })
})

test('a voucher is verified once by staff of its shop, also by twenty at once; a refunded one is void', async () => {
  const sku = await virtual('voucher')
  const buyer = await world.newShopper()
  const id = await buy(buyer, [{ skuId: sku, quantity: 2 }])
  const [first, second] = (await buyer.client.listOrderSecrets({ id })).items
  const code = first?.secret ?? ''
  expect(code).toMatch(/^\d{16}$/)
  const other = await world.newShop()
  await expect(other.owner.verifyVoucher({ code })).rejects.toMatchObject({ code: 'voucher_not_found' })
  expect(await shop.owner.findVoucher({ code: `${code.slice(0, 4)}-${code.slice(4)}` })).toMatchObject({ state: 'delivered' })
  const results = codes(await Promise.allSettled(Array.from({ length: 20 }, () => shop.owner.verifyVoucher({ code }))))
  expect(results.filter((one) => one === 'ok')).toHaveLength(1)
  expect(results.filter((one) => one === 'voucher_used')).toHaveLength(19)
  expect((await buyer.client.listOrderSecrets({ id })).items.map((one) => one.state).sort()).toEqual(['delivered', 'used']) // prettier-ignore
  await refund(id, 1)
  await expect(shop.owner.verifyVoucher({ code: second?.secret ?? '' })).rejects.toMatchObject({ code: 'voucher_void' })
})

test('in a mixed order the keys come at once and the parcel goes its own way', async () => {
  const sku = await virtual('card_key', keysNamed(1))
  const {
    skuIds: [cup = ''],
  } = await world.newProduct(shop, [5])
  const buyer = await world.newShopper()
  const lines = [
    { skuId: sku, quantity: 1 },
    { skuId: cup, quantity: 2 },
  ]
  const wish = { lines, addressId: null, requestId: randomUUID(), payableFen: 2500 }
  await expect(buyer.client.placeOrder(wish)).rejects.toMatchObject({ code: 'address_not_found' })
  const checkout = await world.place(buyer, lines)
  const id = checkout.orders[0]?.id ?? ''
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  expect(await buyer.client.getOrder({ id })).toMatchObject({ state: 'partly_shipped' })
  expect((await buyer.client.listOrderSecrets({ id })).items).toHaveLength(1)
  await shop.owner.shipOrder({ id, requestId: randomUUID(), carrierCode: 'SF', trackingNumber: 'SF1234567890123' })
  expect(await shop.owner.getAdminOrder({ id })).toMatchObject({ state: 'shipped' })
})

test('nothing leaves for an order whose money is about to go back: told late, with its stock gone, it is refunded whole', async () => {
  const buyer = await world.newShopper()
  const key = await virtual('card_key', keysNamed(1))
  const { skuIds: [cup = ''] } = await world.newProduct(shop, [1]) // prettier-ignore
  const lines = [key, cup].map((skuId) => ({ skuId, quantity: 1 }))
  const checkout = await world.place(buyer, lines)
  const id = checkout.orders[0]?.id ?? ''
  await world.payAtChannel(buyer, checkout.id)
  // Its hold has lapsed while nobody listened, and the cup is broken.
  await world.modules.inventory.release({ key: id })
  await shop.owner.adjustStock({ requestId: randomUUID(), reason: 'damage', note: '摔坏了', lines: [{ skuId: cup, change: -1 }] })
  // Asking the channel makes it paid; what follows from that has not come yet.
  expect((await buyer.client.getCheckout({ id: checkout.id })).state).toBe('paid')
  const { lines: mine } = await shop.owner.getAdminOrder({ id })
  const parcel = { requestId: randomUUID(), carrierCode: 'SF', trackingNumber: 'SF1234567890123' }
  const some = mine.filter((line) => line.skuId === cup).map((line) => ({ orderLineId: line.id, quantity: 1 }))
  await expect(shop.owner.shipOrder({ id, ...parcel, lines: some })).rejects.toMatchObject({ code: 'transition_illegal' })
  await world.settle()
  expect(await shop.owner.getAdminOrder({ id })).toMatchObject({ state: 'refunding', lines: [{ shipped: 0 }, { shipped: 0 }] })
})

test('how a SKU is delivered cannot be changed once it is saved', async () => {
  const { productId } = await world.newProduct(shop, [5])
  const { code, title, categoryIds, pictures, axes, skus, version } = await shop.owner.getAdminProduct({ id: productId })
  const changed = skus.map(({ id: _id, ...sku }) => ({ ...sku, delivery: 'card_key' as const }))
  await expect(
    shop.owner.updateProduct({ id: productId, version, code, title, categoryIds, pictures, axes, skus: changed }),
  ).rejects.toMatchObject({ code: 'delivery_fixed' })
})

test('a voucher is used or refunded, never both: verifying and refunding at once, also between the approval and its money', async () => {
  const sku = await virtual('voucher')
  const buyer = await world.newShopper()
  for (let round = 0; round < 8; round += 1) {
    const id = await buy(buyer, [{ skuId: sku, quantity: 1 }])
    const code = (await buyer.client.listOrderSecrets({ id })).items[0]?.secret ?? ''
    const lineId = (await shop.owner.getAdminOrder({ id })).lines[0]?.id ?? ''
    const by = { actor: 'staff' as const, name: '店员' }
    const wish = { key: `race:${id}`, orderId: id, lines: [{ lineId, quantity: 1 }], restock: true, reason: '协商退款', by }
    const refunding = () => world.calls['order']?.['refundUnits']?.(wish) as Promise<unknown>
    const using = () => shop.owner.verifyVoucher({ code })
    const results = await Promise.allSettled(round % 2 ? [using(), refunding()] : [refunding(), using()])
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    const [secret] = (await buyer.client.listOrderSecrets({ id })).items
    const { lines } = await shop.owner.getAdminOrder({ id })
    expect(lines[0]?.refunded).toBe(secret?.state === 'used' ? 0 : 1)
    // Before the event is told, it cannot be used either.
    if (secret?.state !== 'used') await expect(using()).rejects.toMatchObject({ status: 409 })
    await world.settle()
  }
})

test('an approved request locks its voucher before anything else hears of it', async () => {
  const sku = await virtual('voucher')
  const buyer = await world.newShopper()
  const id = await buy(buyer, [{ skuId: sku, quantity: 2 }])
  const secrets = (await buyer.client.listOrderSecrets({ id })).items
  const lineId = secrets[0]?.orderLineId ?? ''
  const lines = [{ lineId, quantity: 1 }]
  const ask = async () => (await buyer.client.applyAfterSales({ id, requestId: randomUUID(), kind: 'refund', reason: 'agreed', lines })).id
  const first = await ask()
  await shop.owner.approveAfterSales({ id: first })
  // Nothing was delivered yet: the approval itself has locked it.
  const both = codes(await Promise.allSettled(secrets.map(({ secret }) => shop.owner.verifyVoucher({ code: secret }))))
  expect(both.toSorted()).toEqual(['ok', 'voucher_refunding'])
  await world.settle()
  expect((await buyer.client.listOrderSecrets({ id })).items.map((one) => one.state).toSorted()).toEqual(['used', 'void'])
})

test('what is missing when keys are due, and there again when the stock is sold, leaves no paid order without its keys: the money is on its way back', async () => {
  const sku = await virtual('card_key', keysNamed(1))
  const [buyer, other] = [await world.newShopper(), await world.newShopper()]
  const late = await order(buyer, [{ skuId: sku, quantity: 1 }])
  const { notification } = await world.payAtChannel(buyer, late.id)
  // Its hold lapses while nobody can learn that it was paid, and somebody else takes the key for a while.
  world.pay.fail({ on: 'any', kind: 'error-500', times: 10_000 })
  clock.advance({ minutes: 50 })
  await world.settle()
  const taken = await order(other, [{ skuId: sku, quantity: 1 }])
  world.pay.heal()
  await sql`create function kernel.keep_back() returns trigger language plpgsql as $$ begin new.due_at := 'infinity'; return new; end $$`.execute(
    world.db,
  )
  await sql`create trigger keep_back before insert on kernel.delivery for each row when (new.handler = 'order.sell-stock') execute function kernel.keep_back()`.execute(
    world.db,
  )
  await world.pay.notify(notification)
  await world.settle()
  await other.client.cancelOrder({ id: taken.orders[0]?.id ?? '', reason: '不要了' })
  await world.settle()
  await sql`drop trigger keep_back on kernel.delivery`.execute(world.db)
  await sql`drop function kernel.keep_back()`.execute(world.db)
  await sql`update kernel.delivery set due_at = now()`.execute(world.db)
  await world.settle()
  const id = late.orders[0]?.id ?? ''
  expect((await buyer.client.getOrder({ id })).state).toBe('refunding')
  await expect(buyer.client.listOrderSecrets({ id })).rejects.toMatchObject({ status: 404 })
  expect((await shop.owner.getAdminOrder({ id })).payment?.refunds).toMatchObject([{ amountFen: late.payableFen }])
})
