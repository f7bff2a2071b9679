import type { Page } from 'playwright-core'
import { findGoods, staff } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { buy, chooseOptions, regular } from './shopper.ts'
import { says, signIn, switchShop, tryToSignIn } from './staff.ts'

test('an order is found, shipped and followed; its review is answered; all of it stands in the audit log', async ({ phone, desk }) => {
  const me = await regular(phone, '19800000031')
  const { product, sku, shopName } = await findGoods('托特包')
  const id = await buy(phone, sku.id)
  const { number, lines } = await me.getOrder({ id })

  await signIn(desk, 'owner@demo', shopName)
  await expect.poll(() => seen(desk, 'home.orders').textContent()).toMatch(/^[1-9]/)
  await expect.poll(() => seen(desk, 'home.gmv').textContent()).toMatch(/[1-9]/)
  await ship(desk, number)
  await seen(phone, 'order-state').filter({ hasText: '待收货' }).waitFor()
  await desk.getByRole('link', { name: number }).click()
  // The console opens a page once its code has come: whoever reloads before that reloads the list, which has no parcels.
  await desk.waitForURL(`**/orders/${id}`)
  // The carrier picks it up seconds after it was told of it, and the page asks again by itself.
  await seen(desk, 'parcels').locator('.ant-timeline-item').filter({ hasText: '已揽收' }).waitFor({ timeout: 75_000 })

  await me.confirmReceipt({ id })
  await me.createReview({
    orderLineId: lines[0]?.id ?? '',
    stars: 4,
    text: '容量很大，上班通勤正好。',
    pictures: [],
    tags: [],
    anonymous: false,
  })
  await answer(desk, '容量很大，上班通勤正好。', '谢谢支持，肩带可以自己调长短。')
  await phone.goto(`/product?id=${product.id}`)
  await seen(phone, 'reviews-card').getByText('谢谢支持，肩带可以自己调长短。').waitFor()

  await desk.goto('/admin/settings/audit')
  for (const what of ['发货', '回复评价']) await auditRow(desk, what).waitFor()
})

test('a product gets a new price and one more option, and its stock a correction; the storefront shows them', async ({ phone, desk }) => {
  const { product, shopName } = await findGoods('旗袍')
  await signIn(desk, 'owner@demo', shopName)
  await desk.goto('/admin/products')
  await seen(desk, 'search').fill(product.title)
  await desk.getByRole('link', { name: product.title }).click()

  const rows = seen(desk, 'sku-matrix').locator('tbody tr')
  const before = product.skus.length
  await expect.poll(() => rows.count()).toBe(before)
  const price = ((product.priceFen - 11) / 100).toFixed(2)
  await seen(desk, 'axis-options').first().locator('input').fill('晨雾紫')
  await desk.keyboard.press('Enter')
  await expect.poll(() => rows.count()).toBeGreaterThan(before)
  const prices = await seen(desk, 'sku-priceFen').all()
  for (const cell of prices) await cell.fill(price)
  await seen(desk, 'save').click()
  await says(desk, '已保存')
  await phone.goto(`/product?id=${product.id}`)
  await seen(phone, 'price').filter({ hasText: price }).waitFor()

  await adjust(desk, product.id)
  await seen(phone, 'add-to-cart').click()
  await seen(phone, 'sku-option').filter({ hasText: '晨雾紫' }).waitFor()
  await chooseOptions(phone)
  await seen(phone, 'sku-price').filter({ hasText: price }).waitFor()

  await desk.goto('/admin/settings/audit')
  for (const what of ['修改商品', '调整库存']) await auditRow(desk, what).filter({ hasText: '演示店主' }).waitFor()
})

test('the warehouse ships and counts, and neither sees nor does what it may not', async ({ desk }) => {
  const { product, shopName } = await findGoods('毛衣')
  await signIn(desk, 'warehouse@demo', shopName)
  await seen(desk, 'navigation').getByText('订单').waitFor()
  for (const area of ['营销', '顾客', '财务']) expect(await seen(desk, 'navigation').getByText(area, { exact: true }).count(), area).toBe(0)
  await desk.goto('/admin/promotions')
  await seen(desk, 'forbidden').waitFor()
  await desk.goto(`/admin/products/${product.id}`)
  await seen(desk, 'sku-matrix').waitFor()
  expect(await seen(desk, 'save').count()).toBe(0)
  expect(await seen(desk, 'sku-priceFen').first().isDisabled()).toBe(true)

  const warehouse = await staff(shopName, 'warehouse@demo')
  await expect(warehouse.setProductStates({ ids: [product.id], state: 'off_sale' })).rejects.toThrow('403')
  await expect(warehouse.listAudit({})).rejects.toThrow('403')
})

test('a wrong password is refused, and after too many the account rests', async ({ desk }) => {
  await tryToSignIn(desk, 'chenlu@demo', 'not-the-one-1')
  const error = seen(desk, 'login-error')
  await error.filter({ hasText: '账号或密码不正确' }).waitFor()
  await expect
    .poll(async () => {
      await seen(desk, 'login-password').fill('not-the-one-2')
      await seen(desk, 'login-submit').click()
      return error.textContent()
    })
    .toContain('尝试次数过多')
})

test('somebody who works in several shops changes between them and sees each one alone', async ({ desk }) => {
  await signIn(desk, 'owner@demo', '云裁衣社')
  await desk.goto('/admin/products')
  const titles = async () => (await seen(desk, 'products').locator('tbody a').allTextContents()).join()
  await expect.poll(titles).not.toBe('')
  const clothes = await titles()
  await switchShop(desk, '晨露鲜生')
  await desk.goto('/admin/products')
  await expect.poll(titles).not.toBe('')
  expect(await titles()).not.toBe(clothes)
})

const auditRow = (page: Page, operation: string) => seen(page, 'audit').locator('tbody tr').filter({ hasText: operation }).first()

async function ship(desk: Page, number: string): Promise<void> {
  await desk.goto('/admin/orders')
  await seen(desk, 'search').fill(number)
  await expect.poll(() => seen(desk, 'orders').locator('tbody tr[data-row-key]').count()).toBe(1)
  await seen(desk, 'ship').click()
  await seen(desk, 'ship-carrier').click()
  await desk.keyboard.type('中通')
  await desk.keyboard.press('Enter')
  await seen(desk, 'ship-number').fill(`ZT${number.replaceAll(/\D/g, '').slice(-12)}`)
  await seen(desk, 'ship-submit').click()
  await says(desk, '已发货')
}

async function answer(desk: Page, review: string, words: string): Promise<void> {
  await desk.goto('/admin/reviews?answered=false')
  const row = seen(desk, 'review').filter({ hasText: review })
  await row.getByTestId('review-answer').click()
  await row.getByTestId('review-text').fill(words)
  await row.getByTestId('review-send').click()
  await says(desk, '已回复')
}

/** Books seven more pieces of the newest SKU and finds them in the ledger. */
async function adjust(desk: Page, productId: string): Promise<void> {
  await desk.goto(`/admin/stock?productId=${productId}`)
  const row = seen(desk, 'stock').locator('tbody tr').filter({ hasText: '晨雾紫' }).first()
  // The stock learns of a new SKU by an event, a moment later.
  await expect.poll(async () => (await row.count()) || (await desk.reload(), await seen(desk, 'stock').waitFor(), 0)).toBe(1)
  await row.getByTestId('adjust').click()
  await seen(desk, 'adjust-amount').fill('7')
  await seen(desk, 'adjust-note').fill('新色首批到货')
  await seen(desk, 'adjust-submit').click()
  await says(desk, '库存已调整')
  await row.getByRole('link', { name: '流水' }).click()
  await seen(desk, 'movements').locator('tbody tr').filter({ hasText: '新色首批到货' }).filter({ hasText: '+7' }).waitFor()
}
