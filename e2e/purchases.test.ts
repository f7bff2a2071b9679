import { findGoods, staff } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { says, signIn } from './staff.ts'

test('goods that were ordered from a supplier come in as a lot: for sale at once, and the lot stands with its day', async ({
  desk,
  phone,
}) => {
  const { product, sku, shopName } = await findGoods('草莓')
  const admin = await staff(shopName)
  const supplier = (await admin.listSuppliers({ pageSize: 20 })).items.find((one) => one.active)
  const available = async () => (await admin.listStock({ skuIds: sku.id })).items.reduce((sum, one) => sum + one.available, 0)
  const before = await available()
  const code = `E2E-${Date.now()}`
  const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)

  await signIn(desk, 'owner@demo', shopName)
  await desk.goto('/admin/stock/purchases')
  await seen(desk, 'purchase-new').first().click()
  const paper = seen(desk, 'purchase-drawer')
  await paper.getByTestId('purchase-supplier').click()
  await desk
    .locator('.ant-select-item-option')
    .filter({ hasText: supplier?.name ?? '' })
    .click()
  await paper.getByTestId('stock-product').click()
  await desk.keyboard.type(product.title)
  await desk.locator('.ant-select-item-option').filter({ hasText: product.title }).first().click()
  // It opens once the product has come.
  await paper.getByTestId('add-sku').and(desk.locator(':not(.ant-select-disabled)')).click()
  await desk
    .locator('.ant-select-item-option')
    .filter({ hasText: sku.options.join(' / ') || sku.code })
    .first()
    .click()
  await paper.getByTestId('line-quantity').fill('24')
  await paper.getByTestId('purchase-submit').click()
  await says(desk, '采购单已创建')

  await seen(desk, 'purchase-open').first().click()
  await seen(desk, 'purchase-receive').click()
  await seen(desk, 'line-lot').fill(code)
  await seen(desk, 'line-expires').fill(day)
  await seen(desk, 'receive-submit').click()
  await says(desk, '已入库')
  expect(await available()).toBe(before + 24)
  await desk.goto(`/admin/stock/lots?productId=${product.id}`)
  const lot = seen(desk, 'lots').locator('tbody tr[data-row-key]').filter({ hasText: code })
  await lot.filter({ hasText: day }).filter({ hasText: '24' }).waitFor()
  await phone.goto(`/product?id=${product.id}`)
  await seen(phone, 'product-title').waitFor()
  expect((await admin.listPurchases({ pageSize: 1 })).items[0]).toMatchObject({ state: 'received', received: 24 })
})
