import type { Page } from 'playwright-core'
import { findGoods } from './api.ts'
import { expect, inaccessible, seen, test } from './harness.ts'
import { buy, regular, toCheckout } from './shopper.ts'
import { signIn } from './staff.ts'

/** Addresses that anybody may open. */
const open = async () => {
  const { product } = await findGoods('连衣裙')
  return [
    '/',
    '/category',
    '/discover',
    '/search',
    '/results?text=裙',
    `/product?id=${product.id}`,
    `/reviews?id=${product.id}`,
    `/shop?id=${product.shopId}`,
    ...(product.brandId ? [`/brand?id=${product.brandId}`] : []),
    '/coupon-centre',
    '/cart',
    '/me',
    '/login',
    '/settings',
    '/about',
  ]
}
/** Addresses of somebody signed in. */
const own = (orderId: string) => ['/me', '/orders', `/order?id=${orderId}`, '/addresses', '/address', '/coupons', '/stock-watch']

const CONSOLE = [
  '/',
  '/orders',
  '/products',
  '/products/import',
  '/categories',
  '/brands',
  '/media',
  '/reviews',
  '/stock',
  '/stock/movements',
  '/promotions',
  '/coupons',
  '/search-words',
  '/shoppers',
  '/payment-alarms',
  '/settings/shop',
  '/settings/trade',
  '/settings/freight',
  '/settings/staff',
  '/settings/roles',
  '/settings/audit',
  '/me',
]

test('the storefront can be used with a keyboard, a screen reader and weak eyes', async ({ phone }) => {
  await visitAll(phone, await open(), inaccessible)
  await regular(phone, '19800000041')
  const { sku } = await findGoods('白桃')
  await toCheckout(phone, sku.id)
  expect(await inaccessible(phone), 'checkout').toEqual([])
  await visitAll(phone, own(await buy(phone, sku.id)), inaccessible)
})

test('nothing of the storefront sticks out of a screen of 320 px', async ({ open: enter }) => {
  const narrow = await enter('narrow')
  await visitAll(narrow, await open(), stickingOut)
  await regular(narrow, '19800000042')
  const { sku } = await findGoods('白桃')
  await toCheckout(narrow, sku.id)
  expect(await stickingOut(narrow), 'checkout').toEqual([])
  await visitAll(narrow, own(await buy(narrow, sku.id)), stickingOut)
})

test('the console can be used with a keyboard, a screen reader and weak eyes', async ({ desk }) => {
  await signIn(desk, 'owner@demo', '云裁衣社')
  await visitAll(
    desk,
    CONSOLE.map((path) => `/admin${path}`),
    inaccessible,
  )
})

test('nothing of the console sticks out of a screen of 320 px', async ({ open: enter }) => {
  const narrow = await enter('narrow')
  await signIn(narrow, 'owner@demo', '云裁衣社')
  await visitAll(
    narrow,
    CONSOLE.map((path) => `/admin${path}`),
    stickingOut,
  )
})

test('both speak English when asked', async ({ phone, desk }) => {
  await phone.goto('/settings')
  await seen(phone, 'set-lang').click()
  await seen(phone, 'lang-en').click()
  await seen(phone, 'nav-home').filter({ hasText: 'Home' }).waitFor()
  await seen(phone, 'nav-cart').click()
  await seen(phone, 'empty').filter({ hasText: /cart/i }).waitFor()
  expect(await phone.locator('html').getAttribute('lang')).toBe('en')

  await desk.goto('/admin')
  await seen(desk, 'lang').click()
  await desk.getByRole('heading', { name: /sign in/i }).waitFor()
  await signIn(desk, 'owner@demo', '云裁衣社')
  await seen(desk, 'navigation').getByText('Orders').waitFor()
  expect(await desk.locator('html').getAttribute('lang')).toBe('en')
})

/** Opens each page, lets what it shows arrive, and collects what is wrong with all of them. */
async function visitAll(page: Page, paths: readonly string[], faultsOf: (page: Page) => Promise<string[]>): Promise<void> {
  const faults: Record<string, string[]> = {}
  for (const path of paths) {
    await page.goto(path)
    await page.waitForFunction(arrived)
    let found = await faultsOf(page)
    if (found.length > 0) {
      // Something may have begun to fade in meanwhile; a fault is what stays.
      await page.waitForFunction(arrived)
      found = await faultsOf(page)
    }
    if (found.length > 0) faults[path] = found
  }
  expect(faults).toEqual({})
}

/** Whether a page shows what it is about, and no longer that it is loading. */
const arrived = (): boolean => {
  const loading = [...document.querySelectorAll('.bones, .bone, .ant-skeleton, .ant-spin-spinning')]
  // What is fading in is pale for a moment; what turns for ever is not waited for.
  const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
  const settled = loading.every((one) => one.getClientRects().length === 0) && moving.every((one) => one.playState !== 'running')
  return settled && document.querySelector('h1, h2, button') !== null
}

/** The elements that make a page scroll sideways. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const pages = [...document.querySelectorAll('.taro_page, body')].filter(
      (one) => one.scrollWidth > width && one.getClientRects().length > 0,
    )
    return pages.length === 0
      ? []
      : [...document.body.querySelectorAll('*')]
          .filter((one) => one.getBoundingClientRect().right > width + 1)
          .map((one) => `${one.tagName}.${one.className}`)
          .slice(0, 8)
  })
}
