import { findGoods } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { fenOf, pay, placeOrder, regular, signInByPhone } from './shopper.ts'
import { signIn } from './staff.ts'

test('an order is fetched: chosen at the checkout without an address, paid, and handed out once, by keyboard alone', async ({
  phone,
  desk,
}) => {
  const { product, sku, shopName } = await findGoods('苹果')
  await phone.goto('/login')
  await signInByPhone(phone, '19800000061')
  await phone.goto(`/checkout?lines=${sku.id}:1`)
  await seen(phone, 'checkout-line').waitFor()
  await seen(phone, 'delivery-pickup').click()
  await seen(phone, 'delivery-time').waitFor()
  await seen(phone, 'checkout-address').waitFor({ state: 'detached' })
  await seen(phone, 'delivery-time').click()
  await seen(phone, 'slot-option').and(phone.locator(':enabled')).last().click()
  await seen(phone, 'contact-name').fill('林小满')
  await seen(phone, 'contact-phone').fill('19900000161')
  await expect.poll(() => seen(phone, 'place-order').isEnabled()).toBe(true)
  await placeOrder(phone)
  await pay(phone, 'paid')
  await seen(phone, 'to-order').click()
  await seen(phone, 'order-state').filter({ hasText: '待取货' }).waitFor()
  const code = (await seen(phone, 'pickup-digits').textContent()) ?? ''
  expect(code.replaceAll(' ', '')).toMatch(/^\d{10}$/)

  await signIn(desk, 'clerk@demo', shopName)
  await desk.waitForURL('**/admin/handout')
  // As a scanner types it.
  await seen(desk, 'handout-code').fill(code.replaceAll(' ', ''))
  await desk.keyboard.press('Enter')
  await seen(desk, 'handout-found').filter({ hasText: product.title }).waitFor()
  await expect.poll(() => seen(desk, 'handout-do').evaluate((button) => button === document.activeElement)).toBe(true)
  await desk.keyboard.press('Enter')
  await seen(desk, 'handout-said').filter({ hasText: '已交付' }).waitFor()
  await seen(phone, 'delivery-state').filter({ hasText: '已取货' }).waitFor()
  expect(await seen(phone, 'pickup-code').count()).toBe(0)
  await seen(desk, 'handout-code').fill(code.replaceAll(' ', ''))
  await desk.keyboard.press('Enter')
  await seen(desk, 'handout-found').filter({ hasText: '已核销' }).waitFor()
  expect(await seen(desk, 'handout-do').count()).toBe(0)
})

test('an order is brought: its fee by distance, taken and delivered by a courier, seen by the shopper', async ({ phone, open }) => {
  const { sku, shopName } = await findGoods('苹果')
  const me = await regular(phone, '19800000062')
  const near = { lng: 120.1352, lat: 30.2846 }
  const person = { name: '林清和', phone: '19900000162', districtCode: '330106', detail: '演示路 19 号 1 幢 101 室' }
  await me.createAddress({ ...person, ...near, isDefault: true })
  await phone.goto(`/checkout?lines=${sku.id}:1`)
  await seen(phone, 'checkout-line').waitFor()
  await seen(phone, 'delivery-local').click()
  await seen(phone, 'delivery-time').waitFor()
  await seen(phone, 'checkout-freight').filter({ hasText: '3' }).waitFor()
  await expect.poll(() => seen(phone, 'place-order').isEnabled()).toBe(true)
  expect(await fenOf(phone, 'checkout-freight')).toBe(3_00)
  await placeOrder(phone)
  await pay(phone, 'paid')
  await seen(phone, 'to-order').click()
  await seen(phone, 'order-state').filter({ hasText: '待配送' }).waitFor()

  const courier = await open('phone')
  await signIn(courier, 'courier@demo', shopName)
  await courier.waitForURL('**/admin/couriers')
  const job = seen(courier, 'courier-job').filter({ hasText: '演示路 19 号' })
  await job.getByTestId('job-take').click()
  await seen(phone, 'delivery-state').filter({ hasText: '正在送来' }).waitFor()
  await courier.goto('/admin/couriers?view=mine')
  await job.getByTestId('job-deliver').click()
  await seen(courier, 'deliver-do').click()
  await seen(phone, 'delivery-state').filter({ hasText: '已送达' }).waitFor()
})
