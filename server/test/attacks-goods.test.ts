import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

// Attempts to have goods, stock or money for nothing: gifts without what they came with, stock held for ever, another shop's money.
const clock = testClock(new Date())
let world: World
let shop: TestShop
let other: TestShop
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop('甲店')
  other = await world.newShop('乙店')
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const pay = async (who: TestShopper, checkoutId: string) => {
  await world.pay.notify((await world.payAtChannel(who, checkoutId)).notification)
  await world.settle()
}
const product = async (stock: number, priceFen: number) => (await world.newProduct(shop, [stock], priceFen)).skuIds[0] ?? ''
const available = async (skuId: string) => (await world.shop().getStock({ skuIds: skuId })).items[0]?.available
async function settleRefunds(orderId: string): Promise<void> {
  await world.settle()
  const { payment } = await shop.owner.getAdminOrder({ id: orderId })
  for (const refund of payment?.refunds ?? []) world.pay.settleRefund(refund.number, 'SUCCESS')
  clock.advance({ minutes: 3 })
  await world.settle()
}

async function boughtWithPresent(who: TestShopper, quantity: number) {
  const goods = await product(50, 9900)
  const present = await product(3, 5000)
  const gift = await shop.owner.createRule({
    title: '送杯子',
    group: randomUUID(),
    scope: { skuIds: [goods] },
    conditions: [],
    benefit: { type: 'gift', args: { gifts: [{ skuId: present, quantity: 1 }] } },
  })
  const wish = { lines: [{ skuId: goods, quantity }], addressId: who.addressId, gifts: [{ offerId: gift.id, skuId: present }] }
  const checkout = await who.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen: 9900 * quantity })
  await pay(who, checkout.id)
  const order = await who.client.getOrder({ id: checkout.orders[0]?.id ?? '' })
  return { id: order.id, present, lineId: order.lines.find((line) => !line.gift)?.id ?? '' }
}

test('a present that has not left goes back with the last of what it came with, and not before', async () => {
  const buyer = await world.newShopper()
  const { id, present, lineId } = await boughtWithPresent(buyer, 2)
  expect(await available(present)).toBe(2)
  const back = async () => {
    const lines = [{ lineId, quantity: 1 }]
    const asked = await buyer.client.applyAfterSales({ id, requestId: randomUUID(), kind: 'refund', reason: 'not_wanted', lines })
    await shop.owner.approveAfterSales({ id: asked.id })
    await settleRefunds(id)
  }
  await back()
  expect(await available(present)).toBe(2)
  expect((await buyer.client.getOrder({ id })).state).toBe('paid')
  await back()
  const order = await shop.owner.getAdminOrder({ id })
  expect(order).toMatchObject({ state: 'refunded', refundedFen: 19_800 })
  expect(order.lines.map((line) => [line.gift, line.refunded])).toEqual([
    [false, 2],
    [true, 1],
  ])
  expect(await available(present)).toBe(3)
  const parcel = { id, requestId: randomUUID(), carrierCode: 'SF', trackingNumber: 'SF1234567890777' }
  await expect(shop.owner.shipOrder(parcel)).rejects.toMatchObject({ code: 'transition_illegal' })
})

test('who gave a gift cannot have it brought to themselves once a friend has it', async () => {
  const [giver, friend] = [await world.newShopper(), await world.newShopper()]
  const lines = [{ skuId: await product(5, 1000), quantity: 1 }]
  const wish = { lines, addressId: giver.addressId, requestId: randomUUID(), payableFen: 1000, gift: { message: '生日快乐' } }
  const checkout = await giver.client.placeOrder(wish)
  const id = checkout.orders[0]?.id ?? ''
  await pay(giver, checkout.id)
  const { token } = await giver.client.getOrderGift({ id })
  const home = await friend.client.createAddress({ name: '李四', phone: '13900000002', districtCode: '330106', detail: '友人路 9 号' })
  await friend.client.claimGift({ token, addressId: home.id })
  const redirected = giver.client.changeOrderAddress({ id, requestId: randomUUID(), addressId: giver.addressId })
  await expect(redirected).rejects.toMatchObject({ status: 409, code: 'gift_address' })
  expect((await shop.owner.getAdminOrder({ id })).address.detail).toBe('友人路 9 号')
})

test('red packets pay at every shop, so only the platform makes them', async () => {
  const packets = { title: '红包', minFen: 900, maxFen: 900, budgetFen: 90_000, perShopper: 1, validDays: 9 }
  const campaign = { ...packets, startsAt: '2026-01-01T00:00:00Z', endsAt: '2099-01-01T00:00:00Z' }
  await expect(other.owner.createRedPacketCampaign(campaign)).rejects.toMatchObject({ status: 403, code: 'platform_only' })
  const mine = await shop.owner.createRedPacketCampaign(campaign)
  await expect(other.owner.updateRedPacketCampaign({ ...campaign, id: mine.id, budgetFen: 99_000 })).rejects.toMatchObject({ status: 403 })
})

test('proofs of a transfer hold stock for a week at most, however often the order is given another checkout', async () => {
  await shop.owner.updateFundsSettings({ bank: { payee: '示例商贸', bank: '示例银行', number: '6200000000000000' } })
  const skuId = await product(5, 3000)
  const holder = await world.newShopper()
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const image = sharp({ create: { width: 120, height: 90, channels: 3, noise, background: '#fff' } })
  const { picture } = await holder.client.uploadPicture({ file: { name: 'proof.png', bytes: await image.png().toBuffer() } })
  const id = (await world.place(holder, [{ skuId, quantity: 5 }])).orders[0]?.id ?? ''
  for (let round = 0; round < 4; round += 1) {
    const { checkoutId, state } = await holder.client.getOrder({ id })
    if (state !== 'pending_payment') break
    await holder.client.submitBankProof({ id: checkoutId, pictures: [picture], payerName: '张三丰' })
    const address = await holder.client.createAddress({ name: '张三', phone: '13900000001', districtCode: '330106', detail: `${round} 号` })
    await holder.client.changeOrderAddress({ id, requestId: randomUUID(), addressId: address.id })
    clock.advance({ hours: 50 })
    await world.settle()
  }
  clock.advance({ hours: 20 })
  await world.settle()
  expect((await holder.client.getOrder({ id })).state).toBe('closed')
  expect(await available(skuId)).toBe(5)
})
