import { findGoods, staff } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { pay, placeOrder, regular, toCheckout } from './shopper.ts'

test('what becomes of an order is told in the app, leads to the order, and staff see that it was read', async ({ phone }) => {
  const { sku, shopName } = await findGoods('手作粗陶马克杯')
  const me = await regular(phone, '19800000085')
  await toCheckout(phone, sku.id)
  await placeOrder(phone)
  await pay(phone, 'paid')
  await seen(phone, 'to-order').waitFor()
  await expect.poll(async () => (await me.countInbox()).service, { timeout: 20_000 }).toBe(1)
  await phone.goto('/me')
  await seen(phone, 'mine-inbox').filter({ hasText: '1 条未读' }).click()
  await seen(phone, 'inbox-message').filter({ hasText: '支付成功' }).waitFor()
  await seen(phone, 'open-message').first().click()
  await phone.waitForURL(/\/order\?id=/)
  await expect.poll(async () => (await me.countInbox()).service).toBe(0)

  const { id } = await me.getMe()
  const { items } = await (await staff(shopName)).listMessageLog({ shopperId: id })
  expect(items).toMatchObject([{ trigger: 'order.paid', inbox: { read: true, opened: true }, held: null }])
})
