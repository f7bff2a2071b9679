import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let skuId = ''
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  skuId = (await world.newProduct(shop, [50], 3000)).skuIds[0] ?? ''
})
afterAll(() => world.close())

const open = () => shop.owner.updateFundsSettings({ bank: { payee: '示例商贸', bank: '示例银行', number: '6200000000000000' } })
/** A proof as a shopper takes it: a picture of their own. */
async function photographed({ client }: TestShopper) {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const bytes = await sharp({ create: { width: 120, height: 90, channels: 3, noise, background: '#fff' } })
    .png()
    .toBuffer()
  return (await client.uploadPicture({ file: { name: 'proof.png', bytes } })).picture
}
async function submitted(what = skuId) {
  const shopper = await world.newShopper()
  const checkout = await world.place(shopper, [{ skuId: what, quantity: 1 }])
  const picture = await photographed(shopper)
  const begun = await shopper.client.startBankTransfer({ id: checkout.id })
  expect(begun).toMatchObject({ state: 'open', amountFen: 3000, account: { bank: '示例银行' } })
  const proven = await shopper.client.submitBankProof({ id: checkout.id, pictures: [picture], payerName: '张三丰' })
  return { shopper, checkout, transferId: proven.id, proven, picture }
}
const balance = async ({ client }: TestShopper) => (await client.getWallet()).availableFen

test('without an account of the mall nobody can transfer', async () => {
  const shopper = await world.newShopper()
  const checkout = await world.place(shopper, [{ skuId, quantity: 1 }])
  await expect(shopper.client.startBankTransfer({ id: checkout.id })).rejects.toMatchObject({ code: 'bank_unavailable' })
})

test('what is proven waits for finance with its stock, is approved once for exactly the amount, and pays the order', async () => {
  await open()
  const { shopper, checkout, transferId } = await submitted()
  clock.advance({ hours: 30 })
  await world.settle()
  expect((await shopper.client.getCheckout({ id: checkout.id })).state).toBe('unpaid')
  expect((await world.shop().getStock({ skuIds: skuId })).items[0]?.available).toBeLessThan(50)
  await expect(shop.owner.approveBankTransfer({ id: transferId, receivedFen: 2999 })).rejects.toMatchObject({ code: 'amount_mismatch' })
  const all = await Promise.allSettled(
    Array.from({ length: 6 }, () => shop.owner.approveBankTransfer({ id: transferId, receivedFen: 3000 })),
  )
  expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  await world.settle()
  expect((await shopper.client.getCheckout({ id: checkout.id })).state).toBe('paid')
  expect(await balance(shopper)).toBe(0)
  await expect(shop.owner.rejectBankTransfer({ id: transferId, reason: '晚了' })).rejects.toMatchObject({ code: 'bank_transfer_reviewed' })
  const orderId = checkout.orders[0]!.id
  await shop.owner.refundOrder({ id: orderId, reason: '不卖了' })
  await world.settle()
  expect((await shopper.client.getOrder({ id: orderId })).state).toBe('refunded')
  expect(await balance(shopper)).toBe(3000)
  expect(await world.doctor()).toEqual([])
})

test('a process that ends right after the proof was written leaves nothing to lapse: the fact of it prolongs what the order holds', async () => {
  await open()
  const { checkout } = await submitted()
  const key = checkout.orders[0]!.id
  // What it leaves that never came to prolong anything.
  const soon = new Date(clock.now().getTime() + 60_000)
  await world.db.updateTable('inventory.hold').set({ expires_at: soon }).where('key', '=', key).execute()
  await world.settle()
  clock.advance({ hours: 30 })
  await world.settle()
  expect((await world.modules.inventory.holds({ keys: [key] })).items[0]).toMatchObject({ state: 'held' })
  expect(await world.doctor()).toEqual([])
})

test('proof after proof holds the stock for a week, not for ever', async () => {
  await open()
  const { shopper, checkout, picture } = await submitted()
  const prove = () => shopper.client.submitBankProof({ id: checkout.id, pictures: [picture], payerName: '张三丰' })
  for (const days of [2, 2, 2]) {
    clock.advance({ days })
    await prove()
  }
  clock.advance({ days: 1, hours: 2 })
  await world.settle()
  await expect(prove()).rejects.toMatchObject({ status: 409 })
  expect((await shopper.client.getCheckout({ id: checkout.id })).state).toBe('closed')
  expect(await world.doctor()).toEqual([])
})

test('what finance rejects can be shown again; what comes when the order is over stays in the wallet', async () => {
  await open()
  const { shopper, checkout, transferId, picture } = await submitted()
  expect(await shop.owner.rejectBankTransfer({ id: transferId, reason: '看不清' })).toMatchObject({ state: 'rejected', note: '看不清' })
  await shopper.client.submitBankProof({ id: checkout.id, pictures: [picture, picture], payerName: '张三丰' })
  clock.advance({ days: 4 })
  await world.settle()
  expect((await shopper.client.getCheckout({ id: checkout.id })).state).toBe('closed')
  await shop.owner.approveBankTransfer({ id: transferId, receivedFen: 3000 })
  await world.settle()
  expect(await balance(shopper)).toBe(3000)
  expect(await world.doctor()).toEqual([])
})

test('a proof is a picture of this shopper: what others uploaded, or nobody, is refused and nothing waits for it', async () => {
  await open()
  const { picture: theirs } = await submitted()
  const shopper = await world.newShopper()
  const checkout = await world.place(shopper, [{ skuId, quantity: 1 }])
  const mine = await photographed(shopper)
  for (const foreign of [theirs, { ...mine, url: '/media/made/up' }, { ...mine, url: '/media/test/cup' }]) {
    await expect(shopper.client.submitBankProof({ id: checkout.id, pictures: [mine, foreign], payerName: '张三丰' })).rejects.toMatchObject(
      { status: 400, code: 'picture_unknown' },
    )
  }
  expect(await shopper.client.startBankTransfer({ id: checkout.id })).toMatchObject({ state: 'open', pictures: [] })
})

test('what waits for finance keeps its room under a purchase limit: nothing else is bought on it meanwhile, and approval pays the order', async () => {
  await open()
  const { productId, skuIds } = await world.newProduct(shop, [10], 3000)
  const { version, code, title, categoryIds, pictures, axes, ...product } = await shop.owner.getAdminProduct({ id: productId })
  const skus = product.skus.map(({ id: _id, ...sku }) => sku)
  const limits = { minimum: 1, step: 1, perOrder: null, perPerson: 1, period: 'ever' as const }
  await shop.owner.updateProduct({ id: productId, version, code, title, categoryIds, pictures, axes, skus, limits, state: 'on_sale' })
  await world.deliver()
  const { shopper, checkout, transferId } = await submitted(skuIds[0])
  clock.advance({ hours: 40 })
  await world.settle()
  await expect(world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity: 1 }])).rejects.toMatchObject({ status: 409 })
  await shop.owner.approveBankTransfer({ id: transferId, receivedFen: 3000 })
  await world.settle()
  expect((await shopper.client.getCheckout({ id: checkout.id })).orders[0]?.state).toBe('paid')
  expect(await world.doctor()).toEqual([])
})
