import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from './world.ts'

let world: World
beforeAll(async () => void (world = await startWorld()))
afterAll(() => world.close())

test('money for an order that was closed goes back by itself, and the shopper reads how much and when it has arrived', async () => {
  const shop = await world.newShop()
  const shopper = await world.newShopper()
  const { skuIds } = await world.newProduct(shop, [5], 2500)
  const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity: 1 }])
  const id = checkout.orders[0]?.id ?? ''
  const { number } = await shopper.client.payCheckout({ id: checkout.id, method: 'wechat_h5' })
  await shopper.client.cancelOrder({ id, reason: '不要了' })
  expect((await shopper.client.getOrder({ id })).moneyBack).toBeNull()
  await world.pay.notify(world.pay.pay(number, { force: true }) ?? '')
  await world.settle()
  expect(await shopper.client.getOrder({ id })).toMatchObject({ state: 'cancelled', moneyBack: { amountFen: 2500, arrived: false } })
  const refund = world.pay.trade(number)?.refunds[0]
  await world.pay.notify(world.pay.settleRefund(refund?.outRefundNo ?? '', 'SUCCESS') ?? '')
  await world.settle()
  expect(await shopper.client.getOrder({ id })).toMatchObject({ state: 'cancelled', moneyBack: { amountFen: 2500, arrived: true } })
  expect(world.pay.trade(number)?.refunds).toHaveLength(1)
  expect(await world.doctor()).toEqual([])
})
