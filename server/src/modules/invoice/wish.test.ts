import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { later } from '../../kernel/clock.ts'
import { giftLeft } from './amounts.ts'
import { company, issuingSettings } from './testing.ts'

let at = new Date()
let world: World
let shop: TestShop
let late: TestShop
let silent: TestShop
let shopper: TestShopper
let titleId: string
beforeAll(async () => {
  world = await startWorld({ now: () => at })
  shop = await world.newShop('甲店')
  late = await world.newShop('乙店')
  silent = await world.newShop('丙店')
  shopper = await world.newShopper()
  await shop.owner.updateInvoiceSettings(issuingSettings)
  await late.owner.updateInvoiceSettings({ ...issuingSettings, after: 'receipt', special: false })
  titleId = (await shopper.client.createInvoiceTitle(company)).id
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const wait = async (minutes = 3) => {
  at = later(at, { minutes })
  await world.settle()
}
const offerOf = (id: string) => shopper.client.getInvoiceOffer({ id })

/** One checkout over these products, with a wish for its invoices. */
async function place(skuIds: readonly string[], invoiceWishId: string | null, who = shopper) {
  const wish = { lines: skuIds.map((skuId) => ({ skuId, quantity: 1 })), addressId: who.addressId }
  const { payableFen } = await who.client.quoteCheckout(wish)
  const checkout = await who.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen, invoiceWishId })
  await world.settle()
  return { checkout, ids: new Map(checkout.orders.map((order) => [order.shopId, order.id])) }
}
const sku = async (of: TestShop, priceFen = 1111) => (await world.newProduct(of, [5], priceFen)).skuIds[0] ?? ''
const paid = async (checkoutId: string, who = shopper) => {
  const { notification } = await world.payAtChannel(who, checkoutId)
  await Promise.all(Array.from({ length: 5 }, () => world.pay.notify(notification)))
  await world.settle()
}

test('asked for at the checkout, each shop’s order gets one invoice: when it is paid or received as the shop says, or none where none are issued', async () => {
  const shopIds = [shop.id, late.id, silent.id].join(',')
  const { items } = await shopper.client.listInvoiceShops({ shopIds })
  expect(new Map(items.map((item) => [item.shopId, [item.enabled, item.after]]))).toEqual(
    new Map([
      [shop.id, [true, 'payment']],
      [late.id, [true, 'receipt']],
      [silent.id, [false, 'receipt']],
    ]),
  )
  const wish = { requestId: randomUUID(), titleId, kind: 'general' as const, email: 'buyer@example.com' }
  const wishes = await Promise.all(Array.from({ length: 20 }, () => shopper.client.wishInvoice(wish)))
  expect(new Set(wishes.map(({ id }) => id)).size).toBe(1)
  await expect(shopper.client.wishInvoice({ ...wish, email: 'else@example.com' })).rejects.toMatchObject({ code: 'key_reused' })
  const { checkout, ids } = await place([await sku(shop), await sku(late), await sku(silent)], wishes[0]?.id ?? '')
  const [now, then, never] = [shop, late, silent].map((one) => ids.get(one.id) ?? '') as [string, string, string]
  expect(await offerOf(now)).toMatchObject({ wished: company.name, invoices: [] })
  // The title may go: the wish keeps it as it was.
  await shopper.client.deleteInvoiceTitle({ id: titleId })
  await paid(checkout.id)
  expect((await offerOf(now)).invoices).toMatchObject([{ title: { name: company.name }, email: 'buyer@example.com', totalFen: 1111 }])
  expect(await offerOf(then)).toMatchObject({ wished: company.name, state: 'not_yet', invoices: [] })
  expect(await offerOf(never)).toMatchObject({ wished: null, state: 'off', invoices: [] })
  await late.owner.shipOrder({ id: then, requestId: randomUUID(), carrierCode: 'SF', trackingNumber: 'SF1234567890123' })
  await shopper.client.confirmReceipt({ id: then })
  await world.settle()
  expect(await offerOf(then)).toMatchObject({ wished: null, state: 'asked', invoices: [{ totalFen: 1111 }] })
  await wait()
  await world.fapiao.settleAll()
  await wait()
  expect((await offerOf(now)).invoices).toMatchObject([{ state: 'issued' }])
  titleId = (await shopper.client.createInvoiceTitle(company)).id
})

test('a wish is of its shopper only, ends with an order that is not paid, and asking by hand first makes one invoice', async () => {
  const stranger = await world.newShopper()
  const { id: wishId } = await shopper.client.wishInvoice({ requestId: randomUUID(), titleId })
  await expect(stranger.client.wishInvoice({ requestId: randomUUID(), titleId })).rejects.toMatchObject({ code: 'title_not_found' })
  const theirs = await place([await sku(shop)], wishId, stranger)
  await paid(theirs.checkout.id, stranger)
  const foreign = theirs.ids.get(shop.id) ?? ''
  expect((await stranger.client.getInvoiceOffer({ id: foreign })).invoices).toEqual([])
  const unpaid = (await place([await sku(shop)], wishId)).ids.get(shop.id) ?? ''
  await shopper.client.cancelOrder({ id: unpaid, reason: '不要了' })
  await wait()
  expect((await offerOf(unpaid)).invoices).toEqual([])
  const person = (await shopper.client.createInvoiceTitle({ type: 'person', name: '李四' })).id
  await expect(shopper.client.wishInvoice({ requestId: randomUUID(), titleId: person, kind: 'special' })).rejects.toMatchObject({
    code: 'invoice_kind_refused',
  })
  const { checkout, ids } = await place([await sku(late)], wishId)
  await paid(checkout.id)
  const id = ids.get(late.id) ?? ''
  await late.owner.updateInvoiceSettings({ ...issuingSettings, after: 'payment' })
  await shopper.client.askInvoice({ id, requestId: randomUUID(), titleId: person })
  await late.owner.shipOrder({ id, requestId: randomUUID(), carrierCode: 'SF', trackingNumber: 'SF1234567890129' })
  await shopper.client.confirmReceipt({ id })
  await world.settle()
  expect((await offerOf(id)).invoices).toMatchObject([{ title: { name: '李四' } }])
})

test('what was given on a top-up is not invoiced: own money is, and refunds bring back a share of both', async () => {
  const rich = await world.newShopper()
  const { id: mine } = await rich.client.createInvoiceTitle(company)
  const shopperId = await world.db
    .selectFrom('shopper.address')
    .select('shopper_id')
    .where('id', '=', rich.addressId)
    .executeTakeFirstOrThrow()
    .then((row) => row['shopper_id'] as string)
  await world.calls['wallet']?.['credit']?.({ key: randomUUID(), shopperId, cashFen: 1500, giftFen: 1000, kind: 'top_up' })
  const { skuIds } = await world.newProduct(shop, [9], 1000)
  const wish = { lines: [{ skuId: skuIds[0] ?? '', quantity: 3 }], addressId: rich.addressId }
  const checkout = await rich.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen: 3000 })
  const { number } = await rich.client.payCheckout({ id: checkout.id, method: 'wechat_h5', walletFen: 3000 })
  await world.pay.notify(world.pay.pay(number) ?? '')
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  // 1,500 of their own and 500 by the channel; 1,000 were given.
  expect(await rich.client.getInvoiceOffer({ id })).toMatchObject({ state: 'open', amountFen: 2000 })
  await rich.client.askInvoice({ id, requestId: randomUUID(), titleId: mine })
  const line = (await rich.client.getOrder({ id })).lines[0]?.id ?? ''
  const by = { actor: 'staff', name: '' }
  const refund = (key: string) =>
    world.calls['order']?.['refundUnits']?.({ key, orderId: id, lines: [{ lineId: line, quantity: 1 }], restock: true, reason: '退款', by })
  // Of each 1,000 the wallet gets 833, of which 333 had been given: 667 are given after one, 334 after two.
  await refund(`a-${id}`)
  await world.settle()
  expect((await rich.client.getInvoiceOffer({ id })).amountFen).toBe(2000 - 667)
  await refund(`b-${id}`)
  await world.settle()
  expect((await rich.client.getInvoiceOffer({ id })).amountFen).toBe(1000 - 334)
})

test('of orders under one payment no fen that was given is invoiced, however they are refunded', () => {
  const order = { payableFen: 333, refundDecidedFen: 0 }
  const paidWith = { amountFen: 1000, walletFen: 700, giftFen: 100 }
  expect(giftLeft(order, paidWith)).toBe(34)
  expect(giftLeft({ ...order, refundDecidedFen: 333 }, paidWith)).toBe(1)
  expect(giftLeft(order, undefined)).toBe(0)
  const sum = [333, 333, 334].reduce((all, payableFen) => all + giftLeft({ payableFen, refundDecidedFen: 0 }, paidWith), 0)
  expect(sum).toBeGreaterThanOrEqual(100)
})

test('a product is taxed as the shop says for it, then for its deepest category, then for all', async () => {
  const { items } = await world.modules.catalog.putCategories({
    items: [
      { path: ['食品'], picture: null, sort: 0 },
      { path: ['食品', '生鲜'], picture: null, sort: 0 },
    ],
  })
  const [food = '', fresh = ''] = items.map((item) => item.id)
  const make = async (categoryIds: string[]) => {
    const code = randomUUID().slice(0, 12)
    const product = await shop.owner.createProduct({
      code,
      title: `商品 ${code}`,
      categoryIds,
      pictures: [{ url: '/media/test/cup', width: 800, height: 800, colour: '#f0e0d0' }],
      skus: [{ code: `${code}-1`, options: [], priceFen: 1090 }],
      state: 'on_sale',
    })
    await world.settle()
    const skuId = product.skus[0]?.id ?? ''
    await shop.owner.adjustStock({ requestId: randomUUID(), reason: 'receipt', note: '进货', lines: [{ skuId, change: 5 }] })
    return { id: product.id, skuId }
  }
  const [grain, fruit, book] = [await make([food]), await make([fresh]), await make([fresh])]
  const usual = await sku(shop, 1130)
  const exceptions = [
    { target: 'category' as const, targetId: food, rateBps: 900 as const, taxCode: '1010101000000000000', category: '谷物' },
    { target: 'category' as const, targetId: fresh, rateBps: 0 as const, taxCode: '', category: '蔬果' },
    { target: 'product' as const, targetId: book?.id ?? '', rateBps: 600 as const, taxCode: '', category: '' },
  ]
  await shop.owner.updateInvoiceSettings({ ...issuingSettings, exceptions })
  const { checkout, ids } = await place([grain?.skuId ?? '', fruit?.skuId ?? '', book?.skuId ?? '', usual], null)
  await paid(checkout.id)
  const id = ids.get(shop.id) ?? ''
  const invoice = await shopper.client.askInvoice({ id, requestId: randomUUID(), titleId })
  const terms = Object.fromEntries(invoice.lines.map((line) => [line.name, [line.rateBps, line.category, line.totalFen - line.netFen]]))
  expect(Object.values(terms).toSorted((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
    [0, '蔬果', 0],
    [600, '日用杂品', 62],
    [900, '谷物', 90],
    [1300, '日用杂品', 130],
  ])
  await wait()
  const sheet = world.fapiao.papers().find(({ application }) => application.remark.includes(invoice.orderNumber))
  expect(sheet?.application.items.map((item) => item.tax_code).toSorted()).toContain('1010101000000000000')
  await shop.owner.updateInvoiceSettings(issuingSettings)
})
