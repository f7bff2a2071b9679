import { demoPhone } from '../demo/accounts.ts'
import { expect, seen, test } from './harness.ts'
import { pay, placeOrder, signInByPhone } from './shopper.ts'

test('a neighbour orders at a leader, to fetch it there; the leader sees it come', async ({ phone, open }) => {
  await phone.goto('/login')
  await signInByPhone(phone, '19800000086')
  await phone.goto('/community')
  await seen(phone, 'community-point').waitFor()
  await seen(phone, 'community-change').click()
  await seen(phone, 'community-choose').filter({ hasText: '文三路果蔬驿站' }).click()
  await seen(phone, 'community-point').filter({ hasText: '文三路果蔬驿站' }).waitFor()
  await seen(phone, 'community-buy').and(phone.locator(':enabled')).first().click()
  await seen(phone, 'contact-name').fill('林小满')
  await seen(phone, 'contact-phone').fill('19900000181')
  await expect.poll(() => seen(phone, 'place-order').isEnabled()).toBe(true)
  await placeOrder(phone)
  await pay(phone, 'paid')
  await seen(phone, 'to-order').click()
  await seen(phone, 'order-state').waitFor()

  const leader = await open('phone')
  await leader.goto('/login')
  await signInByPhone(leader, demoPhone(1))
  await leader.goto('/community-leader')
  await seen(leader, 'community-desk').waitFor()
  await seen(leader, 'leader-batch').filter({ hasText: '周末囤货批' }).filter({ hasText: '接单中' }).waitFor()
  await seen(leader, 'desk-orders').click()
  await seen(leader, 'orders-open').click()
  await seen(leader, 'leader-order').filter({ hasText: '林小满' }).waitFor()
})
