import { expect, seen, test } from './harness.ts'
import { fenOf, pay, placeOrder, regular } from './shopper.ts'
import { signIn } from './staff.ts'

test('a flash sale: found at home, let in, bought at its price; staff see it in the numbers', async ({ phone, desk }) => {
  await regular(phone, '19800000081')
  await phone.goto('/')
  await seen(phone, 'home-flash').click()
  const item = seen(phone, 'flash-item')
    .filter({ has: phone.getByTestId('flash-enter').and(phone.locator(':enabled')) })
    .first()
  const price = /[\d.]+/.exec((await item.locator('.price').first().textContent()) ?? '')?.[0]
  await item.getByTestId('flash-enter').click()
  await seen(phone, 'checkout-line').waitFor()
  await expect.poll(() => seen(phone, 'place-order').isEnabled()).toBe(true)
  await placeOrder(phone)
  expect(await fenOf(phone, 'cashier-amount')).toBeGreaterThanOrEqual(Math.round(Number(price) * 100))
  await pay(phone, 'paid')
  await seen(phone, 'to-order').waitFor()

  await signIn(desk, 'owner@demo', '')
  await desk.goto('/admin/flash-sales')
  await seen(desk, 'flash-numbers').first().click()
  await seen(desk, 'flash-numbers-drawer').getByText('成交额').waitFor()
})

test('a flash sale: who is asked for a code sees its picture, and who comes too late is told so', async ({ phone }) => {
  await regular(phone, '19800000082')
  await phone.goto('/flash-sales')
  let refusal = 'flash_check_needed'
  await phone.route('**/api/shop/flash-sales/*/enter', (route) =>
    route.fulfill({ status: 409, json: { error: { code: refusal, message: '请先输入图中的数字', detail: {} } } }),
  )
  await seen(phone, 'flash-enter').and(phone.locator(':enabled')).first().click()
  const sheet = seen(phone, 'flash-entry')
  await sheet.locator('img').waitFor()
  expect(await seen(phone, 'flash-answer').isEnabled()).toBe(false)
  refusal = 'flash_sold_out'
  await seen(phone, 'flash-code').fill('1234')
  await seen(phone, 'flash-answer').click()
  await sheet.getByText('手慢了，已抢光').waitFor()
  await seen(phone, 'flash-others').click()
  await expect.poll(() => sheet.count()).toBe(0)
})
