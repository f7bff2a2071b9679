import type { Page } from 'playwright-core'
import { findGoods, shopper, staff } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { chooseOptions, fenOf, pay, placeOrder, signInAsPersona, signInByPhone } from './shopper.ts'

test('a guest finds goods, fills a cart, signs in, pays, sees the parcel leave, and tells others how it was', async ({ phone }) => {
  await lookAround(phone)
  await searchInWordsAndPinyin(phone)
  const title = (await seen(phone, 'product-title').textContent()) ?? ''
  await addToCart(phone)
  await seen(phone, 'bar-cart').click()
  await seen(phone, 'cart-quantity-more').click()
  await seen(phone, 'to-checkout').filter({ hasText: '2' }).click()

  const me = shopper(await signInAsPersona(phone, 0))
  await seen(phone, 'checkout-line').filter({ hasText: '× 2' }).waitFor()
  expect((await me.getCart()).shops.flatMap(({ lines }) => lines).map((line) => [line.title, line.quantity])).toEqual([[title, 2]])

  await addAddress(phone)
  await seen(phone, 'breakdown').filter({ hasText: '运费' }).waitFor()
  const payable = await fenOf(phone, 'payable')
  await placeOrder(phone)
  expect(await fenOf(phone, 'cashier-amount')).toBe(payable)
  await pay(phone, 'paid')
  await seen(phone, 'paid').waitFor()
  await seen(phone, 'to-order').click()
  await inState(phone, '待发货')
  expect((await me.getCart()).shops, 'the cart is empty').toEqual([])

  const id = new URL(phone.url()).searchParams.get('id') ?? ''
  await seesItShipped(phone, await me.getOrder({ id }))
  await seen(phone, 'order-receive').click()
  await seen(phone, 'dialog-ok').click()
  await inState(phone, '已收货')
  await writeReview(phone)
  const [line] = (await me.getOrder({ id })).lines
  await phone.goto(`/product?id=${line?.productId}`)
  const review = seen(phone, 'reviews-card').getByTestId('review').filter({ hasText: words })
  await review.waitFor()
  await expect.poll(() => isDrawn(review.locator('.review__pictures img'))).toBe(true)
})

test('who goes back at once sees the page before, and not an empty one', async ({ phone }) => {
  await phone.goto('/me')
  await seen(phone, 'nav-cart').waitFor()
  await seen(phone, 'profile').click()
  await phone.evaluate(() => history.back())
  // Longer than a page takes to slide away.
  await phone.waitForTimeout(700)
  expect(await seen(phone, 'nav-cart').count()).toBe(1)
  expect(new URL(phone.url()).pathname).toBe('/me')
})

test('a telephone and a code are enough; the guest cart comes along, and coupons are taken off to the fen', async ({ phone }) => {
  const { product } = await findGoods('羊绒毛衣')
  await phone.goto(`/product?id=${product.id}`)
  await addToCart(phone)
  await phone.goto('/me')
  await seen(phone, 'profile').click()
  await signInByPhone(phone, '19800000001')
  await seen(phone, 'nav-cart').click()
  await seen(phone, 'cart-line').filter({ hasText: product.title }).waitFor()

  await phone.goto(`/product?id=${product.id}`)
  await seen(phone, 'open-coupons').click()
  for (const coupon of ['包邮券', '满 199 减 20']) {
    const taken = phone.waitForResponse((response) => response.url().endsWith('/claim') && response.ok())
    await seen(phone, 'coupon-sheet').locator('.ticket').filter({ hasText: coupon }).getByTestId('claim').click()
    await taken
  }
  await phone.goto('/cart')
  await seen(phone, 'to-checkout').click()
  await addAddress(phone)

  await openCoupons(phone)
  await seen(phone, 'unusable-coupon').filter({ hasText: '本单没有运费' }).waitFor()
  await seen(phone, 'coupon-none').click()
  await seen(phone, 'open-checkout-coupons').filter({ hasText: '不使用' }).waitFor()
  const full = await fenOf(phone, 'payable')
  await openCoupons(phone)
  await seen(phone, 'coupon-best').click()
  await seen(phone, 'open-checkout-coupons').filter({ hasText: '-¥' }).waitFor()
  const worth = await fenOf(phone, 'open-checkout-coupons')
  await expect.poll(() => fenOf(phone, 'payable')).toBe(full - worth)
  await placeOrder(phone)
  expect(await fenOf(phone, 'cashier-amount')).toBe(full - worth)
})

const openCoupons = async (page: Page) => {
  await seen(page, 'open-checkout-coupons').click()
  await seen(page, 'usable-coupon').first().waitFor()
}

/** The home page with its blocks, real pictures, and a category. */
async function lookAround(page: Page): Promise<void> {
  await page.goto('/')
  for (const block of ['.banner', '.nav-grid', '.mini-card', '.coupon-chip', '.shop-chip', '.product-card'])
    await page.locator(block).first().waitFor()
  await expect.poll(() => isDrawn(page.locator('.banner img').first())).toBe(true)
  await expect.poll(() => isDrawn(page.locator('.mini-card img').first())).toBe(true)
  await seen(page, 'nav-category').click()
  await seen(page, 'category-root').filter({ hasText: '服饰鞋包' }).click()
  await seen(page, 'category-leaf').filter({ hasText: '连衣裙' }).first().click()
  await seen(page, 'product-card').filter({ hasText: '裙' }).first().waitFor()
}

async function searchInWordsAndPinyin(page: Page): Promise<void> {
  await seen(page, 'results-search').click()
  await seen(page, 'search-input').fill('连衣')
  await seen(page, 'suggestion').filter({ hasText: '连衣裙' }).first().waitFor()
  await seen(page, 'search-input').fill('lianyiqun')
  await seen(page, 'suggestion')
    .filter({ hasText: /^连衣裙$/ })
    .first()
    .click()
  await seen(page, 'product-card').filter({ hasText: '裙' }).first().click()
  await seen(page, 'price').waitFor()
}

/** Chooses and puts one in the cart, with price and stock of the choice in view. */
async function addToCart(page: Page): Promise<void> {
  await seen(page, 'add-to-cart').click()
  await chooseOptions(page)
  await seen(page, 'sku-stock')
    .filter({ hasText: /库存|仅剩/ })
    .waitFor()
  expect(await fenOf(page, 'sku-price')).toBeGreaterThan(0)
  await seen(page, 'sku-cart').click()
  await seen(page, 'toast').filter({ hasText: '已加入' }).waitFor()
  await seen(page, 'sku-sheet').waitFor({ state: 'hidden' })
}

async function addAddress(page: Page): Promise<void> {
  await seen(page, 'place-order').filter({ hasText: '添加收货地址' }).click()
  await seen(page, 'address-name').fill('林小满')
  await seen(page, 'address-phone').fill('19900000101')
  await seen(page, 'address-region').click()
  for (const name of ['浙江省', '杭州市', '西湖区']) await seen(page, 'region').filter({ hasText: name }).click()
  await seen(page, 'address-region').filter({ hasText: '西湖区' }).waitFor()
  await seen(page, 'address-detail').fill('演示路 1 号 2 幢 302 室')
  await seen(page, 'save-address').click()
  await seen(page, 'checkout-address').filter({ hasText: '演示路 1 号' }).waitFor()
  await expect.poll(() => seen(page, 'place-order').isEnabled()).toBe(true)
}

const inState = (page: Page, state: string) => seen(page, 'order-state').filter({ hasText: state }).waitFor()

/** The page that shows the order follows it without being loaded again. */
async function seesItShipped(page: Page, { id, shopName }: { id: string; shopName: string }): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute('data-still-here', ''))
  await (await staff(shopName)).shipOrder({ id, requestId: `e2e-${id}`, carrierCode: 'SF', trackingNumber: 'SF1234567890123' })
  await inState(page, '待收货')
  expect(await page.locator('html[data-still-here]').count(), 'not loaded again').toBe(1)
  await seen(page, 'order-parcel').click()
  await seen(page, 'parcel').filter({ hasText: 'SF1234567890123' }).waitFor()
  await seen(page, 'parcel-event').first().waitFor()
  await seen(page, 'back').click()
}

const words = '颜色和图片一样，走线很整齐，下次还来。'

async function writeReview(page: Page): Promise<void> {
  await seen(page, 'order-review').click()
  await seen(page, 'star-4').click()
  await seen(page, 'review-tag').first().click()
  await seen(page, 'review-text').fill(words)
  const photo = { name: 'photo.png', mimeType: 'image/png', buffer: await page.screenshot() }
  const chooser = page.waitForEvent('filechooser')
  await seen(page, 'upload').click()
  await (await chooser).setFiles(photo)
  await page.locator('.uploader__picture').waitFor()
  await seen(page, 'submit-review').click()
  await seen(page, 'toast').waitFor()
}

/** Whether a picture has arrived and shows something. */
const isDrawn = (picture: ReturnType<Page['locator']>): Promise<boolean> =>
  picture.first().evaluate((image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 1)
