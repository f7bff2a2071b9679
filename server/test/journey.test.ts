import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

// One product, two shapes: everything in one process, and inventory behind HTTP. The journey may not tell them apart.
describe.each([
  { shape: 'one process', split: [] as string[] },
  { shape: 'inventory in a process of its own', split: ['inventory'] },
])('$shape', ({ split }) => {
  let world: World
  let shop: TestShop
  let shopper: TestShopper
  beforeAll(async () => {
    world = await startWorld({ split })
    shop = await world.newShop()
    shopper = await world.newShopper()
  })
  afterAll(() => world.close())
  const available = async (skuId: string): Promise<number> => (await world.shop().getStock({ skuIds: skuId })).items[0]?.available ?? -1

  test('from the cart to a review: each step leaves stock, money and state as it should', async () => {
    const {
      productId,
      skuIds: [sku = ''],
    } = await world.newProduct(shop, [5], 1990)
    const cart = await shopper.client.addCartLine({ skuId: sku, quantity: 2 })
    expect(cart).toMatchObject({ pieces: 2, payableFen: 3980 })

    const checkout = await world.place(shopper, [{ skuId: sku, quantity: 2 }])
    expect(checkout).toMatchObject({ payableFen: 3980, orders: [{ state: 'pending_payment' }] })
    expect(await available(sku)).toBe(3)
    const { notification } = await world.payAtChannel(shopper, checkout.id)
    expect([200, 204]).toContain(await world.pay.notify(notification))
    await world.settle()
    const orderId = checkout.orders[0]?.id ?? ''
    expect(await shopper.client.getOrder({ id: orderId })).toMatchObject({ state: 'paid', payableFen: 3980 })
    expect((await shopper.client.getCart()).pieces).toBe(0)

    await shop.owner.shipOrder({ id: orderId, requestId: 'ship-request-1', carrierCode: 'SF', trackingNumber: 'SF1234567890123' })
    await world.settle()
    expect(await shopper.client.getOrder({ id: orderId })).toMatchObject({ state: 'shipped', parcels: [{ number: 'SF1234567890123' }] })
    await shopper.client.confirmReceipt({ id: orderId })
    const [line] = (await shopper.client.getOrder({ id: orderId })).lines
    await shopper.client.createReview({ orderLineId: line?.id ?? '', stars: 5, text: '杯子很好看，包装也用心' })
    await world.settle()
    expect(await world.shop().getReviewSummary({ id: productId })).toMatchObject({ count: 1, rating10: 50 })
    expect(await shopper.client.getOrder({ id: orderId })).toMatchObject({ state: 'completed' })
    expect(await shop.owner.listStock({ skuIds: sku })).toMatchObject({ items: [{ received: 5, sold: 2, held: 0, available: 3 }] })
    expect(await world.doctor()).toEqual([])
  })

  test('what is not paid in time closes, at the channel too, and the stock is free again', async () => {
    const {
      skuIds: [sku = ''],
    } = await world.newProduct(shop, [1])
    const checkout = await world.place(shopper, [{ skuId: sku, quantity: 1 }])
    const { number } = await shopper.client.payCheckout({ id: checkout.id, method: 'wechat_h5' })
    await shopper.client.cancelOrder({ id: checkout.orders[0]?.id ?? '', reason: '不想要了' })
    await world.settle()
    expect(world.pay.trade(number)).toMatchObject({ state: 'CLOSED' })
    expect(await available(sku)).toBe(1)
    expect(await world.doctor()).toEqual([])
  })
})
