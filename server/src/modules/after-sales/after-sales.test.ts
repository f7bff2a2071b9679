import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { codesOf } from '../../../test/answers.ts'
import { arriveIn } from '../../../test/arrive.ts'
import { testClock } from '../../../test/harness.ts'
import { PASSWORD, startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { budgetOf, grant } from './queries/budget.ts'
import { type Bought, buyIn, parcelFor, returnTo } from './testing.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let buyer: TestShopper
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
})
// Days go by in these tests, and staff sessions end.
beforeEach(async () => {
  shop = await world.newShop()
  buyer = await world.newShopper()
  await shop.owner.updateAfterSalesSettings({ returnTo })
})
afterAll(() => world.close())
afterEach(async () => {
  await arrive()
  expect(await world.doctor()).toEqual([])
})

const arrive = (answer?: 'SUCCESS' | 'CLOSED') => arriveIn(world, clock, answer)
const buy = (quantity: number, more: { ship?: boolean; receive?: boolean; stock?: number } = {}) =>
  buyIn(world, { shop, buyer, quantity, ...more })
const shipAll = (id: string) => shop.owner.shipOrder({ requestId: randomUUID(), ...parcelFor(id) })

type Kind = 'refund' | 'return' | 'exchange'
const ask = (bought: Bought, wish: { kind: Kind; reason: 'not_wanted' | 'quality' | 'wrong_size'; quantity: number; requestId?: string }) =>
  buyer.client.applyAfterSales({
    id: bought.id,
    requestId: wish.requestId ?? randomUUID(),
    kind: wish.kind,
    reason: wish.reason,
    lines: [{ lineId: bought.lineId, quantity: wish.quantity }],
  })
const parcel = (id: string) => ({
  id,
  carrierCode: 'ZTO',
  trackingNumber: `ZT${String(Math.random()).slice(2, 14).padEnd(12, '0')}`,
})
const state = async (id: string): Promise<string> => (await buyer.client.getAfterSales({ id })).state
const available = async (skuId: string): Promise<number | undefined> => (await world.shop().getStock({ skuIds: skuId })).items[0]?.available

test('before shipping some units are refunded: exactly their money, their stock, and the rest still ships', async () => {
  const bought = await buy(3)
  const request = await ask(bought, { kind: 'refund', reason: 'not_wanted', quantity: 2 })
  expect(request).toMatchObject({ state: 'requested', amountFen: 2000 })
  await shop.owner.approveAfterSales({ id: request.id })
  await arrive()
  expect(await buyer.client.getAfterSales({ id: request.id })).toMatchObject({ state: 'done', amountFen: 2000 })
  expect(await available(bought.skuId)).toBe(2)
  await shipAll(bought.id)
  expect(await buyer.client.getOrder({ id: bought.id })).toMatchObject({
    state: 'shipped',
    refundedFen: 2000,
    lines: [{ shipped: 1, refunded: 2 }],
  })
})

test('twenty requests at once for the same units: one is made; the same key twenty times is one request', async () => {
  const bought = await buy(2)
  const results = codesOf(
    await Promise.allSettled(Array.from({ length: 20 }, () => ask(bought, { kind: 'refund', reason: 'not_wanted', quantity: 2 }))),
  )
  expect(results.filter((one) => one === 'ok')).toHaveLength(1)
  const other = await buy(2)
  const requestId = randomUUID()
  const same = await Promise.all(
    Array.from({ length: 20 }, () => ask(other, { kind: 'refund', reason: 'not_wanted', quantity: 1, requestId })),
  )
  expect(new Set(same.map((one) => one.id)).size).toBe(1)
})

test('twenty approvals, a rejection, a withdrawal and the deadline at the same moment: one of them counts', async () => {
  for (let round = 0; round < 3; round += 1) {
    const bought = await buy(1)
    const { id } = await ask(bought, { kind: 'refund', reason: 'not_wanted', quantity: 1 })
    clock.advance({ hours: 49 })
    const results = await Promise.allSettled([
      ...Array.from({ length: 20 }, () => shop.owner.approveAfterSales({ id })),
      shop.owner.rejectAfterSales({ id, note: '已联系买家' }),
      buyer.client.withdrawAfterSales({ id }),
      world.sweep(),
    ])
    expect(codesOf(results).every((code) => code === 'ok' || code === 'after_sales_moved')).toBe(true)
    await arrive()
    const after = await buyer.client.getAfterSales({ id })
    expect(after.steps.filter((step) => step.from === 'requested')).toHaveLength(1)
    const { refundedFen } = await buyer.client.getOrder({ id: bought.id })
    expect(refundedFen).toBe(after.state === 'done' ? 1000 : 0)
  }
})

test('shipped, cancelled by the shop and refunded on request at once: the units do one of these', async () => {
  for (let round = 0; round < 3; round += 1) {
    const bought = await buy(2)
    const { id } = await ask(bought, { kind: 'refund', reason: 'not_wanted', quantity: 2 })
    await Promise.allSettled([
      shipAll(bought.id),
      shop.owner.approveAfterSales({ id }).then(() => world.deliver({ allowFailures: true })),
      shop.owner.refundOrder({ id: bought.id, reason: '缺货了' }),
    ])
    await arrive()
    const order = await buyer.client.getOrder({ id: bought.id })
    if (order.state === 'shipped') expect([order.refundedFen, await state(id)]).toEqual([0, 'closed'])
    else expect([order.state, order.refundedFen]).toEqual(['refunded', 2000])
    expect(['done', 'closed']).toContain(await state(id))
  }
})

test('a return: approved, sent back, inspected in part, refunded; what passed is back on the shelf once', async () => {
  const bought = await buy(3, { ship: true, receive: true })
  const { id } = await ask(bought, { kind: 'return', reason: 'quality', quantity: 3 })
  const approved = await shop.owner.approveAfterSales({ id })
  expect(approved).toMatchObject({ state: 'approved', returnTo })
  await buyer.client.sendBack(parcel(id))
  await world.settle()
  expect((await buyer.client.getAfterSales({ id })).parcels).toHaveLength(1)
  await expect(shop.owner.receiveReturn({ id, lines: [{ lineId: bought.lineId, accepted: 4, restocked: 0 }] })).rejects.toMatchObject({
    code: 'inspection_wrong',
  })
  const inspection = { id, lines: [{ lineId: bought.lineId, accepted: 2, restocked: 1 }], note: '一件有使用痕迹' }
  const results = codesOf(await Promise.allSettled(Array.from({ length: 10 }, () => shop.owner.receiveReturn(inspection))))
  expect(results.filter((one) => one === 'ok')).toHaveLength(1)
  await arrive()
  expect(await buyer.client.getAfterSales({ id })).toMatchObject({ state: 'done', amountFen: 2000, lines: [{ accepted: 2, restocked: 1 }] })
  expect(await available(bought.skuId)).toBe(1)
  expect(await buyer.client.getOrder({ id: bought.id })).toMatchObject({ state: 'received', refundedFen: 2000 })
  // The third piece is the shopper's and can be asked for again.
  expect(await ask(bought, { kind: 'return', reason: 'quality', quantity: 1 })).toMatchObject({ amountFen: 1000 })
})

test('an exchange holds, sends and sells a replacement; the piece that came back is on the shelf', async () => {
  const bought = await buy(1, { ship: true, receive: true, stock: 2 })
  const { id } = await ask(bought, { kind: 'exchange', reason: 'wrong_size', quantity: 1 })
  await shop.owner.approveAfterSales({ id })
  await buyer.client.sendBack(parcel(id))
  await shop.owner.receiveReturn({ id, lines: [{ lineId: bought.lineId, accepted: 1, restocked: 1 }] })
  await world.settle()
  expect(await state(id)).toBe('exchanging')
  expect(await available(bought.skuId)).toBe(1)
  await shop.owner.shipReplacement(parcel(id))
  await world.settle()
  expect((await buyer.client.getAfterSales({ id })).parcels).toHaveLength(2)
  await buyer.client.confirmReplacement({ id })
  expect(await state(id)).toBe('done')
  // The replacement goes back as well: its piece comes from the exchange, not from the order.
  const again = await ask(bought, { kind: 'return', reason: 'quality', quantity: 1 })
  await shop.owner.approveAfterSales({ id: again.id })
  await buyer.client.sendBack(parcel(again.id))
  await shop.owner.receiveReturn({ id: again.id, lines: [{ lineId: bought.lineId, accepted: 1, restocked: 1 }] })
  await arrive()
  expect(await state(again.id)).toBe('done')
  expect(await available(bought.skuId)).toBe(2)
  expect(await buyer.client.getOrder({ id: bought.id })).toMatchObject({ state: 'refunded', refundedFen: 1000 })
})

test('an exchange without stock, and one that is not sent in time, become refunds; sent and given up at once, one of them counts', async () => {
  const bought = await buy(1, { ship: true })
  const { id } = await ask(bought, { kind: 'exchange', reason: 'quality', quantity: 1 })
  await shop.owner.approveAfterSales({ id })
  await buyer.client.sendBack(parcel(id))
  await shop.owner.receiveReturn({ id, lines: [{ lineId: bought.lineId, accepted: 1, restocked: 0 }] })
  await arrive()
  expect(await state(id)).toBe('done')
  expect(await buyer.client.getOrder({ id: bought.id })).toMatchObject({ state: 'refunded', refundedFen: 1000 })
  for (let round = 0; round < 3; round += 1) {
    const other = await buy(1, { ship: true, stock: 2 })
    const request = await ask(other, { kind: 'exchange', reason: 'quality', quantity: 1 })
    await shop.owner.approveAfterSales({ id: request.id })
    await buyer.client.sendBack(parcel(request.id))
    await shop.owner.receiveReturn({ id: request.id, lines: [{ lineId: other.lineId, accepted: 1, restocked: 0 }] })
    await world.settle()
    await Promise.allSettled([
      shop.owner.shipReplacement(parcel(request.id)),
      shop.owner.refundInstead({ id: request.id, note: '没有货了' }).then(() => world.deliver({ allowFailures: true })),
    ])
    await arrive()
    const after = await buyer.client.getAfterSales({ id: request.id })
    expect(await available(other.skuId)).toBe(after.state === 'resent' ? 0 : 1)
    expect((await buyer.client.getOrder({ id: other.id })).refundedFen).toBe(after.state === 'resent' ? 0 : 1000)
  }
})

test('a replacement that was given up takes no pieces afterwards, and the doctor names one that did', async () => {
  const bought = await buy(1, { ship: true, stock: 2 })
  const { id } = await ask(bought, { kind: 'exchange', reason: 'quality', quantity: 1 })
  await shop.owner.approveAfterSales({ id })
  await buyer.client.sendBack(parcel(id))
  await shop.owner.receiveReturn({ id, lines: [{ lineId: bought.lineId, accepted: 1, restocked: 0 }] })
  await world.settle()
  await shop.owner.refundInstead({ id, note: '没有货了' })
  await arrive()
  // Somebody who sends it had looked before, and dies before the request could say no.
  const key = `as:${id}`
  await expect(world.modules.inventory.sell({ key })).rejects.toMatchObject({ code: 'hold_ended' })
  await expect(shop.owner.shipReplacement(parcel(id))).rejects.toMatchObject({ code: 'after_sales_moved' })
  expect(await available(bought.skuId)).toBe(1)
  await world.db.updateTable('inventory.hold').set({ final: false }).where('key', '=', key).execute()
  await world.modules.inventory.sell({ key })
  expect((await world.doctor()).map((one) => one.id)).toEqual([id])
  await world.modules.inventory.restock({ key, restockKey: randomUUID(), lines: [{ skuId: bought.skuId, quantity: 1 }] })
})

test('deadlines take the next step by themselves, also after days in which nothing ran', async () => {
  const silent = await buy(1, { ship: true })
  const back = await ask(silent, { kind: 'return', reason: 'quality', quantity: 1 })
  clock.advance({ days: 5 })
  await world.settle()
  expect(await state(back.id)).toBe('approved')
  await buyer.client.sendBack(parcel(back.id))
  await world.settle()
  const kept = await buy(1, { ship: true })
  const never = await ask(kept, { kind: 'return', reason: 'quality', quantity: 1 })
  await shop.owner.approveAfterSales({ id: never.id })
  clock.advance({ days: 21 })
  await arrive()
  expect(await state(never.id)).toBe('closed')
  // Nobody signed for it: the platform looks at it; it is silent too, and the shopper gets the money.
  expect(await state(back.id)).toBe('disputed')
  clock.advance({ days: 8 })
  await arrive()
  expect(await state(back.id)).toBe('done')
})

test('rules approve by kind, amount, reason and history; what they do not cover waits for the shop', async () => {
  const conditions = {
    kinds: ['refund' as const],
    reasons: [],
    mostFen: 1500,
    when: 'before_shipping' as const,
    mostRequests: null,
    leastOrders: 1,
  }
  await shop.owner.saveApprovalRules({ items: [{ name: '小额未发货', enabled: true, conditions }] })
  const bought = await buy(3)
  const small = await ask(bought, { kind: 'refund', reason: 'not_wanted', quantity: 1 })
  expect(small).toMatchObject({ state: 'refunding', automatic: true })
  expect(await ask(bought, { kind: 'refund', reason: 'not_wanted', quantity: 2 })).toMatchObject({ state: 'requested', automatic: false })
  await shop.owner.saveApprovalRules({ items: [] })
  await arrive()
  expect(await state(small.id)).toBe('done')
})

test('goods that were refused on inspection are sent back once more after the platform said so, and their money goes back', async () => {
  const bought = await buy(1, { ship: true, receive: true })
  const { id } = await ask(bought, { kind: 'return', reason: 'quality', quantity: 1 })
  await shop.owner.approveAfterSales({ id })
  await buyer.client.sendBack(parcel(id))
  await world.settle()
  await shop.owner.receiveReturn({ id, lines: [{ lineId: bought.lineId, accepted: 0, restocked: 0 }], note: '有使用痕迹' })
  await buyer.client.disputeAfterSales({ id, text: '收到时就是这样' })
  await world.settle()
  await world.admin(shop.tokens.arbiter).decideDispute({ id, decision: 'return', note: '请再寄回一次' })
  await buyer.client.sendBack(parcel(id))
  await world.settle()
  await shop.owner.receiveReturn({ id, lines: [{ lineId: bought.lineId, accepted: 1, restocked: 1 }] })
  await arrive()
  expect(await state(id)).toBe('done')
  expect((await buyer.client.getAfterSales({ id })).parcels).toHaveLength(2)
  expect((await buyer.client.getOrder({ id: bought.id })).refundedFen).toBe(1000)
  expect(await available(bought.skuId)).toBe(1)
})

test('a rejection goes to the platform, whose arbiter decides and whose decision is carried out', async () => {
  const bought = await buy(1, { ship: true, receive: true })
  const { id } = await ask(bought, { kind: 'refund', reason: 'quality', quantity: 1 })
  await shop.owner.rejectAfterSales({ id, note: '照片看不出问题' })
  await buyer.client.disputeAfterSales({ id, text: '请平台看一下照片' })
  await expect(shop.owner.listDisputes({})).rejects.toMatchObject({ status: 403 })
  const elsewhere = await world.newShop('别家店')
  const arbiter = world.admin(elsewhere.tokens.arbiter)
  expect((await arbiter.listDisputes({})).items.map((one) => one.id)).toContain(id)
  const results = await Promise.allSettled([
    arbiter.decideDispute({ id, decision: 'refund', note: '支持买家' }),
    arbiter.decideDispute({ id, decision: 'refuse', note: '支持商家' }),
  ])
  expect(codesOf(results).toSorted()).toEqual(['after_sales_moved', 'ok'])
  await arrive()
  const { refundedFen } = await buyer.client.getOrder({ id: bought.id })
  expect(refundedFen).toBe((await state(id)) === 'done' ? 1000 : 0)
})

test('no shop makes an arbiter, and no owner takes one over', async () => {
  const role = 'arbiter' as never
  await expect(shop.owner.createStaff({ account: 'mine@x', name: '我', role, password: PASSWORD })).rejects.toMatchObject({ status: 400 })
  const arbiter = (await shop.owner.listStaff({ pageSize: 50 })).items.find((one) => one.role === 'arbiter')
  await expect(shop.owner.resetStaffPassword({ id: arbiter?.id ?? '', newPassword: `${PASSWORD}x` })).rejects.toMatchObject({
    code: 'works_elsewhere',
  })
})

test('money the channel refuses is asked for again and arrives once', async () => {
  const bought = await buy(1)
  const { id } = await ask(bought, { kind: 'refund', reason: 'not_wanted', quantity: 1 })
  await shop.owner.approveAfterSales({ id })
  await arrive('CLOSED')
  expect(await shop.owner.getAdminAfterSales({ id })).toMatchObject({ state: 'refunding', stuck: true, refund: { state: 'refused' } })
  await Promise.allSettled([
    shop.owner.retryAfterSalesRefund({ id, reason: '余额已补足' }),
    shop.owner.retryAfterSalesRefund({ id, reason: '余额已补足' }),
  ])
  await arrive()
  expect(await shop.owner.getAdminAfterSales({ id })).toMatchObject({ state: 'done', refund: { state: 'paid', amountFen: 1000 } })
})

test('an open request holds the order back; one that is over lets it go on', async () => {
  const bought = await buy(1, { ship: true })
  const { id } = await ask(bought, { kind: 'return', reason: 'quality', quantity: 1 })
  await shop.owner.approveAfterSales({ id })
  await world.settle()
  clock.advance({ days: 6 })
  await world.settle()
  await buyer.client.withdrawAfterSales({ id })
  await world.settle()
  clock.advance({ days: 5 })
  await world.settle()
  expect(await buyer.client.getOrder({ id: bought.id })).toMatchObject({ state: 'shipped' })
  clock.advance({ days: 7 })
  await world.settle()
  expect(await buyer.client.getOrder({ id: bought.id })).toMatchObject({ state: 'received' })
})

test('pictures of somebody else are no evidence', async () => {
  const bought = await buy(1)
  const picture = { url: '/media/test/cup', width: 800, height: 800, colour: '#f0e0d0' }
  await expect(
    buyer.client.applyAfterSales({
      id: bought.id,
      requestId: randomUUID(),
      kind: 'refund',
      reason: 'not_wanted',
      lines: [{ lineId: bought.lineId, quantity: 1 }],
      pictures: [picture],
    }),
  ).rejects.toMatchObject({ code: 'picture_unknown' })
})

async function cheaper(bought: Bought, priceFen: number): Promise<void> {
  const { id, skus, ...product } = await shop.owner.getAdminProduct({ id: bought.productId })
  await shop.owner.updateProduct({
    id,
    version: product.version,
    code: product.code,
    title: product.title,
    categoryIds: product.categoryIds,
    pictures: product.pictures,
    axes: product.axes,
    promises: ['price_protection', 'seven_day_return'],
    state: 'on_sale',
    skus: skus.map((sku) => ({ code: sku.code, options: sku.options, priceFen })),
  })
  await world.deliver()
}

test('the drop of a price is paid back once for each unit, and a return afterwards gives only the rest', async () => {
  const {
    productId,
    skuIds: [skuId = ''],
  } = await world.newProduct(shop, [9])
  await cheaper({ productId, skuId, id: '', lineId: '' }, 1000)
  const checkout = await world.place(buyer, [{ skuId, quantity: 3 }])
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  const lineId = (await buyer.client.getOrder({ id })).lines[0]?.id ?? ''
  await expect(buyer.client.claimPriceProtection({ id: lineId, orderId: id })).rejects.toMatchObject({ code: 'price_protection_none' })
  await cheaper({ productId, skuId, id, lineId }, 870)
  expect((await buyer.client.getAfterSalesOptions({ id })).lines[0]?.priceProtection).toMatchObject({ state: 'available', amountFen: 390 })
  const results = codesOf(
    await Promise.allSettled(Array.from({ length: 20 }, () => buyer.client.claimPriceProtection({ id: lineId, orderId: id }))),
  )
  expect(results.filter((one) => one === 'ok')).toHaveLength(1)
  await arrive()
  expect((await buyer.client.getOrder({ id })).refundedFen).toBe(390)
  await cheaper({ productId, skuId, id, lineId }, 500)
  await expect(buyer.client.claimPriceProtection({ id: lineId, orderId: id })).rejects.toMatchObject({ code: 'price_protection_claimed' })
  const request = await ask({ id, lineId, skuId, productId }, { kind: 'refund', reason: 'not_wanted', quantity: 3 })
  expect(request.amountFen).toBe(2610)
  await shop.owner.approveAfterSales({ id: request.id })
  await arrive()
  expect(await buyer.client.getOrder({ id })).toMatchObject({ state: 'refunded', refundedFen: 3000 })
})

test('seven days without a reason: only for products that offer it, and until the seventh day is over', async () => {
  const plain = await buy(1, { ship: true, receive: true })
  const wish = (bought: Bought) =>
    buyer.client.applyAfterSales({
      id: bought.id,
      requestId: randomUUID(),
      kind: 'return',
      reason: 'no_reason',
      lines: [{ lineId: bought.lineId, quantity: 1 }],
    })
  await expect(wish(plain)).rejects.toMatchObject({ code: 'after_sales_not_possible', detail: { why: 'no_reason_not_offered' } })
  const made = await world.newProduct(shop, [2])
  await cheaper({ productId: made.productId, skuId: '', id: '', lineId: '' }, 1000)
  const checkout = await world.place(buyer, [{ skuId: made.skuIds[0] ?? '', quantity: 2 }])
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  await shipAll(id)
  await buyer.client.confirmReceipt({ id })
  const { noReasonBefore, lineId } = (await buyer.client.getAfterSalesOptions({ id })).lines[0] ?? {}
  expect(new Date(noReasonBefore ?? 0).getTime() - clock.now().getTime()).toBe(7 * 86_400_000)
  const bought = { id, lineId: lineId ?? '', skuId: '', productId: '' }
  clock.advance({ days: 6 })
  expect(await wish(bought)).toMatchObject({ state: 'requested' })
  clock.advance({ days: 2 })
  await expect(wish(bought)).rejects.toMatchObject({ detail: { why: 'no_reason_over' } })
})

test('what an order brought grants its shop a share once, told twenty times at once; another order adds to it', async () => {
  const shopId = randomUUID()
  const brought = (cause: string) => ({ id: randomUUID(), shopId, cause, at: clock.now(), revenueFen: 5000, grantedFen: 50 })
  await Promise.all(Array.from({ length: 20 }, (_, n) => grant(world.db, brought(`${shopId} ${n % 2}`))))
  expect(await budgetOf(world.db, shopId)).toEqual({ revenueFen: 10_000, grantedFen: 100, usedFen: 0 })
})

test('a quality complaint that nobody answers in two hours is escalated; compensation never overdraws the budget', async () => {
  const bought = await buy(10, { ship: true })
  const complain = () =>
    buyer.client.createComplaint({ id: bought.lineId, orderId: bought.id, requestId: randomUUID(), note: '杯口有裂纹' })
  const complaint = await complain()
  await expect(complain()).rejects.toMatchObject({ code: 'complaint_open' })
  clock.advance({ hours: 2, minutes: 1 })
  await world.settle()
  expect((await shop.owner.listAdminComplaints({ tab: 'escalated' })).items).toMatchObject([{ id: complaint.id }])
  // One percent of what the shop took in.
  expect(await shop.owner.getCompensationBudget()).toMatchObject({ revenueFen: 10_000, grantedFen: 100, usedFen: 0 })
  const answer = (id: string, compensationFen: number) => shop.owner.answerComplaint({ id, answer: '抱歉，给您补偿', compensationFen })
  await expect(answer(complaint.id, 101)).rejects.toMatchObject({ code: 'budget_short' })
  const results = codesOf(await Promise.allSettled(Array.from({ length: 20 }, () => answer(complaint.id, 60))))
  expect(results.filter((one) => one === 'ok')).toHaveLength(1)
  await arrive()
  expect((await buyer.client.listComplaints({})).items[0]).toMatchObject({
    state: 'answered',
    compensationFen: 60,
    compensationState: 'given',
  })
  expect((await buyer.client.getOrder({ id: bought.id })).refundedFen).toBe(60)
  const second = await complain()
  await expect(answer(second.id, 41)).rejects.toMatchObject({ code: 'budget_short' })
  await answer(second.id, 40)
  expect(await shop.owner.getCompensationBudget()).toMatchObject({ usedFen: 100, leftFen: 0 })
  expect(await buyer.client.closeComplaint({ id: second.id })).toMatchObject({ state: 'closed' })
})
