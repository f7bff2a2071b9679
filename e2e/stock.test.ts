import type { Page } from 'playwright-core'
import { findGoods, shopper, staff } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { signInByPhone } from './shopper.ts'

test('who waits for a sold-out choice signs in on the way, is told once when it is back, and can call it off', async ({ phone }) => {
  const { product, sku, shopName } = await findGoods('针织开衫')
  const admin = await staff(shopName)
  const level = (await admin.listStock({ skuIds: sku.id })).items.find((one) => one.available > 0)
  const put = (change: number, note: string) =>
    admin.adjustStock({ requestId: `e2e${change}-${sku.id}`, reason: 'correction', note, lines: [{ skuId: sku.id, change }] })
  await put(-(level?.available ?? 0), '盘亏')

  await phone.goto(`/product?id=${product.id}`)
  await seen(phone, 'open-sku').click()
  await choose(phone, sku.options)
  await seen(phone, 'sku-stock').filter({ hasText: '已售罄' }).waitFor()
  expect(await seen(phone, 'sku-buy').count(), 'one cannot buy it').toBe(0)
  await seen(phone, 'notify-stock').click()
  const me = shopper(await signInByPhone(phone, '19800000051'))
  await seen(phone, 'notify-stock').filter({ hasText: '已设提醒' }).waitFor()
  await seen(phone, 'notify-stock').click()
  await seen(phone, 'notify-stock')
    .filter({ hasText: /^到货提醒$/ })
    .waitFor()
  expect((await me.listStockSubscriptions()).items).toEqual([])
  await seen(phone, 'notify-stock').click()
  await seen(phone, 'notify-stock').filter({ hasText: '已设提醒' }).waitFor()

  await put(3, '到货')
  await expect.poll(async () => (await me.listStockSubscriptions()).unseen, { timeout: 20_000 }).toBe(1)
  await phone.goto('/me')
  await seen(phone, 'mine-stock-watch').filter({ hasText: '1 件已到货' }).click()
  await seen(phone, 'watched').filter({ hasText: '已到货' }).filter({ hasText: product.title }).waitFor()
  await expect.poll(async () => (await me.listStockSubscriptions()).unseen).toBe(0)
  await seen(phone, 'buy-watched').click()
  await seen(phone, 'product-title').filter({ hasText: product.title }).waitFor()
})

async function choose(page: Page, options: readonly string[]): Promise<void> {
  await seen(page, 'sku-sheet').waitFor()
  for (const name of options) {
    const option = seen(page, 'sku-option').filter({ hasText: new RegExp(`^${name}(缺货)?$`) })
    if ((await option.getAttribute('aria-pressed')) !== 'true') await option.click()
  }
}
