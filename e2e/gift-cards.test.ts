import { demoPhone } from '../demo/accounts.ts'
import { expect, seen, test } from './harness.ts'
import { fenOf, signInByPhone } from './shopper.ts'

test('a gift card is given to a friend by a link, who takes and redeems it', async ({ phone, open }) => {
  await phone.goto('/login')
  await signInByPhone(phone, demoPhone(1))
  await phone.goto('/gift-cards')
  await seen(phone, 'give-card').first().click()
  await seen(phone, 'gift-wish').fill('生日快乐')
  await seen(phone, 'give-now').click()
  await seen(phone, 'share-gift').waitFor()
  const { pathname, search } = new URL(phone.url())

  const friend = await open('phone')
  await friend.goto('/login')
  await signInByPhone(friend, '19800000095')
  await friend.goto(pathname + search)
  await seen(friend, 'gift-open').filter({ hasText: '生日快乐' }).waitFor()
  await seen(friend, 'take-gift').click()
  await seen(friend, 'to-cards').click()
  await seen(friend, 'redeem-card').first().click()
  await friend.getByRole('button', { name: '兑换' }).last().click()
  await expect.poll(() => fenOf(friend, 'card-balance')).toBeGreaterThan(0)
  await phone.reload()
  await seen(phone, 'gift-open').filter({ hasText: '已被领取' }).waitFor()
})
