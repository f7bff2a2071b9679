import type { Page } from 'playwright-core'
import { findGoods, staff } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { says, signIn } from './staff.ts'

test('a brand is made, given to a product, has its page, and is merged into another with all its goods', async ({ phone, desk }) => {
  // Of the shop that the platform keeps: brands are the whole mall's.
  const { product, shopName } = await findGoods('大米')
  await signIn(desk, 'owner@demo', shopName)
  for (const name of ['晚山陶社', '晚山陶作']) await makeBrand(desk, name)
  await desk.goto(`/admin/products/${product.id}`)
  await seen(desk, 'sku-matrix').waitFor()
  await chooseBrand(desk, 'p-brand', '晚山陶社')
  await seen(desk, 'save').click()
  await says(desk, '已保存')

  const admin = await staff(shopName)
  const idOf = async (search: string) => (await admin.listBrands({ search })).items[0]?.id ?? ''
  const [old, kept] = [await idOf('晚山陶社'), await idOf('晚山陶作')]
  await showsGoods(phone, old, product.title)

  await desk.goto('/admin/brands?search=晚山陶社')
  await seen(desk, 'brand-merge').click()
  await chooseBrand(desk, 'merge-into', '晚山陶作')
  await desk.getByRole('dialog').getByText('1 件商品将全部改为“晚山陶作”').waitFor()
  await desk.getByRole('dialog').locator('.ant-btn-primary').click()
  await says(desk, '品牌已合并')
  await showsGoods(phone, kept, product.title)
  expect((await admin.listBrands({ search: '晚山陶社' })).items).toEqual([])
  await phone.goto(`/brand?id=${old}`)
  await phone.locator('.page').filter({ visible: true }).getByRole('button').first().waitFor()
  expect(await seen(phone, 'brand-head').count(), 'the brand that was merged has no page').toBe(0)
})

async function makeBrand(desk: Page, name: string): Promise<void> {
  await desk.goto('/admin/brands')
  await seen(desk, 'brand-new').first().click()
  await seen(desk, 'brand-name').fill(name)
  await desk.getByRole('dialog').locator('.ant-btn-primary').click()
  await says(desk, '已保存')
}

async function chooseBrand(desk: Page, id: string, name: string): Promise<void> {
  await desk.locator(`#${id}`).click()
  await desk.keyboard.type(name)
  await desk.locator('.ant-select-item-option').filter({ hasText: name }).click()
}

/** Search learns of it by an event, a moment later. */
async function showsGoods(phone: Page, brandId: string, title: string): Promise<void> {
  await phone.goto(`/brand?id=${brandId}`)
  await seen(phone, 'brand-head').waitFor()
  await expect
    .poll(async () => (await seen(phone, 'product-card').filter({ hasText: title }).count()) || (await phone.reload(), 0), {
      interval: 1000,
    })
    .toBe(1)
}
