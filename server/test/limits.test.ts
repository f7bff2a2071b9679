import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ApiError, testClock } from './harness.ts'
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

/** A product of two SKUs of which one person may have three. */
async function limited(over: object = {}): Promise<{ productId: string; skuIds: string[] }> {
  const made = await world.newProduct(shop, [100, 100])
  const product = await shop.owner.getAdminProduct({ id: made.productId })
  const { code, title, categoryIds, pictures, axes, version } = product
  const skus = product.skus.map(({ id: _id, ...sku }) => sku)
  const limits = { minimum: 1, step: 1, perOrder: null, perPerson: 3, period: 'ever' as const, ...over }
  await shop.owner.updateProduct({ id: product.id, version, code, title, categoryIds, pictures, axes, skus, limits, state: 'on_sale' })
  await world.deliver()
  return made
}
const codes = (results: readonly PromiseSettledResult<unknown>[]): string[] =>
  results.map((one) => (one.status === 'fulfilled' ? 'ok' : one.reason instanceof ApiError ? one.reason.code : String(one.reason)))
const orderOf = async (buyer: TestShopper) => (await buyer.client.listOrders({ limit: 50 })).items

test('twenty orders at once of one person, over two SKUs, get no more than the limit; others are free to buy', async () => {
  const { skuIds } = await limited()
  const [buyer, other] = [await world.newShopper(), await world.newShopper()]
  const results = codes(
    await Promise.allSettled(Array.from({ length: 20 }, (_, n) => world.place(buyer, [{ skuId: skuIds[n % 2] ?? '', quantity: 1 }]))),
  )
  expect(results.filter((one) => one === 'ok')).toHaveLength(3)
  expect(new Set(results)).toEqual(new Set(['ok', ...results.filter((one) => one !== 'ok')]))
  for (const one of results) expect(['ok', 'over_person_limit', 'lines_invalid', 'price_changed']).toContain(one)
  expect(await orderOf(buyer)).toHaveLength(3)
  await world.place(other, [{ skuId: skuIds[0] ?? '', quantity: 3 }])
})

test('a closed order frees its room, a paid one keeps it, a refunded one gives it back', async () => {
  const { skuIds: [sku = ''] } = await limited() // prettier-ignore
  const buyer = await world.newShopper()
  const wish = { lines: [{ skuId: sku, quantity: 1 }], addressId: buyer.addressId }
  const first = await world.place(buyer, [{ skuId: sku, quantity: 3 }])
  expect((await buyer.client.quoteCheckout(wish)).invalid).toMatchObject([{ reason: 'over_person', allowed: 0 }])
  await buyer.client.cancelOrder({ id: first.orders[0]?.id ?? '', reason: '不要了' })
  await world.settle()
  expect((await buyer.client.quoteCheckout(wish)).invalid).toEqual([])

  const second = await world.place(buyer, [{ skuId: sku, quantity: 3 }])
  await world.pay.notify((await world.payAtChannel(buyer, second.id)).notification)
  clock.advance({ days: 3 })
  await world.settle()
  expect((await buyer.client.quoteCheckout(wish)).invalid).toMatchObject([{ reason: 'over_person' }])
  const id = second.orders[0]?.id ?? ''
  await shop.owner.refundOrder({ id, reason: '不卖了' })
  await world.settle()
  const [begun] = (await shop.owner.getAdminOrder({ id })).payment?.refunds ?? []
  await world.pay.notify(world.pay.settleRefund(begun?.number ?? '', 'SUCCESS') ?? '')
  await world.settle()
  expect((await buyer.client.quoteCheckout(wish)).invalid).toEqual([])
})

test('a placing that fails for want of stock takes nothing of the limit', async () => {
  const { skuIds: [sku = ''] } = await limited() // prettier-ignore
  const buyer = await world.newShopper()
  await shop.owner.adjustStock({ requestId: randomUUID(), reason: 'damage', note: '摔坏了', lines: [{ skuId: sku, change: -99 }] })
  const order = { lines: [{ skuId: sku, quantity: 2 }], addressId: buyer.addressId, requestId: randomUUID(), payableFen: 2000 }
  await expect(buyer.client.placeOrder(order)).rejects.toMatchObject({ code: 'stock_short' })
  await shop.owner.adjustStock({ requestId: randomUUID(), reason: 'receipt', note: '补货', lines: [{ skuId: sku, change: 9 }] })
  await world.place(buyer, [{ skuId: sku, quantity: 3 }])
})

test('minimum, step and the limit of an order are held by quote, placing and cart', async () => {
  const { skuIds: [sku = ''] } = await limited({ minimum: 2, step: 2, perOrder: 6, perPerson: null }) // prettier-ignore
  const buyer = await world.newShopper()
  const asked = async (quantity: number) =>
    (await buyer.client.quoteCheckout({ lines: [{ skuId: sku, quantity }], addressId: buyer.addressId })).invalid[0]
  expect(await asked(1)).toMatchObject({ reason: 'below_minimum', allowed: 2 })
  expect(await asked(3)).toMatchObject({ reason: 'off_step', allowed: 2 })
  expect(await asked(8)).toMatchObject({ reason: 'over_order', allowed: 6 })
  expect(await asked(6)).toBeUndefined()
  const wish = { addressId: buyer.addressId, requestId: randomUUID(), payableFen: 3000, lines: [{ skuId: sku, quantity: 3 }] }
  await expect(buyer.client.placeOrder(wish)).rejects.toMatchObject({ code: 'lines_invalid' })
  const cart = await buyer.client.addCartLine({ skuId: sku, quantity: 3 })
  expect(cart).toMatchObject({
    pieces: 0,
    invalid: [],
    shops: [{ lines: [{ quantity: 3, selected: false, limitFault: { reason: 'off_step', allowed: 2 } }] }],
  })
  expect(await buyer.client.updateCartLine({ skuId: sku, quantity: 4 })).toMatchObject({
    pieces: 4,
    shops: [{ lines: [{ selected: true, limitFault: null }] }],
  })
})

test('a member pays the member price that staff gave, and only in that shop', async () => {
  const { productId, skuIds: [sku = ''] } = await limited({ perPerson: null }) // prettier-ignore
  const buyer = await world.newShopper()
  await world.place(buyer, [{ skuId: sku, quantity: 1 }])
  await world.settle()
  const product = await shop.owner.getAdminProduct({ id: productId })
  const { code, title, categoryIds, pictures, axes, version } = product
  const skus = product.skus.map(({ id: _id, ...one }) => ({ ...one, specials: [{ kind: 'member' as const, fromTier: 2, priceFen: 700 }] }))
  await shop.owner.updateProduct({ id: productId, version, code, title, categoryIds, pictures, axes, skus, state: 'on_sale' })
  const price = async () => (await buyer.client.getMyPrices({ id: productId })).items[0]?.steps
  expect(await price()).toMatchObject([{ priceFen: 1000, reason: 'list' }])
  const me = (await shop.owner.listShoppers({})).items[0]?.id ?? ''
  await shop.owner.setShopperTier({ id: me, tier: 2, reason: '老客户' })
  expect(await price()).toMatchObject([{ priceFen: 700, reason: 'member' }])
  const cards = async (who: Pick<typeof buyer.client, 'listCardPrices'>) =>
    (await who.listCardPrices({ ids: `${productId},${productId}` })).items
  const mine = await cards(buyer.client)
  expect(mine).toMatchObject([{ productId, listPriceFen: 1000, priceFen: 700, reason: 'member' }])
  expect(await cards(world.shop()), 'a guest pays the list price: nothing to say').toEqual([])
  expect(await cards((await world.newShopper()).client)).toEqual([])
  expect((await world.place(buyer, [{ skuId: sku, quantity: 2 }])).payableFen).toBe(1400)
  expect((await shop.owner.listShopperTierChanges({ id: me })).items).toMatchObject([{ tierBefore: 0, tier: 2, reason: '老客户' }])
})

test('a card says the limited-time price to everybody while it holds, and never more than the list price', async () => {
  const { productId } = await limited({ perPerson: null })
  const product = await shop.owner.getAdminProduct({ id: productId })
  const { code, title, categoryIds, pictures, axes, version } = product
  const timed = (from: string, until: string, priceFen: number) => ({ kind: 'timed' as const, from, until, priceFen })
  const specials = [timed('2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z', 800), timed('2098-01-01T00:00:00Z', '2099-01-01T00:00:00Z', 100)]
  const skus = product.skus.map(({ id: _id, ...one }) => ({ ...one, specials }))
  await shop.owner.updateProduct({ id: productId, version, code, title, categoryIds, pictures, axes, skus, state: 'on_sale' })
  expect((await world.shop().listCardPrices({ ids: productId })).items).toEqual([
    { productId, listPriceFen: 1000, priceFen: 800, reason: 'timed', until: '2099-01-01T00:00:00Z' },
  ])
})
