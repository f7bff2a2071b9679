import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let skuId = ''
let owner: TestShopper
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  skuId = (await world.newProduct(shop, [50], 3000)).skuIds[0] ?? ''
  owner = await world.newShopper()
})
afterAll(() => world.close())

async function friendOf() {
  const { token } = await world.shop().loginByMiniProgram({ platform: 'weapp', code: world.open.loginCode(randomUUID()) })
  return world.shop(token)
}
async function asked(showGoods = true) {
  const checkout = await world.place(owner, [{ skuId, quantity: 1 }])
  const link = await owner.client.createFriendLink({ id: checkout.id, message: '帮我付一下', showGoods })
  return { checkout, ...link }
}

test('a friend sees what the owner shows, pays as themselves, and refunds go back to them', async () => {
  const { checkout, token } = await asked()
  expect(token).toHaveLength(32)
  const seen = await world.shop().getFriendPay({ token })
  expect(seen).toMatchObject({ state: 'unpaid', payableFen: 3000, message: '帮我付一下', lines: [{ quantity: 1 }] })
  expect(JSON.stringify(seen)).not.toContain('文三路')
  const friend = await friendOf()
  const { number } = await friend.payForFriend({ token, method: 'wechat_jsapi' })
  const trade = world.pay.trade(number)
  await world.pay.notify(world.pay.pay(number) ?? '')
  await world.settle()
  expect(await world.shop().getFriendPay({ token })).toMatchObject({ state: 'paid' })
  const orderId = checkout.orders[0]!.id
  expect((await owner.client.getOrder({ id: orderId })).state).toBe('paid')
  await shop.owner.refundOrder({ id: orderId, reason: '不卖了' })
  await world.settle()
  // The refund is one of the friend's own trade: the channel knows no other payer.
  expect(trade?.refunds).toMatchObject([{ amountFen: 3000 }])
})

test('what the owner hides is not told', async () => {
  const { token } = await asked(false)
  expect((await world.shop().getFriendPay({ token })).lines).toEqual([])
})

test('what is paid already cannot be paid by a friend', async () => {
  const { checkout, token } = await asked()
  const own = await world.payAtChannel(owner, checkout.id)
  await world.pay.notify(own.notification)
  await world.settle()
  const friend = await friendOf()
  await expect(friend.payForFriend({ token, method: 'wechat_jsapi' })).rejects.toMatchObject({ code: 'payment_paid' })
})

test('it is over when the order is, and a guess finds nothing', async () => {
  const { token } = await asked()
  clock.advance({ hours: 2 })
  await world.settle()
  expect(await world.shop().getFriendPay({ token })).toMatchObject({ state: 'closed' })
  const friend = await friendOf()
  await expect(friend.payForFriend({ token, method: 'wechat_jsapi' })).rejects.toMatchObject({ code: 'payment_closed' })
  await expect(world.shop().getFriendPay({ token: 'a'.repeat(32) })).rejects.toMatchObject({ status: 404 })
  expect(await world.doctor()).toEqual([])
})
