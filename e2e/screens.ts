import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { demoPassword, demoPhone } from '../demo/accounts.ts'
import { createShopClient } from '../clients/shop/client.ts'
import { inRoot } from '../tools/launch/paths.ts'
import { findChromium } from '../tools/steps/browser.ts'

/**
 * Walks a shop that is open (`npm start`) and keeps a picture of every main page in `test-results/screens`; then composes
 * `docs/images/overview.webp` of three of them. `node e2e/screens.ts [address]`
 */
const [address = 'http://localhost:3000'] = process.argv.slice(2)
const folder = inRoot('test-results', 'screens')

const shop = createShopClient(async ({ path }) => (await fetch(address + path, { headers: { 'accept-language': 'zh-CN' } })).json())

async function storefrontPages(): Promise<Record<string, string>> {
  const [product] = (await shop.searchProducts({ text: '连衣裙', limit: 1 })).items
  return {
    home: '/',
    category: '/category',
    discover: '/discover',
    search: '/search',
    results: '/results?text=连衣裙',
    product: `/product?id=${product?.id}`,
    reviews: `/reviews?id=${product?.id}`,
    shop: `/shop?id=${product?.shopId}`,
    coupons: '/coupon-centre',
    login: '/login',
    mine: '/me',
    orders: '/orders',
    addresses: '/addresses',
    cart: '/cart',
    settings: '/settings',
  }
}

const consolePages: Record<string, string> = {
  home: '/admin',
  orders: '/admin/orders',
  handout: '/admin/handout',
  couriers: '/admin/couriers',
  points: '/admin/settings/delivery-points',
  products: '/admin/products',
  import: '/admin/products/import',
  categories: '/admin/categories',
  media: '/admin/media',
  reviews: '/admin/reviews',
  stock: '/admin/stock',
  movements: '/admin/stock/movements',
  promotions: '/admin/promotions',
  coupons: '/admin/coupons',
  words: '/admin/search-words',
  shoppers: '/admin/shoppers',
  shop: '/admin/settings/shop',
  trade: '/admin/settings/trade',
  freight: '/admin/settings/freight',
  staff: '/admin/settings/staff',
  roles: '/admin/settings/roles',
  audit: '/admin/settings/audit',
}

// Nothing moves while its picture is taken.
const still = { reducedMotion: 'reduce', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' } as const
const wide = { viewport: { width: 1440, height: 900 } }
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

/** Opens a page and waits until what it shows has arrived. */
async function show(page: Page, path: string): Promise<void> {
  await page.goto(address + path, { waitUntil: 'networkidle' })
}

async function walk(page: Page, pages: Record<string, string>, name: string): Promise<void> {
  for (const [key, path] of Object.entries(pages)) {
    await show(page, path)
    await page.screenshot({ path: join(folder, `${name}-${key}.png`) })
  }
}

/** As a shopper of the demo, who has orders, coupons and an address already. Every device asks for its code with another number. */
async function enterShop(page: Page, number: number): Promise<void> {
  await show(page, '/login')
  await page.getByTestId('phone').fill(demoPhone(number))
  await page.getByTestId('send-code').click()
  const hint = await page.getByTestId('demo-code').textContent()
  await page.getByTestId('code').fill(/\d{6}/.exec(hint ?? '')?.[0] ?? '')
  await page.getByTestId('login-phone').click()
  await page.getByTestId('nav-home').filter({ visible: true }).waitFor()
}

async function enterConsole(page: Page): Promise<void> {
  await show(page, '/admin')
  await page.getByTestId('login-account').fill('owner@demo')
  await page.getByTestId('login-password').fill(demoPassword)
  await page.getByTestId('login-submit').click()
  await page.getByTestId('figures').waitFor()
}

/** A phone on each side of the console, on the ground of the brand. */
async function overview(): Promise<void> {
  const [width, height] = [1600, 1000]
  const desk = await rounded('console-1440-orders', 1240, 16)
  const home = await rounded('storefront-390-home', 300, 28)
  const product = await rounded('storefront-390-product', 300, 28)
  const ground = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff4ee"/><stop offset="1" stop-color="#ffd9c7"/></linearGradient><filter id="s" x="-20%" y="-20%" width="140%" height="140%"><feDropShadow dx="0" dy="18" stdDeviation="24" flood-color="#6b2a10" flood-opacity=".22"/></filter></defs><rect width="100%" height="100%" fill="url(#g)"/>${[
    [180, 70, 1240, 775, 16],
    [48, 290, 300, 649, 28],
    [1252, 310, 300, 649, 28],
  ]
    .map(([x, y, w, h, r]) => `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="#fff" filter="url(#s)"/>`)
    .join('')}</svg>`
  mkdirSync(inRoot('docs', 'images'), { recursive: true })
  await sharp(Buffer.from(ground))
    .composite([
      { input: desk, left: 180, top: 70 },
      { input: home, left: 48, top: 290 },
      { input: product, left: 1252, top: 310 },
    ])
    .webp({ quality: 82, effort: 6 })
    .toFile(inRoot('docs', 'images', 'overview.webp'))
}

async function rounded(name: string, width: number, radius: number): Promise<Buffer> {
  const { data, info } = await sharp(join(folder, `${name}.png`))
    .resize({ width })
    .png()
    .toBuffer({ resolveWithObject: true })
  const mask = `<svg xmlns="http://www.w3.org/2000/svg" width="${info.width}" height="${info.height}"><rect width="100%" height="100%" rx="${radius}"/></svg>`
  return sharp(data)
    .composite([{ input: Buffer.from(mask), blend: 'dest-in' }])
    .png()
    .toBuffer()
}

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: await findChromium(console.log), args: ['--no-sandbox', '--disable-gpu'] })
try {
  const storefront = await storefrontPages()
  for (const [size, device, number] of [
    [390, phone, 1],
    [1440, wide, 2],
  ] as const) {
    const shopper = await browser.newPage({ ...device, ...still })
    await enterShop(shopper, number)
    await walk(shopper, storefront, `storefront-${size}`)
    const staff = await browser.newPage({ ...device, ...still })
    await enterConsole(staff)
    await walk(staff, consolePages, `console-${size}`)
  }
  await overview()
} finally {
  await browser.close()
}
