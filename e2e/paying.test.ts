import type { Page } from 'playwright-core'
import { findGoods, staff } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { pay, placeOrder, regular, toCheckout } from './shopper.ts'

test('a payment that fails or is broken off takes nothing and can be tried again', async ({ phone }) => {
  const me = await regular(phone, '19800000011')
  const { sku } = await findGoods('白桃')
  await toCheckout(phone, sku.id)
  await placeOrder(phone)

  await pay(phone, 'failed')
  await phone.getByRole('heading', { name: '支付失败' }).waitFor()
  await phone.getByRole('link', { name: '返回商户' }).click()
  await notYet(phone)

  await pay(phone, 'cancel')
  await notYet(phone)
  await pay(phone, 'paid')
  await seen(phone, 'paid').waitFor()
  const [order] = (await me.listOrders({})).items
  expect(order).toMatchObject({ state: 'paid' })
})

test.for(['silent', 'late'] as const)(
  'money whose notification is %s is found by asking while the page waits',
  async (choice, { phone }) => {
    const me = await regular(phone, choice === 'silent' ? '19800000012' : '19800000013')
    const { sku } = await findGoods('白桃')
    await toCheckout(phone, sku.id)
    await placeOrder(phone)
    await pay(phone, choice)
    await seen(phone, 'paid').waitFor()
    await seen(phone, 'to-order').click()
    await seen(phone, 'order-state').filter({ hasText: '待发货' }).waitFor()
    expect((await me.listOrders({})).items).toMatchObject([{ state: 'paid' }])
  },
)

test('an order left unpaid can be cancelled from the list, and its pieces are for sale again', async ({ phone }) => {
  const me = await regular(phone, '19800000014')
  const { product, sku } = await findGoods('白桃', 3)
  const available = async () => (await me.getStock({ skuIds: sku.id })).items[0]?.available
  const before = (await available()) ?? 0
  await toCheckout(phone, sku.id, 2)
  await placeOrder(phone)
  expect(await available()).toBe(before - 2)
  await seen(phone, 'pay-later').click()
  await seen(phone, 'order-state').filter({ hasText: '待付款' }).waitFor()

  await phone.goto('/orders')
  await seen(phone, 'order-row').filter({ hasText: product.title }).getByTestId('order-cancel').click()
  await seen(phone, 'cancel-reason').first().click()
  await seen(phone, 'order-row-state').filter({ hasText: '已取消' }).waitFor()
  await expect.poll(available).toBe(before)
})

test('an order is paid on delivery: promised at the cashier, shipped, its money taken by staff, and only then paid', async ({ phone }) => {
  const me = await regular(phone, '19800000015')
  const { sku, shopName } = await findGoods('白桃')
  const admin = await staff(shopName)
  await admin.updateOnDelivery({ enabled: true, maxFen: null, regionCodes: [] })
  await toCheckout(phone, sku.id)
  await placeOrder(phone)
  await seen(phone, 'method-on-delivery').click()
  await seen(phone, 'pay').click()
  await seen(phone, 'promised').waitFor()
  await seen(phone, 'to-order').click()
  await seen(phone, 'order-state').filter({ hasText: '货到付款' }).waitFor()
  const [order] = (await me.listOrders({})).items
  const id = order?.id ?? ''
  await admin.shipOrder({ id, requestId: `e2e-${id}`, carrierCode: 'SF', trackingNumber: 'SF1400000099887' })
  await admin.collectOrder({ id, requestId: `e2e-${id}`, amountFen: order?.payableFen ?? 0, how: 'scan' })
  await expect.poll(async () => (await me.getOrder({ id })).state).toBe('received')
  await seen(phone, 'order-state').filter({ hasText: '已收货' }).waitFor()
})

/** Back from the platform the page asks what became of the money; who knows that they did not pay need not wait for the answer. */
async function notYet(page: Page): Promise<void> {
  await seen(page, 'confirming').getByRole('button', { name: '我还没付款' }).click()
  await seen(page, 'pay').waitFor()
}
