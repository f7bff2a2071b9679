import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { dayOf, later } from '../src/kernel/clock.ts'
import { codeOf } from './answers.ts'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let giver: TestShopper
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  giver = await world.newShopper()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const product = async (stock: readonly number[] = [20]) => {
  const { productId, skuIds } = await world.newProduct(shop, stock)
  return { productId, skuIds, skuId: skuIds[0] ?? '' }
}
const order = async (skuId: string, more: object = {}) => {
  const lines = [{ skuId, quantity: 1 }]
  const wish = { lines, addressId: giver.addressId, requestId: randomUUID(), payableFen: 1000, fromCart: false, ...more }
  return giver.client.placeOrder(wish)
}
const pay = async (checkoutId: string) => {
  await world.pay.notify((await world.payAtChannel(giver, checkoutId)).notification)
  await world.settle()
}
const given = async () => {
  const { skuId } = await product()
  const checkout = await order(skuId, { gift: { message: '生日快乐' } })
  const id = checkout.orders[0]?.id ?? ''
  return { id, checkoutId: checkout.id, skuId, token: (await giver.client.getOrderGift({ id })).token }
}
const settleRefunds = async (orderId: string) => {
  await world.settle()
  const { payment } = await shop.owner.getAdminOrder({ id: orderId })
  for (const refund of payment?.refunds ?? []) await world.pay.notify(world.pay.settleRefund(refund.number, 'SUCCESS') ?? '')
  await world.settle()
}

test('bought now, without the cart: what is in the cart stays there', async () => {
  const { skuId } = await product()
  await giver.client.addCartLine({ skuId, quantity: 3 })
  await order(skuId)
  await world.settle()
  expect((await giver.client.getCart()).pieces).toBe(3)
  await giver.client.removeCartLines({ skuIds: [skuId] })
})

test('questions about a product are answered at the checkout, checked, and kept with the line as they were asked', async () => {
  const { productId, skuId } = await product()
  const engraving = { id: 'engraving', kind: 'text' as const, label: '刻字内容', required: true, maxLength: 6, hint: '最多六个字' }
  const colour = { id: 'colour', kind: 'choice' as const, label: '丝带颜色', required: false, options: ['红色', '金色'] }
  const day = { id: 'day', kind: 'date' as const, label: '预约日期', required: true, fromDays: 1, toDays: 30 }
  await shop.owner.putProductQuestions({ id: productId, questions: [engraving, colour, day] })
  expect((await world.shop().listCheckoutQuestions({ productIds: productId })).items).toMatchObject([
    { productId, questions: [{}, {}, {}] },
  ])
  const answer = (...answers: [string, string][]) =>
    codeOf(order(skuId, { answers: [{ skuId, answers: answers.map(([questionId, value]) => ({ questionId, value })) }] }))
  const tomorrow = dayOf(later(clock.now(), { days: 1 }))
  expect(await codeOf(order(skuId))).toBe('answers_wrong')
  expect(await answer(['engraving', '一二三四五六七'], ['day', tomorrow])).toBe('answers_wrong')
  expect(await answer(['engraving', '永远'], ['day', dayOf(clock.now())])).toBe('answers_wrong')
  expect(await answer(['engraving', '永远'], ['day', '2026-02-31'])).toBe('answers_wrong')
  expect(await answer(['engraving', '永远'], ['day', tomorrow], ['colour', '蓝色'])).toBe('answers_wrong')
  expect(await answer(['engraving', '永远'], ['day', tomorrow], ['size', 'XL'])).toBe('answers_wrong')
  expect(await answer(['engraving', '永远'], ['engraving', '永远'], ['day', tomorrow])).toBe('answers_wrong')
  const answers = [
    {
      skuId,
      answers: [
        { questionId: 'engraving', value: '永远' },
        { questionId: 'day', value: tomorrow },
      ],
    },
  ]
  const checkout = await order(skuId, { answers })
  await shop.owner.putProductQuestions({ id: productId, questions: [{ ...engraving, label: '换了问题' }] })
  const [line] = (await shop.owner.getAdminOrder({ id: checkout.orders[0]?.id ?? '' })).lines
  expect(line?.answers).toEqual([
    { label: '刻字内容', value: '永远' },
    { label: '预约日期', value: tomorrow },
  ])
  expect(await codeOf(shop.owner.putProductQuestions({ id: productId, questions: [colour, colour] }))).toBe('questions_wrong')
})

test('a gift: the giver pays, the friend says where it goes, once, and the giver does not learn where that is', async () => {
  const gift = await given()
  const friend = await world.newShopper()
  expect(gift.token).toMatch(/^[\w-]{32}$/)
  expect(await codeOf(friend.client.claimGift({ token: gift.token, addressId: friend.addressId }))).toBe('gift_gone') // not paid yet
  await pay(gift.checkoutId)
  expect(await world.shop().getGift({ token: gift.token })).toMatchObject({
    state: 'waiting',
    message: '生日快乐',
    lines: [{ quantity: 1 }],
  })
  expect(await codeOf(shop.owner.prepareOrder({ id: gift.id }))).toBe('gift_unclaimed')
  const parcel = { id: gift.id, requestId: randomUUID(), carrierCode: 'SF', trackingNumber: 'SF1234567890777' }
  expect(await codeOf(shop.owner.shipOrder(parcel))).toBe('gift_unclaimed')
  expect(await friend.client.claimGift({ token: gift.token, addressId: friend.addressId })).toMatchObject({ state: 'claimed', mine: true })
  await friend.client.claimGift({ token: gift.token, addressId: friend.addressId })
  const mine = await giver.client.getOrder({ id: gift.id })
  expect(mine).toMatchObject({ isGift: true, address: { name: '好友', phone: '', detail: '' } })
  const { phone } = (await friend.client.listAddresses()).items[0] ?? { phone: '' }
  expect(await shop.owner.getAdminOrder({ id: gift.id })).toMatchObject({ address: { phone } })
  await shop.owner.shipOrder(parcel)
  await world.settle()
  expect((await giver.client.getOrder({ id: gift.id })).state).toBe('shipped')
})

test('of many friends who claim at once one has it; a link nobody has leads nowhere', async () => {
  const gift = await given()
  await pay(gift.checkoutId)
  const friends = await Promise.all(Array.from({ length: 8 }, () => world.newShopper()))
  const results = await Promise.all(
    friends.map((friend) => codeOf(friend.client.claimGift({ token: gift.token, addressId: friend.addressId }))),
  )
  expect(results.filter((one) => one === 'ok')).toHaveLength(1)
  expect(results.filter((one) => one === 'gift_gone')).toHaveLength(7)
  expect(await codeOf(world.shop().getGift({ token: 'A'.repeat(32) }))).toBe('gift_not_found')
})

test('a gift nobody came for is refunded by itself, once; who comes then is too late', async () => {
  const gift = await given()
  await pay(gift.checkoutId)
  clock.advance({ hours: 73 })
  await settleRefunds(gift.id)
  const order = await shop.owner.getAdminOrder({ id: gift.id })
  expect(order).toMatchObject({ state: 'refunded', refundedFen: 1000 })
  expect(order.payment?.refunds).toHaveLength(1)
  const late = await world.newShopper()
  expect(await codeOf(late.client.claimGift({ token: gift.token, addressId: late.addressId }))).toBe('gift_gone')
  expect((await world.shop().getStock({ skuIds: gift.skuId })).items[0]?.available).toBe(20)
})

test('claimed and timed out at the same moment, a gift is sent or refunded, never both', async () => {
  for (let round = 0; round < 4; round += 1) {
    shop = await world.newShop() // staff sessions run out in these days
    const gift = await given()
    await pay(gift.checkoutId)
    clock.advance({ hours: 71, minutes: 59 })
    const friend = await world.newShopper()
    const claiming = codeOf(friend.client.claimGift({ token: gift.token, addressId: friend.addressId }))
    clock.advance({ minutes: 2 })
    const [claimed] = await Promise.all([claiming, world.sweep()])
    await settleRefunds(gift.id)
    const { state } = await shop.owner.getAdminOrder({ id: gift.id })
    expect(state).toBe(claimed === 'ok' ? 'paid' : 'refunded')
  }
})

test('bought again: what is still there goes to the cart, once, and the rest is named', async () => {
  shop = await world.newShop() // staff sessions have run out meanwhile
  const { skuIds } = await world.newProduct(shop, [1, 5])
  const [scarce = '', plenty = ''] = skuIds
  const gone = await product()
  const checkout = await world.place(
    giver,
    [scarce, plenty, gone.skuId].map((skuId) => ({ skuId, quantity: 1 })),
  )
  await shop.owner.setProductStates({ ids: [gone.productId], state: 'off_sale' })
  const wish = { requestId: randomUUID(), orderId: checkout.orders[0]?.id ?? '' }
  const [first] = await Promise.all([giver.client.buyAgain(wish), giver.client.buyAgain(wish)])
  expect(first?.gone.map((one) => one.reason).toSorted()).toEqual(['off_sale', 'stock_short'])
  expect((await giver.client.getCart()).shops.flatMap((one) => one.lines)).toMatchObject([{ skuId: plenty, quantity: 1 }])
  const stranger = await world.newShopper()
  expect(await codeOf(stranger.client.buyAgain(wish))).toBe('order_not_found')
})
