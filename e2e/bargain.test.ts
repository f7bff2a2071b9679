import { expect, seen, test } from './harness.ts'
import { fenOf, pay, placeOrder, regular, signInByPhone } from './shopper.ts'

test('a bargain: begun from the list, cut by a friend with the link, bought at the price reached', async ({ phone, open }) => {
  await regular(phone, '19800000071')
  await phone.goto('/bargains')
  await seen(phone, 'start-bargain').first().click()
  await seen(phone, 'bargain-price').waitFor()
  const before = await fenOf(phone, 'bargain-price')
  const { pathname, search } = new URL(phone.url())

  const friend = await open('phone')
  await friend.goto('/login')
  await signInByPhone(friend, '19800000072')
  await friend.goto(pathname + search)
  await seen(friend, 'help-bargain').click()
  await seen(friend, 'bargain-help').waitFor()
  expect(await seen(friend, 'help-bargain').count()).toBe(0)
  const after = await fenOf(friend, 'bargain-price')
  expect(after).toBeLessThan(before)

  await expect.poll(() => fenOf(phone, 'bargain-price')).toBe(after)
  await seen(phone, 'bargain-buy').click()
  await phone.getByText('现在买').click()
  await seen(phone, 'checkout-line').waitFor()
  await expect.poll(() => seen(phone, 'place-order').isEnabled()).toBe(true)
  await placeOrder(phone)
  expect(await fenOf(phone, 'cashier-amount')).toBe(after)
  await pay(phone, 'paid')
  await seen(phone, 'to-order').waitFor()
  await phone.goto(pathname + search)
  await seen(phone, 'bargain-progress').filter({ hasText: '已购买' }).waitFor()
})
