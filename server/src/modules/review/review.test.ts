import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { startServer, type TestServer } from '../../../test/harness.ts'
import { newId } from '../../kernel/ids.ts'
import { defineModule } from '../../kernel/module.ts'
import { authenticate, callsOf, catalog, picture, productInput, shopperToken, staffToken } from '../catalog/testing.ts'
import { mediaCalls } from '../media/contract.ts'
import { orderCalls, type ReviewableLine } from '../order/contract.ts'
import { settingsCalls, ShopSettings } from '../settings/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { maskedName } from './author.ts'
import { review } from './module.ts'

type Line = z.output<typeof ReviewableLine>

// What reviews need of others is told here, so that every state an order can be in is at hand.
const lines = new Map<string, Line>()
const marked: string[] = []
let needsApproval = false
const parts = { routes: [], handlers: [], jobs: [] }
const order = defineModule({
  name: 'order',
  calls: { reviewableLine: orderCalls.reviewableLine, markReviewed: orderCalls.markReviewed },
  needs: {},
  create: () => ({
    ...parts,
    calls: {
      reviewableLine: async ({ orderLineId }) => ({ line: lines.get(orderLineId) ?? null }),
      markReviewed: async ({ orderLineId }) => {
        marked.push(orderLineId)
        return { ok: true as const }
      },
    },
  }),
})
const media = defineModule({
  name: 'media',
  calls: { known: mediaCalls.known },
  needs: {},
  create: () => ({
    ...parts,
    calls: { known: async ({ urls, shopperId }) => ({ known: urls.filter((url) => !shopperId || url === `/media/test/${shopperId}`) }) },
  }),
})
const settings = defineModule({
  name: 'settings',
  calls: { ofShop: settingsCalls.ofShop },
  needs: {},
  create: () => ({ ...parts, calls: { ofShop: async () => ShopSettings.parse({ reviewNeedsApproval: needsApproval }) } }),
})
const shopper = defineModule({
  name: 'shopper',
  calls: { find: shopperCalls.find },
  needs: {},
  create: () => ({
    ...parts,
    calls: {
      find: async ({ ids }) => ({
        items: ids.map((id) => ({ id, nickname: '小铺朋友', avatar: null, phoneMasked: null, createdAt: '2026-01-01T00:00:00.000Z' })),
      }),
    },
  }),
})

const [shopA, shopB, anna] = [newId(), newId(), newId()]
let server: TestServer

beforeAll(async () => {
  server = await startServer({ modules: [settings, media, shopper, catalog, order, review], authenticate })
})
afterAll(() => server.close())

async function product(): Promise<string> {
  const { items } = await callsOf(server).putCategories({ items: [{ path: ['商品'], picture: null, sort: 0 }] })
  return (await server.admin(staffToken(shopA)).createProduct(productInput({ categoryIds: [items[0]?.id ?? ''] }))).id
}

function bought(productId: string, changes: Partial<Line> = {}): string {
  const orderLineId = newId()
  const line: Line = {
    orderLineId,
    orderId: newId(),
    shopId: shopA,
    shopperId: anna,
    productId,
    title: '连衣裙',
    options: ['红色'],
    state: 'received',
    receivedAt: null,
  }
  lines.set(orderLineId, { ...line, ...changes })
  return orderLineId
}

const write = (orderLineId: string, changes: object = {}, who = anna) =>
  server.shop(shopperToken(who)).createReview({ orderLineId, stars: 5, text: '很喜欢，颜色正', ...changes })
const summary = (id: string) => server.shop().getReviewSummary({ id })
const staff = (shopId = shopA) => server.admin(staffToken(shopId))

test('a line is reviewed once under twenty tries at the same moment', async () => {
  const id = await product()
  const line = bought(id)
  const outcome = await Promise.allSettled(Array.from({ length: 20 }, () => write(line)))
  expect(outcome.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const codes = outcome.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['already_reviewed']))
  expect(await summary(id)).toMatchObject({ count: 1, rating10: 50 })
  await server.settle()
  expect(marked.filter((one) => one === line)).toHaveLength(1)
})

test('only an own line of a received order can be reviewed', async () => {
  const id = await product()
  await expect(write(newId())).rejects.toMatchObject({ code: 'order_line_not_found', status: 404 })
  await expect(write(bought(id), {}, newId())).rejects.toMatchObject({ code: 'order_line_not_found', status: 404 })
  for (const state of ['pending_payment', 'paid', 'shipped', 'closed', 'refunded'] as const) {
    await expect(write(bought(id, { state }))).rejects.toMatchObject({ code: 'order_not_received', status: 409 })
  }
  await expect(write(bought(id, { state: 'completed' }))).resolves.toMatchObject({ stars: 5 })
})

test('pictures are the shopper’s own and tags those of the list', async () => {
  const id = await product()
  await expect(write(bought(id), { pictures: [picture('somebody-else')] })).rejects.toMatchObject({ code: 'picture_unknown' })
  await expect(write(bought(id), { tags: ['随便写的'] })).rejects.toMatchObject({ code: 'tag_unknown' })
  await expect(write(bought(id), { pictures: [picture(anna)], tags: ['质量好', '质量好'] })).resolves.toMatchObject({ tags: ['质量好'] })
})

test('who wants no name shows neither name nor face', async () => {
  const id = await product()
  await write(bought(id), { anonymous: true })
  const { items } = await server.shop().listReviews({ id })
  expect(items).toMatchObject([{ author: '小***友', avatar: null }])
  expect(['', '铺', '小铺', '小铺子'].map(maskedName)).toEqual(['***', '***', '小***', '小***子'])
})

test('the summary is exact after many reviews at once, and the product shows it', async () => {
  const id = await product()
  const stars = [5, 5, 4, 3, 1, 2, 5, 4, 5, 5, 5, 4]
  await Promise.all(
    stars.map((n, index) =>
      write(bought(id), { stars: n, tags: index % 2 === 0 ? ['物流快'] : [], pictures: index === 0 ? [picture(anna)] : [] }),
    ),
  )
  expect(await summary(id)).toEqual({
    count: 12,
    rating10: 40,
    goodPercent: 75,
    withPictures: 1,
    stars: [1, 1, 1, 3, 6],
    tags: [{ tag: '物流快', count: 6 }],
  })
  await server.settle()
  expect(await server.shop().getProduct({ id })).toMatchObject({ rating10: 40, reviews: 12 })
})

test('paging shows every review once, and filters do what they say', async () => {
  const id = await product()
  for (const stars of [5, 4, 3, 2, 1]) await write(bought(id), { stars, pictures: stars === 5 ? [picture(anna)] : [] })
  const seen: number[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await server.shop().listReviews({ id, limit: 2, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map((item) => item.stars))
    cursor = page.nextCursor
  }
  expect(seen).toEqual([1, 2, 3, 4, 5])
  const filtered = async (filter: 'good' | 'middle' | 'bad' | 'pictures') =>
    (await server.shop().listReviews({ id, filter })).items.map((item) => item.stars)
  expect(await filtered('good')).toEqual([4, 5])
  expect(await filtered('middle')).toEqual([3])
  expect(await filtered('bad')).toEqual([1, 2])
  expect(await filtered('pictures')).toEqual([5])
  await expect(server.shop().listReviews({ id, cursor: 'x' })).rejects.toMatchObject({ code: 'input_invalid' })
})

test('a hidden review is gone from list, stars and product, and comes back', async () => {
  const id = await product()
  const bad = await write(bought(id), { stars: 1 })
  await write(bought(id), { stars: 5 })
  expect(await staff().hideReview({ id: bad.id, hidden: true, reason: '含违法信息' })).toMatchObject({
    hidden: true,
    hiddenReason: '含违法信息',
  })
  expect(await summary(id)).toMatchObject({ count: 1, rating10: 50 })
  expect((await server.shop().listReviews({ id })).items).toHaveLength(1)
  await server.settle()
  expect(await server.shop().getProduct({ id })).toMatchObject({ rating10: 50, reviews: 1 })
  await staff().hideReview({ id: bad.id, hidden: false, reason: '误判' })
  expect(await summary(id)).toMatchObject({ count: 2, rating10: 30 })
})

test('where the shop looks first, a review waits until staff show it', async () => {
  const id = await product()
  needsApproval = true
  const waiting = await write(bought(id)).finally(() => {
    needsApproval = false
  })
  expect(await summary(id)).toMatchObject({ count: 0, rating10: 0 })
  expect((await staff().listAdminReviews({ productId: id, state: 'waiting' })).items).toMatchObject([{ id: waiting.id, hidden: true }])
  await staff().hideReview({ id: waiting.id, hidden: false, reason: '通过' })
  expect(await summary(id)).toMatchObject({ count: 1 })
})

test('staff answer reviews of their own shop and see no others', async () => {
  const id = await product()
  const mine = await write(bought(id))
  await expect(staff(shopB).replyReview({ id: mine.id, text: '谢谢' })).rejects.toMatchObject({ code: 'review_not_found', status: 404 })
  await expect(staff(shopB).hideReview({ id: mine.id, hidden: true, reason: '不喜欢' })).rejects.toMatchObject({
    code: 'review_not_found',
    status: 404,
  })
  expect((await staff(shopB).listAdminReviews({})).total).toBe(0)
  await staff().replyReview({ id: mine.id, text: '谢谢支持' })
  expect((await server.shop().listReviews({ id })).items[0]?.reply).toMatchObject({ text: '谢谢支持' })
  expect((await staff().listAdminReviews({ productId: id, answered: 'true' })).total).toBe(1)
  expect((await staff().listAdminReviews({ productId: id, answered: 'false' })).total).toBe(0)
})

test('past reviews are kept once, with the titles of their products', async () => {
  const id = await product()
  const past = Array.from({ length: 30 }, (_, index) => ({
    orderLineId: newId(),
    shopId: shopA,
    shopperId: anna,
    productId: id,
    stars: 1 + (index % 5),
    text: '不错',
    tags: [],
    pictures: [],
    anonymous: false,
    options: [],
    createdAt: new Date(Date.UTC(2026, 8, 1 + index)).toISOString(),
    reply: null,
  }))
  for (let times = 0; times < 2; times += 1) await server.calls['review']?.['seed']?.({ reviews: past })
  expect(await summary(id)).toMatchObject({ count: 30, rating10: 30 })
  expect((await staff().listAdminReviews({ productId: id })).items[0]?.productTitle).toMatch(/^测试商品/)
})

test('nothing breaks the reviews’ invariants', async () => {
  for (const check of server.systems[0]?.checks ?? []) expect(await check.run()).toEqual([])
})
