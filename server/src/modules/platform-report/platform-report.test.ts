import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { dayOf, later } from '../../kernel/clock.ts'

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

test('what is fetched or brought is told once, when all of it was handed over, without a parcel', async () => {
  const point = { name: '一店', address: '文三路 2 号', lng: 120.13, lat: 30.28, pickup: true, local: true }
  const place = { lng: 120.135, lat: 30.282 }
  const slots = [{ from: '00:00', to: '23:59', capacity: 50 }]
  const points = new Map<string, string>()
  for (const one of [shop, other]) {
    const made = await one.owner.createDeliveryPoint({ ...point, fees: [{ withinMeters: 3000, feeFen: 500 }], slots })
    points.set(one.id, made.id)
  }
  const person = { name: '张三丰', phone: '13900000001', districtCode: '330106', detail: '文三路 9 号' }
  const addressId = (await shopper.client.createAddress({ ...person, ...place })).id
  const day = dayOf(later(at, { days: 1 }))
  const bought = async (kinds: readonly ('pickup' | 'local')[]) => {
    const shops = [shop, other].slice(0, kinds.length)
    const lines = []
    for (const one of shops) lines.push({ skuId: (await world.newProduct(one, [2])).skuIds[0] ?? '', quantity: 2 })
    const deliveries = shops.map(({ id }, index) => {
      return { shopId: id, kind: kinds[index] ?? 'pickup', pointId: points.get(id) ?? '', day, span: '00:00-23:59' }
    })
    const wish = { lines, addressId, deliveries }
    const { payableFen } = await shopper.client.quoteCheckout(wish)
    const checkout = await shopper.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen })
    const { number } = await shopper.client.payCheckout({ id: checkout.id, method: 'wechat_jsapi' })
    await world.pay.notify(world.pay.pay(number) ?? '')
    await world.settle()
    return checkout.orders.map((order) => ({ id: order.id, owner: order.shopId === shop.id ? shop.owner : other.owner }))
  }
  const fetch = async (one: { id: string; owner: TestShop['owner'] }) =>
    one.owner.pickUpOrder({ code: (await shopper.client.getOrderDelivery({ id: one.id })).code ?? '' })
  const before = told().length
  const [single] = await bought(['pickup'])
  await wait()
  expect(told()).toHaveLength(before)
  await fetch(single!)
  await wait()
  expect(told()).toHaveLength(before + 1)
  expect(last()).toMatchObject({ type: 4, mode: 1, complete: true, numbers: [''] })
  expect(JSON.parse(last()?.body ?? '')).not.toHaveProperty('is_all_delivered')
  const pair = await bought(['local', 'pickup'])
  const brought = pair.find((one) => one.owner === shop.owner)
  const fetched = pair.find((one) => one.owner === other.owner)
  await fetch(fetched!)
  await wait()
  expect(told()).toHaveLength(before + 1)
  await brought!.owner.takeDelivery({ id: brought!.id })
  await brought!.owner.deliverOrder({ id: brought!.id })
  await wait()
  expect(told()).toHaveLength(before + 2)
  expect(last()).toMatchObject({ type: 2, mode: 1, complete: true })
  expect((await shop.owner.listShippingReports({})).items[0]).toMatchObject({ state: 'told', complete: true })
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
