import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { later } from '../../kernel/clock.ts'

let at = new Date()
let world: World
let shop: TestShop
let other: TestShop
let shopper: TestShopper
beforeAll(async () => {
  world = await startWorld({ now: () => at })
  shop = await world.newShop('甲店')
  other = await world.newShop('乙店')
  const { token } = await world.shop().loginByMiniProgram({ platform: 'weapp', code: world.open.loginCode(randomUUID()) })
  const client = world.shop(token)
  const address = await client.createAddress({ name: '张三丰', phone: '13900000001', districtCode: '330106', detail: '文三路 1 号' })
  shopper = { token, client, addressId: address.id }
})
afterAll(() => world.close())

const wait = async (minutes = 5) => {
  at = later(at, { minutes })
  await world.settle()
}
async function paid(shops: readonly TestShop[], method: 'wechat_jsapi' | 'wechat_h5' = 'wechat_jsapi') {
  const lines = []
  for (const one of shops) lines.push({ skuId: (await world.newProduct(one, [2])).skuIds[0] ?? '', quantity: 2 })
  const checkout = await world.place(shopper, lines)
  const { number } = await shopper.client.payCheckout({ id: checkout.id, method })
  await world.pay.notify(world.pay.pay(number) ?? '')
  await world.settle()
  return checkout.orders.map((order) => ({ id: order.id, owner: order.shopId === shop.id ? shop.owner : other.owner }))
}
let numbers = 0
async function send({ id, owner }: { id: string; owner: TestShop['owner'] }, quantity: number) {
  const { lines } = await owner.getAdminOrder({ id })
  const trackingNumber = `ZT${7_200_000_000 + (numbers += 1)}`
  const wish = { requestId: randomUUID(), carrierCode: 'ZTO', trackingNumber, lines: [{ orderLineId: lines[0]?.id ?? '', quantity }] }
  return owner.shipOrder({ id, ...wish })
}
const told = () => [...world.open.trade.told.values()]
const last = () => told().at(-1)

test('the orders of one payment are told in one list, split until the last parcel has left', async () => {
  const [first, second] = await paid([shop, other])
  if (!first || !second) throw new Error('two orders')
  await send(first, 1)
  await wait()
  expect(told()).toHaveLength(1)
  expect(last()).toMatchObject({ mode: 2, complete: false })
  await send(first, 1)
  await send(second, 2)
  await wait()
  expect(told()).toHaveLength(1)
  expect(last()).toMatchObject({ mode: 2, complete: true })
  expect(last()?.numbers).toHaveLength(3)
  const [mine] = (await shop.owner.listShippingReports({})).items
  expect(mine).toMatchObject({ state: 'told', complete: true })
  expect(mine?.orders).toHaveLength(1)
})

test('a payment the platform does not know yet is told again; data it refuses waits for staff; nobody else may', async () => {
  const [young] = await paid([shop])
  world.open.trade.failNext(10060001)
  await send(young!, 2)
  await world.settle()
  const before = told().length
  expect((await shop.owner.listShippingReports({ state: 'wanted' })).items[0]?.note).toContain('10060001')
  await wait()
  expect(told()).toHaveLength(before + 1)
  expect(last()).toMatchObject({ mode: 1, complete: true })
  const [bad] = await paid([shop])
  world.open.trade.failNext(10060031)
  await send(bad!, 2)
  await wait()
  await wait(600)
  const [stopped] = (await shop.owner.listShippingReports({ state: 'stopped' })).items
  expect(stopped?.note).toContain('10060031')
  await expect(other.owner.retryShippingReport({ id: stopped?.id ?? '' })).rejects.toMatchObject({ code: 'report_not_found' })
  await shop.owner.retryShippingReport({ id: stopped?.id ?? '' })
  await wait()
  expect(told()).toHaveLength(before + 2)
})

test('what was paid elsewhere, or by an account outside the rule, is not told', async () => {
  const before = told().length
  const [web] = await paid([shop], 'wechat_h5')
  await send(web!, 2)
  world.open.trade.setManaged(false)
  const [free] = await paid([shop])
  await send(free!, 2)
  await wait()
  world.open.trade.setManaged(true)
  expect(told()).toHaveLength(before)
  expect((await shop.owner.listShippingReports({ state: 'not_needed' })).total).toBe(2)
  expect(await world.doctor()).toEqual([])
})
