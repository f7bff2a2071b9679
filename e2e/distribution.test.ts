import { findGoods } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { buy, regular } from './shopper.ts'
import { says, signIn } from './staff.ts'

test('somebody applies to sell, is approved, passes a link on, and earns on what the one who followed it pays', async ({
  phone,
  desk,
  open,
}) => {
  const { product, sku, shopName } = await findGoods('托特包')
  const seller = await regular(phone, '19800000091')
  await phone.goto(`/distribution-apply?id=${product.shopId}`)
  await seen(phone, 'apply-name').fill('林小满')
  await seen(phone, 'apply-phone').fill('13800000091')
  await seen(phone, 'apply-agree').click()
  await seen(phone, 'apply-distribution').click()
  await seen(phone, 'distribution-waiting').waitFor()

  await signIn(desk, 'owner@demo', shopName)
  await desk.goto('/admin/distribution?state=applied&search=13800000091')
  await seen(desk, 'approve').click()
  await says(desk, '已保存')

  await phone.goto(`/distribution-poster?id=${product.shopId}&productId=${product.id}`)
  await seen(phone, 'poster-picture').waitFor()
  const { link } = await seller.getDistributionPoster({ id: product.shopId, productId: product.id })
  const { pathname, search } = new URL(link)

  const friend = await open('phone')
  await friend.goto(pathname + search)
  await seen(friend, 'product-title').waitFor()
  await regular(friend, '19800000092')
  await expect.poll(async () => (await seller.listMyCustomers({ id: product.shopId })).items.length).toBe(1)
  await buy(friend, sku.id)

  await expect.poll(async () => (await seller.getMyDistribution({ id: product.shopId })).earnings?.pendingFen ?? 0).toBeGreaterThan(0)
  await phone.goto(`/distribution-earnings?id=${product.shopId}`)
  await seen(phone, 'commission').filter({ hasText: product.title }).waitFor()
  await desk.goto('/admin/distribution?tab=commissions')
  await seen(desk, 'commissions').getByText(product.title).first().waitFor()
})
