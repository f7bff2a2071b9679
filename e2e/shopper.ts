import type { Page } from 'playwright-core'
import { shopper } from './api.ts'
import { expect, seen } from './harness.ts'

/** Takes the first option that can be had of everything there is to choose. */
export async function chooseOptions(page: Page): Promise<void> {
  const groups = seen(page, 'sku-sheet').locator('.sku__options')
  await seen(page, 'sku-sheet').waitFor()
  for (let at = 0; at < (await groups.count()); at += 1) {
    const options = groups.nth(at).getByTestId('sku-option')
    if ((await options.and(page.locator('[aria-pressed=true]')).count()) === 0)
      await options.and(page.locator(':enabled:not(.sku__option--out)')).first().click()
  }
}

/** Signs in as one of the people that the demo lends; answers the session's token. */
export async function signInAsPersona(page: Page, at: number): Promise<string> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/login/mini-program'))
  await seen(page, 'persona').nth(at).click()
  const token = tokenIn(await (await answered).json())
  await loginLeft(page)
  return token
}

/** Signs in with the code that the demo shows instead of sending it. */
export async function signInByPhone(page: Page, phone: string): Promise<string> {
  await seen(page, 'phone').fill(phone)
  await seen(page, 'send-code').click()
  const hint = await seen(page, 'demo-code').textContent()
  await seen(page, 'code').fill(/\d{6}/.exec(hint ?? '')?.[0] ?? '')
  const answered = page.waitForResponse((response) => response.url().endsWith('/login/phone'))
  await seen(page, 'login-phone').click()
  const token = tokenIn(await (await answered).json())
  await loginLeft(page)
  return token
}

/** While the login page slides away, the page below is seen already but cannot be touched. */
const loginLeft = (page: Page) => expect.poll(() => page.locator('.page.login').filter({ visible: true }).count()).toBe(0)

function tokenIn(session: unknown): string {
  if (session && typeof session === 'object' && 'token' in session && typeof session.token === 'string') return session.token
  throw new Error('signing in gave no session')
}

const home = { name: '林小满', phone: '19900000101', districtCode: '330106', detail: '演示路 1 号 2 幢 302 室', isDefault: true }

/** Somebody signed in who has an address already. */
export async function regular(page: Page, phone: string): Promise<ReturnType<typeof shopper>> {
  await page.goto('/login')
  const me = shopper(await signInByPhone(page, phone))
  await seen(page, 'nav-home').waitFor()
  if ((await me.listAddresses()).items.length === 0) await me.createAddress(home)
  return me
}

/** Checks out so many of a SKU, up to the page where the order is placed. */
export async function toCheckout(page: Page, skuId: string, quantity = 1): Promise<void> {
  await page.goto(`/checkout?lines=${skuId}:${quantity}`)
  await seen(page, 'checkout-line').waitFor()
  await expect.poll(() => seen(page, 'place-order').isEnabled()).toBe(true)
}

/** Places what is on the checkout page; ends at the shop's cashier. */
export async function placeOrder(page: Page): Promise<void> {
  await seen(page, 'place-order').click()
  await seen(page, 'cashier-amount').waitFor()
}

type Choice = 'paid' | 'failed' | 'late' | 'silent' | 'cancel'

/** Goes from the shop's cashier to the payment platform's, and makes its choice there. */
export async function pay(page: Page, choice: Choice): Promise<void> {
  await seen(page, 'pay').click()
  await page.locator(`button[name=choice][value=${choice}]`).click()
}

/** Buys and pays; ends at the order. Answers its id. */
export async function buy(page: Page, skuId: string): Promise<string> {
  await toCheckout(page, skuId)
  await placeOrder(page)
  await pay(page, 'paid')
  await seen(page, 'to-order').click()
  await seen(page, 'order-state').filter({ hasText: '待发货' }).waitFor()
  return new URL(page.url()).searchParams.get('id') ?? ''
}

/** What a price says, in fen. */
export async function fenOf(page: Page, testId: string): Promise<number> {
  const said = await seen(page, testId).first().textContent()
  const [, yuan = '', cents = '00'] = /([\d,]+)(?:\.(\d{2}))?/.exec(said ?? '') ?? []
  return Number(yuan.replaceAll(',', '')) * 100 + Number(cents)
}
