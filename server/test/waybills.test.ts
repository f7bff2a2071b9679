import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { later } from '../src/kernel/clock.ts'
import { openVault } from '../src/kernel/vault.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

let at = new Date()
let world: World
let shop: TestShop
let shopper: TestShopper
const sender = { name: '仓库', phone: '13700000000', province: '浙江省', city: '杭州市', district: '滨江区', detail: '江南大道 <1> 号' }
beforeAll(async () => {
  world = await startWorld({ now: () => at })
  shop = await world.newShop()
  shopper = await world.newShopper()
})
afterAll(() => world.close())

async function paidOrder(quantity = 1): Promise<string> {
  const { skuIds } = await world.newProduct(shop, [quantity])
  const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity }])
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  await world.settle()
  return checkout.orders[0]?.id ?? ''
}
const wait = async () => {
  at = later(at, { minutes: 3 })
  await world.settle()
}
const want = (orderIds: string[], requestId: string = randomUUID()) => shop.owner.orderWaybills({ requestId, carrierCode: 'ZTO', orderIds })

test('without a sender and an account no waybill is asked for', async () => {
  const id = await paidOrder()
  await expect(want([id])).rejects.toMatchObject({ code: 'sender_missing' })
  await shop.owner.putSending({ tracker: 'kdniao', sender, accounts: [] })
  await expect(want([id])).rejects.toMatchObject({ code: 'waybill_account_missing' })
  const saved = await shop.owner.putSending({
    tracker: 'kdniao',
    sender,
    accounts: [{ carrierCode: 'ZTO', customer: 'c', password: 'geheim' }],
  })
  expect(saved.accounts).toMatchObject([{ carrierCode: 'ZTO', hasPassword: true }])
  expect(JSON.stringify(await shop.owner.getSending())).not.toContain('geheim')
})

test('orders get their waybills at once, each exactly one, and are shipped with them; labels carry bar codes', async () => {
  const ids = [await paidOrder(2), await paidOrder()]
  const requestId = randomUUID()
  const before = world.kdniao.waybills().size
  const results = await Promise.all(Array.from({ length: 5 }, () => want([...ids, randomUUID()], requestId)))
  for (const result of results) expect(result).toMatchObject({ done: 2, failed: [{ code: 'order_not_found' }] })
  await wait()
  expect(world.kdniao.waybills().size).toBe(before + 2)
  for (const id of ids)
    expect(await shop.owner.getAdminOrder({ id })).toMatchObject({ state: 'shipped', parcels: [{ carrierCode: 'ZTO' }] })
  const { items } = await shop.owner.listWaybills({ state: 'made' })
  const page = await world.request('GET', `/api/admin/waybill-labels?ids=${items.map((one) => one.id).join(',')}`, {
    token: shop.tokens.warehouse,
  })
  expect(page.status).toBe(200)
  expect(page.body.match(/<svg/g)).toHaveLength(2)
  expect(page.body).toContain('江南大道 &lt;1&gt; 号')
  expect(await world.doctor()).toEqual([])
})

test('a label says what is to be taken at the door, and the carrier is told; one of a paid order says nothing of it', async () => {
  await shop.owner.updateOnDelivery({ enabled: true, maxFen: null, regionCodes: [] })
  const { skuIds } = await world.newProduct(shop, [5])
  const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity: 2 }])
  await shopper.client.payOnDelivery({ id: checkout.id, requestId: randomUUID() })
  await world.settle()
  const orderId = checkout.orders[0]?.id ?? ''
  await want([orderId])
  await wait()
  const label = async (id: string) => {
    const { items } = await shop.owner.listWaybills({ state: 'made', pageSize: 100 })
    const one = items.find((waybill) => waybill.orderId === id)
    return (await world.request('GET', `/api/admin/waybill-labels?ids=${one?.id}`, { token: shop.tokens.warehouse })).body
  }
  const yuan = (checkout.payableFen / 100).toFixed(2)
  expect(await label(orderId)).toContain(`货到付款 应收 ¥${yuan}`)
  const paid = await paidOrder()
  await want([paid])
  await wait()
  expect(await label(paid)).not.toContain('货到付款')
})

test('a lost answer is asked for again under the same code; one that is refused stays so until somebody tries again', async () => {
  const id = await paidOrder()
  const before = world.kdniao.waybills().size
  world.kdniao.failNext('drop-after')
  await want([id])
  await world.settle()
  expect((await shop.owner.getAdminOrder({ id })).state).toBe('paid')
  await wait()
  expect((await shop.owner.getAdminOrder({ id })).state).toBe('shipped')
  expect(world.kdniao.waybills().size).toBe(before + 1)
  const other = await paidOrder()
  world.kdniao.failNext('refuse')
  await want([other])
  await wait()
  const [refused] = (await shop.owner.listWaybills({ state: 'refused' })).items
  expect(refused?.note).toContain('客户号')
  await shop.owner.retryWaybill({ id: refused?.id ?? '' })
  await wait()
  expect((await shop.owner.getAdminOrder({ id: other })).state).toBe('shipped')
})

test('a cancelled waybill voids its shipment and goes back to the carrier; so does one whose order is refunded meanwhile', async () => {
  const id = await paidOrder()
  await want([id])
  await wait()
  const [made] = (await shop.owner.listWaybills({ state: 'made' })).items
  await Promise.all([shop.owner.cancelWaybill({ id: made?.id ?? '' }), shop.owner.cancelWaybill({ id: made?.id ?? '' })])
  await wait()
  expect((await shop.owner.getAdminOrder({ id })).state).toBe('paid')
  expect((await shop.owner.listWaybills({ search: made?.number ?? '' })).items[0]?.state).toBe('cancelled')
  world.kdniao.failNext('busy')
  await want([id])
  await world.settle()
  await shop.owner.refundOrder({ id, reason: '缺货' })
  await wait()
  await wait()
  expect((await shop.owner.listWaybills({})).items[0]?.state).toBe('cancelled')
  expect([...world.kdniao.waybills().values()].filter((one) => one.state === 'cancelled')).toHaveLength(2)
  expect(await world.doctor()).toEqual([])
})

test('passwords at carriers are sealed in the database, stay when nothing new is written, and reach the carrier; plain ones are sealed at start', async () => {
  const other = await world.newShop()
  const account = { carrierCode: 'ZTO', customer: 'c' }
  await other.owner.putSending({ tracker: 'kdniao', sender, accounts: [{ ...account, password: 'hunter-2' }] })
  await other.owner.putSending({ tracker: 'kdniao', sender, accounts: [{ ...account, password: '' }] })
  const stored = async () =>
    (
      await sql<{ row: string }>`select row_to_json(a)::text as row from shipping.waybill_account a where shop_id = ${other.id}`.execute(
        world.db,
      )
    ).rows[0]?.row ?? ''
  expect(await stored()).not.toContain('hunter-2')
  expect(await stored()).not.toContain(Buffer.from('hunter-2').toString('hex'))
  expect((await other.owner.getSending()).accounts).toMatchObject([{ hasPassword: true }])
  const { skuIds } = await world.newProduct(other, [1])
  const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity: 1 }])
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  await world.settle()
  await other.owner.orderWaybills({ requestId: randomUUID(), carrierCode: 'ZTO', orderIds: [checkout.orders[0]?.id ?? ''] })
  await wait()
  expect(world.kdniao.lastWaybill()).toMatchObject({ CustomerName: 'c', CustomerPwd: 'hunter-2' })
  await sql`update shipping.waybill_account set password = 'plain-1', password_sealed = null where shop_id = ${other.id}`.execute(world.db)
  expect((await world.doctor()).map((one) => one.check)).toEqual(['shipping: passwords at carriers are sealed'])
  const { sealPlain } = await import('../src/modules/shipping/sending.ts')
  const vault = openVault(world.config.secretKey, 'shipping')
  await sealPlain({ db: world.db, vault } as never)
  expect(await stored()).not.toContain('plain-1')
  expect(await world.doctor()).toEqual([])
})

test('a waybill weighs what its goods weigh, a guess where a SKU is silent, or what was weighed', async () => {
  const heavy = await paidOrder(3)
  const skuOf = async (id: string) => (await shop.owner.getAdminOrder({ id })).lines[0]?.skuId
  await sql`update catalog.sku set weight_grams = 700 where id = ${await skuOf(heavy)}`.execute(world.db)
  const silent = await paidOrder(2)
  await sql`update catalog.sku set weight_grams = 0 where id = ${await skuOf(silent)}`.execute(world.db)
  const weights = await shop.owner.listOrderWeights({ ids: `${heavy},${silent}` })
  expect(new Map(weights.items.map((one) => [one.orderId, one.grams]))).toEqual(
    new Map([
      [heavy, 2100],
      [silent, 1000],
    ]),
  )
  expect(weights.items.find((one) => one.orderId === silent)?.guessed).toBe(true)
  await want([heavy])
  await wait()
  expect(world.kdniao.lastWaybill()).toMatchObject({ Weight: 2.1 })
  await shop.owner.orderWaybills({
    requestId: randomUUID(),
    carrierCode: 'ZTO',
    orderIds: [silent],
    weights: [{ orderId: silent, grams: 4321 }],
  })
  await wait()
  expect(world.kdniao.lastWaybill()).toMatchObject({ Weight: 4.4 })
  expect((await (await world.newShop()).owner.listOrderWeights({ ids: heavy })).items).toEqual([])
})
