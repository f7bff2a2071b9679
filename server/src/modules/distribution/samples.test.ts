import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let sellers: TestShopper[]
let skuId: string

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
})
beforeEach(async () => {
  shop = await world.newShop()
  skuId = (await world.newProduct(shop, [20], 5000)).skuIds[0] ?? ''
  await shop.owner.updateDistributionRule({ enabled: true, approval: 'automatic' })
  sellers = await Promise.all(Array.from({ length: 3 }, () => world.newShopper()))
  for (const one of sellers) await one.client.applyForDistribution({ id: shop.id, name: '林一', phone: '13800000009' })
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const errorOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}
const offer = (more: object = {}) =>
  shop.owner.createSample({
    title: '新品试用',
    skuId,
    priceFen: 990,
    freeFreight: true,
    pieces: 2,
    task: 'publish',
    target: 1,
    days: 7,
    rewardFen: 2000,
    endsAt: new Date(clock.now().getTime() + 30 * 86_400_000).toISOString(),
    ...more,
  })
const requestOf = async (who: TestShopper, id: string) =>
  (await who.client.listMySamples({ id: shop.id })).items.find((one) => one.id === id)?.request
const wishOf = (who: TestShopper, campaignId: string, joinId: string) => ({
  lines: [{ skuId, quantity: 1 }],
  addressId: who.addressId,
  play: { kind: 'distribution', campaignId, joinId },
})
async function order(who: TestShopper, sampleId: string, requestId: string) {
  const wish = wishOf(who, sampleId, requestId)
  const { payableFen } = await who.client.quoteCheckout(wish)
  return who.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() })
}
const pay = async (who: TestShopper, checkoutId: string) => {
  await world.pay.notify((await world.payAtChannel(who, checkoutId)).notification)
  await world.settle()
}

test('three approvals for two pieces give exactly two; a sample is bought at its price, proved and rewarded once', async () => {
  const sample = await offer()
  const requests = await Promise.all(sellers.map((one) => one.client.requestSample({ id: sample.id, note: '有 3 万粉丝' })))
  const answers = await Promise.all(requests.map(({ id }) => errorOf(shop.owner.approveSampleRequest({ id }))))
  expect(answers.toSorted()).toEqual(['ok', 'ok', 'sample_gone'])
  const winner = answers.indexOf('ok')
  const ann = sellers[winner]!
  const id = requests[winner]!.id
  const loser = sellers[answers.indexOf('sample_gone')]!
  expect(await errorOf(loser.client.quoteCheckout(wishOf(loser, sample.id, requests[answers.indexOf('sample_gone')]!.id)))).toBe(
    'sample_request_moved',
  )
  expect(await errorOf(loser.client.quoteCheckout(wishOf(loser, sample.id, id)))).toBe('sample_request_not_found')
  const checkout = await order(ann, sample.id, id)
  expect(checkout.payableFen).toBe(990)
  expect(await errorOf(order(ann, sample.id, id))).toBe('sample_request_moved')
  await pay(ann, checkout.id)
  expect(await requestOf(ann, sample.id)).toMatchObject({ state: 'bought', orderId: checkout.orders[0]?.id })
  await ann.client.proveSample({ id, proof: 'https://example.com/notes/1' })
  await Promise.all(Array.from({ length: 20 }, () => shop.owner.rewardSampleRequest({ id })))
  expect((await ann.client.getMyDistribution({ id: shop.id })).earnings).toMatchObject({ settledFen: 2000, pendingFen: 0 })
  expect(await shop.owner.getDistributionResults({})).toMatchObject({ rewardFen: 2000, orders: 0 })
})

test('an unpaid sample can be ordered again, and money for an order it has left behind goes back', async () => {
  const sample = await offer()
  const [ann] = sellers as [TestShopper]
  const { id } = await ann.client.requestSample({ id: sample.id })
  await shop.owner.approveSampleRequest({ id })
  const first = await order(ann, sample.id, id)
  await ann.client.cancelOrder({ id: first.orders[0]?.id ?? '', reason: '不想要了' })
  await world.settle()
  expect(await requestOf(ann, sample.id)).toMatchObject({ state: 'approved' })
  await pay(ann, (await order(ann, sample.id, id)).id)
  expect(await requestOf(ann, sample.id)).toMatchObject({ state: 'bought' })
  clock.advance({ days: 8 })
  await world.settle()
  expect(await requestOf(ann, sample.id)).toMatchObject({ state: 'failed', reason: '未在期限内完成任务' })
  expect(await errorOf(ann.client.proveSample({ id, proof: '已经发布了' }))).toBe('sample_request_moved')
})

test('an end frees what was promised and not bought, and refuses who waits', async () => {
  const sample = await offer()
  const [ann, ben] = sellers as [TestShopper, TestShopper]
  const { id } = await ann.client.requestSample({ id: sample.id })
  await ben.client.requestSample({ id: sample.id })
  await shop.owner.approveSampleRequest({ id })
  expect(await shop.owner.endSample({ id: sample.id })).toMatchObject({ taken: 0, open: false })
  expect(await requestOf(ann, sample.id)).toMatchObject({ state: 'failed' })
  expect(await requestOf(ben, sample.id)).toMatchObject({ state: 'rejected' })
})
