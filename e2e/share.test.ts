import { findGoods, shopper } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { buy, signInByPhone } from './shopper.ts'
import { signIn } from './staff.ts'

test('an invitation: a friend opens the code, signs up and buys; both are rewarded, and the console shows it', async ({
  phone,
  open,
  desk,
}) => {
  await phone.goto('/login')
  const me = shopper(await signInByPhone(phone, '19800000093'))
  await phone.goto('/invite')
  const code = /[0-9A-Za-z]{8}$/.exec((await seen(phone, 'invite-poster').textContent()) ?? '')?.[0] ?? ''
  expect(code).toHaveLength(8)

  const friend = await open('phone')
  await friend.goto(`/s?share=${code}`)
  await seen(friend, 'invite-offer').first().waitFor()
  await friend.goto('/login')
  const theirs = shopper(await signInByPhone(friend, '19800000094'))
  await theirs.createAddress({
    name: '沈知夏',
    phone: '19800000094',
    districtCode: '330106',
    detail: '演示路 92 号 9 幢 902 室',
    isDefault: true,
  })
  await friend.goto('/')
  const { sku } = await findGoods('手作粗陶马克杯')
  await buy(friend, sku.id)

  await expect.poll(async () => (await me.getMyInvites()).rewarded, { timeout: 40_000 }).toBe(1)
  await phone.reload()
  await seen(phone, 'invite-friend').filter({ hasText: '已发放' }).waitFor()
  expect((await me.getMyPoints()).available).toBe(500)
  await expect.poll(async () => (await theirs.listRedPackets()).availableFen).toBe(500)

  await signIn(desk, 'owner@demo', '晨露鲜生')
  await desk.goto('/admin/referrals')
  await seen(desk, 'referral-look').last().click()
  await seen(desk, 'referral-drawer').getByText('全部').click()
  await seen(desk, 'referral-drawer').getByText('已发放').first().waitFor()
})
