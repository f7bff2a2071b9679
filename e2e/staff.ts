import type { Page } from 'playwright-core'
import { demoPassword } from '../demo/accounts.ts'
import { seen } from './harness.ts'

/** Opens the console and tries to sign in. */
export async function tryToSignIn(page: Page, account: string, password: string): Promise<void> {
  await page.goto('/admin')
  await seen(page, 'login-account').fill(account)
  await seen(page, 'login-password').fill(password)
  await seen(page, 'login-submit').click()
}

/** Signs in and goes to work in the shop of this name. */
export async function signIn(page: Page, account: string, shopName: string): Promise<void> {
  await tryToSignIn(page, account, demoPassword)
  await switchShop(page, shopName)
}

export async function switchShop(page: Page, shopName: string): Promise<void> {
  const button = seen(page, 'shop-switch')
  await button.waitFor()
  if ((await button.textContent())?.includes(shopName)) return
  await button.click()
  await page.getByRole('menuitem', { name: shopName }).click()
  await button.filter({ hasText: shopName }).waitFor()
}

/** What the console says about what was just done. */
export const says = (page: Page, words: string | RegExp) => page.locator('.ant-message-notice').filter({ hasText: words }).first().waitFor()
