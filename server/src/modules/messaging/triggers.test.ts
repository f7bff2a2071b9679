import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { modules } from '../../modules.ts'
import { testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type World } from '../../../test/world.ts'

const clock = testClock(new Date('2026-11-27T04:00:00.000Z'))
let world: World
let shop: TestShop
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop('山野杂货')
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

test('an order tells its shopper that it is paid and sent, each once, with a way to it', async () => {
  const ann = await world.newShopper()
  const { skuIds } = await world.newProduct(shop, [5])
  const checkout = await world.place(ann, [{ skuId: skuIds[0] ?? '', quantity: 2 }])
  await world.pay.notify((await world.payAtChannel(ann, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  const paid = (await ann.client.listInbox({})).items
  expect(paid).toMatchObject([{ trigger: 'order.paid', link: `packages/trade/order/index?id=${id}` }])
  expect(paid[0]?.text).toContain('¥20.00')
  expect(paid[0]?.text).toContain('等 2 件')
  await shop.owner.shipOrder({ id, requestId: randomUUID(), carrierCode: 'ZTO', trackingNumber: 'ZT1234567890' })
  await world.settle()
  expect((await ann.client.listInbox({})).items.map(({ trigger }) => trigger)).toEqual(['order.shipped', 'order.paid'])
  expect((await ann.client.listInbox({})).items[0]?.text).toContain('ZT1234567890')
})

test('who has not paid is reminded once before the order closes, and told when it has; who has paid is not', async () => {
  const [ann, ben] = [await world.newShopper(), await world.newShopper()]
  const { skuIds } = await world.newProduct(shop, [5])
  const line = { skuId: skuIds[0] ?? '', quantity: 1 }
  const mine = await world.place(ann, [line])
  const theirs = await world.place(ben, [line])
  await world.pay.notify((await world.payAtChannel(ben, theirs.id)).notification)
  await world.settle()
  expect((await ann.client.listInbox({})).items).toEqual([])
  clock.advance({ minutes: 21 })
  await world.settle()
  await world.settle()
  expect((await ann.client.listInbox({})).items.map(({ trigger }) => trigger)).toEqual(['order.unpaid'])
  await ann.client.cancelOrder({ id: mine.orders[0]?.id ?? '', reason: '不想要了' })
  await world.settle()
  expect((await ann.client.listInbox({})).items.map(({ trigger }) => trigger)).toEqual(['order.closed', 'order.unpaid'])
  expect((await ben.client.listInbox({})).items.map(({ trigger }) => trigger)).toEqual(['order.paid'])
})

test('a fall of the price is told to who has it in the cart at a higher one; a rise is not, nor the same fall twice', async () => {
  const [ann, ben] = [await world.newShopper(), await world.newShopper()]
  const { productId, skuIds } = await world.newProduct(shop, [5], 1000)
  await ann.client.addCartLine({ skuId: skuIds[0] ?? '', quantity: 1 })
  const reprice = async (priceFen: number) => {
    const product = await shop.owner.getAdminProduct({ id: productId })
    await shop.owner.updateProduct({
      id: productId,
      code: product.code,
      title: product.title,
      categoryIds: product.categoryIds,
      pictures: product.pictures,
      axes: product.axes,
      skus: product.skus.map((sku) => ({ code: sku.code, options: sku.options, priceFen })),
      state: 'on_sale',
      version: product.version,
    })
    await world.settle()
  }
  await reprice(800)
  await reprice(800)
  await reprice(900)
  const { items } = await ann.client.listInbox({ kind: 'marketing' })
  expect(items).toMatchObject([{ trigger: 'goods.price-drop', link: `pages/product/index?id=${productId}` }])
  expect(items[0]?.text).toContain('¥2.00')
  expect((await ben.client.listInbox({})).items).toEqual([])
})

test('a cart that was left for a day is named once; a birthday is wished once a year', async () => {
  const ann = await world.newShopper()
  const { skuIds } = await world.newProduct(shop, [5])
  await ann.client.addCartLine({ skuId: skuIds[0] ?? '', quantity: 1 })
  await world.db
    .updateTable('cart.cart')
    .set({ updated_at: new Date(clock.now().getTime() - 30 * 3_600_000) })
    .execute()
  await world.runCron('messaging.remind-carts')
  await world.runCron('messaging.remind-carts')
  await ann.client.updateMe({ birthday: '1990-11-27' })
  await world.runCron('messaging.birthdays')
  await world.runCron('messaging.birthdays')
  const triggers = (await ann.client.listInbox({})).items.map(({ trigger }) => trigger)
  expect(triggers.toSorted()).toEqual(['cart.idle', 'member.birthday'])
})

test('every trigger that there is has wording for each of its places, and its links lead to pages that the storefront has', () => {
  const routes = readFileSync(new URL('../../../../storefront/src/routes.ts', import.meta.url), 'utf8')
  for (const trigger of modules.flatMap((module) => module.triggers ?? [])) {
    const places = [...`${trigger.title}${trigger.text}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
    expect(
      places.filter((place) => !(place in trigger.sample)),
      trigger.name,
    ).toEqual([])
  }
  const sources = ['hear.ts', 'of-order.ts', 'watch.ts'].map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n')
  for (const [, path = ''] of sources.matchAll(/['`]((?:pages|packages)\/[a-z/-]+)/g)) expect(routes).toContain(`'${path}'`)
})
