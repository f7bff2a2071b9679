import type { AdminClient } from '../clients/admin/client.ts'
import { findGoods, staff } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { fenOf, placeOrder, regular, toCheckout } from './shopper.ts'

test('a price that rose before the order was placed is shown and asked about, never charged unseen', async ({ phone }) => {
  await regular(phone, '19800000021')
  const { product, sku, shopName } = await findGoods('托特包')
  await toCheckout(phone, sku.id)
  const quoted = await fenOf(phone, 'payable')

  await raise(await staff(shopName), product.id, 1000)
  await seen(phone, 'place-order').click()
  const dialog = seen(phone, 'dialog').filter({ hasText: '价格有变动' })
  await dialog.waitFor()
  await seen(phone, 'dialog-ok').click()
  await expect.poll(() => fenOf(phone, 'payable')).toBeGreaterThan(quoted)
  const agreed = await fenOf(phone, 'payable')
  await placeOrder(phone)
  expect(await fenOf(phone, 'cashier-amount')).toBe(agreed)
})

test('what was sold out meanwhile is said when the order is placed, and nothing is placed', async ({ phone }) => {
  const me = await regular(phone, '19800000022')
  const { sku, shopName } = await findGoods('羽绒服')
  await toCheckout(phone, sku.id)

  const admin = await staff(shopName)
  const [level] = (await admin.listStock({ skuIds: sku.id })).items
  const lines = [{ skuId: sku.id, change: -(level?.available ?? 0) }]
  await admin.adjustStock({ requestId: `e2e-empty-${sku.id}`, reason: 'damage', note: '仓库漏水', lines })
  await seen(phone, 'place-order').click()
  await seen(phone, 'dialog').filter({ hasText: '库存不够了' }).waitFor()
  expect((await me.listOrders({})).items).toEqual([])
})

/** Makes every SKU of a product dearer, as the editor of the console would. */
async function raise(admin: AdminClient, id: string, byFen: number): Promise<void> {
  const { code, title, categoryIds, pictures, axes, skus, version } = await admin.getAdminProduct({ id })
  const dearer = skus.map((sku) => ({ code: sku.code, options: sku.options, priceFen: sku.priceFen + byFen }))
  await admin.updateProduct({ id, code, title, categoryIds, pictures, axes, version, skus: dearer, state: 'on_sale' })
}
