import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer, testClock } from '../../../test/harness.ts'
import { type Outside, startOutside } from '../../../test/outside.ts'
import type { Interface } from '../../kernel/contract.ts'
import { on } from '../../kernel/events.ts'
import { defineModule } from '../../kernel/module.ts'
import { type shippingCalls, trackingChanged } from './contract.ts'
import { shipping } from './module.ts'

const clock = testClock()
let outside: Outside
let server: TestServer
let calls: Interface<typeof shippingCalls>
const changes: { parcelId: string; state: string }[] = []

const listener = defineModule({
  name: 'listener',
  calls: {},
  needs: {},
  create: () => ({
    calls: {},
    routes: [],
    jobs: [],
    handlers: [on(trackingChanged, 'listener.tracking', async ({ payload }) => void changes.push(payload))],
  }),
})

const shopId = randomUUID()
const otherShop = randomUUID()
beforeAll(async () => {
  outside = await startOutside({ now: clock.now })
  const authenticate = async (token: string) => ({
    kind: 'staff' as const,
    id: randomUUID(),
    name: 'Test',
    sessionId: randomUUID(),
    shopId: token === 'other' ? otherShop : shopId,
    role: 'owner',
    permissions: ['settings.read', 'settings.write', 'order.read', 'order.ship', 'catalog.read'],
  })
  server = await startServer({ modules: [shipping, listener], now: clock.now, config: outside.config, authenticate })
  outside.leadTo(server.url)
  // The harness keeps calls loosely typed; these are those of this contract.
  calls = server.calls['shipping'] as unknown as Interface<typeof shippingCalls>
})
afterAll(async () => {
  await server.close()
  await outside.close()
})

let counter = 0
const wish = (more: Partial<Parameters<typeof calls.ship>[0]> = {}) => ({
  key: randomUUID(),
  shopId,
  orderId: randomUUID(),
  carrierCode: 'SF',
  number: `SF10000000${(counter += 1) + 1000}`,
  lines: [{ orderLineId: randomUUID(), quantity: 2 }],
  receiverPhone: '13800000001',
  fromCity: '浙江省杭州市',
  toCity: '北京市',
  ...more,
})
const parcel = async (orderId: string) => (await calls.parcels({ orderIds: [orderId] })).items[0]!
const violations = async () => (await Promise.all(server.systems[0]!.checks.map((check) => check.run()))).flat()

test('a parcel is recorded once for its key and asks for its tracking', async () => {
  const one = wish()
  const [first, again] = await Promise.all([calls.ship(one), calls.ship(one)])
  expect(again).toEqual(first)
  expect(first).toMatchObject({ carrierName: '顺丰速运', state: 'created', signedAt: null })
  await expect(calls.ship({ ...one, number: 'SF9999999999' })).rejects.toMatchObject({ code: 'key_reused' })
  await server.sweep()
  expect(outside.kuaidi100.subscriptions().filter(({ number }) => number === one.number)).toHaveLength(1)
})

test('a carrier that is not known and a number that is none are refused before anything is recorded', async () => {
  await expect(calls.checkParcel({ shopId, carrierCode: 'NOPE', number: 'SF1000000001' })).rejects.toMatchObject({
    code: 'carrier_unknown',
  })
  await expect(calls.ship(wish({ number: '还没有单号' }))).rejects.toMatchObject({ code: 'tracking_number_wrong' })
})

test('pushes move a parcel to the door; old and repeated ones change nothing, and signed stays signed', async () => {
  const one = wish()
  const { id } = await calls.ship(one)
  await server.sweep()
  const all = outside.kuaidi100.stagesOf(one.number)
  clock.advance({ seconds: 10 })
  expect(await outside.kuaidi100.push(one.number, 1)).toEqual({ status: 200, result: true })
  expect((await parcel(one.orderId)).state).toBe('picked_up')
  await Promise.all([outside.kuaidi100.push(one.number, all - 1), outside.kuaidi100.push(one.number, all - 1)])
  expect((await parcel(one.orderId)).state).toBe('out_for_delivery')
  await outside.kuaidi100.push(one.number, 2)
  expect((await parcel(one.orderId)).state).toBe('out_for_delivery')
  await outside.kuaidi100.push(one.number, all)
  await outside.kuaidi100.push(one.number, all - 2)
  const signed = await parcel(one.orderId)
  expect(signed.state).toBe('signed')
  expect(signed.events).toHaveLength(all + 1)
  expect(signed.events[0]?.text).toContain('已签收')
  await server.deliver()
  expect(changes.filter(({ parcelId }) => parcelId === id).map(({ state }) => state)).toEqual(['picked_up', 'out_for_delivery', 'signed'])
  await expect(
    server.db.updateTable('shipping.parcel').set({ state: 'in_transit', signed_at: null }).where('id', '=', id).execute(),
  ).rejects.toThrow(/signed for/)
  expect(await violations()).toEqual([])
})

test('a push without our salt is refused', async () => {
  const one = wish()
  await calls.ship(one)
  await server.sweep()
  expect(await outside.kuaidi100.push(one.number, 1, 'bad-signature')).toMatchObject({ status: 401 })
  expect((await parcel(one.orderId)).state).toBe('created')
})

test('when pushes are lost the path is found by asking', async () => {
  const one = wish()
  await calls.ship(one)
  await server.sweep()
  clock.advance({ minutes: 36 })
  await server.sweep()
  expect((await parcel(one.orderId)).state).toBe('signed')
})

test('templates: one default at any time, wrong rates refused, others shops do not see them', async () => {
  const rate = { regionCodes: [], firstUnits: 1, firstFen: 800, nextUnits: 1, nextFen: 200, freeOverFen: 9900 }
  const input = { name: '全国', by: 'piece' as const, rates: [rate] }
  const [owner, stranger] = [server.admin('mine'), server.admin('other')]
  const first = await owner.createFreightTemplate({ ...input, isDefault: false })
  expect(first.isDefault).toBe(true)
  const second = await owner.createFreightTemplate({ ...input, name: '生鲜', isDefault: true })
  expect((await owner.listFreightTemplates()).items.map((one) => [one.name, one.isDefault])).toEqual([
    ['生鲜', true],
    ['全国', false],
  ])
  await expect(owner.createFreightTemplate({ ...input, rates: [rate, rate] })).rejects.toMatchObject({ code: 'freight_rates_wrong' })
  await expect(owner.deleteFreightTemplate({ id: second.id })).rejects.toMatchObject({ code: 'freight_template_default' })
  await expect(stranger.deleteFreightTemplate({ id: first.id })).rejects.toMatchObject({ code: 'freight_template_not_found' })
  expect((await stranger.listFreightTemplates()).items).toEqual([])
  const quote = (goodsFen: number) =>
    calls.quoteFreight({
      shopId,
      districtCode: '330106',
      lines: [{ skuId: randomUUID(), templateId: first.id, quantity: 3, weightGrams: 0, volumeMl: 0, goodsFen }],
    })
  expect(await quote(5000)).toEqual({ freightFen: 1200, undeliverable: [] })
  expect(await quote(9900)).toEqual({ freightFen: 0, undeliverable: [] })
  await owner.deleteFreightTemplate({ id: first.id })
  expect(await calls.templateExists({ shopId, templateId: first.id })).toEqual({ exists: false })
})

test('templates and past parcels can be set up again and again', async () => {
  const rates = [{ regionCodes: [], firstUnits: 1, firstFen: 600, nextUnits: 1, nextFen: 100, freeOverFen: null }]
  const put = () => calls.putTemplate({ shopId: otherShop, name: '标准', by: 'piece', rates })
  expect(await put()).toEqual(await put())
  const at = '2026-10-01T04:00:00.000Z'
  const past = {
    key: randomUUID(),
    shopId,
    orderId: randomUUID(),
    carrierCode: 'ZTO',
    carrierName: '中通快递',
    number: '75000000001234',
    state: 'signed' as const,
    lines: [],
    events: [{ at, state: 'signed' as const, place: '杭州', text: '已签收' }],
    shippedAt: at,
    signedAt: at,
  }
  await calls.seed({ parcels: [past] })
  await calls.seed({ parcels: [past] })
  expect((await calls.parcels({ orderIds: [past.orderId] })).items).toHaveLength(1)
  expect(await violations()).toEqual([])
})

test('a wrong number is mended before the carrier has the parcel, and the right one is followed', async () => {
  const one = wish({ number: 'SF7700000001' })
  const { id } = await calls.ship(one)
  await server.sweep()
  const [owner, stranger] = [server.admin('mine'), server.admin('other')]
  const right = { id, carrierCode: 'ZTO', trackingNumber: 'ZT7700000002' }
  await expect(stranger.correctParcel(right)).rejects.toMatchObject({ code: 'parcel_not_found' })
  expect(await owner.correctParcel(right)).toMatchObject({ carrierName: '中通快递', number: 'ZT7700000002', state: 'created' })
  await server.sweep()
  await outside.kuaidi100.push('SF7700000001', 3)
  expect((await parcel(one.orderId)).state).toBe('created')
  clock.advance({ seconds: 10 })
  await outside.kuaidi100.push('ZT7700000002', 1)
  expect((await parcel(one.orderId)).state).toBe('picked_up')
  await expect(owner.correctParcel({ ...right, trackingNumber: 'ZT7700000003' })).rejects.toMatchObject({ code: 'parcel_moved' })
  await expect(owner.voidParcel({ id, reason: '发错了' })).rejects.toMatchObject({ code: 'parcel_moved' })
})

test('a shop chooses its own carriers; one that aggregators do not know by our codes is followed by theirs', async () => {
  const owner = server.admin('mine')
  const own = { code: 'DN', name: '丹鸟', phone: '', kuaidi100: 'ems', kdniao: 'DNWL', wechat: '' }
  await expect(owner.putCarriers({ items: [own, own] })).rejects.toMatchObject({ code: 'carrier_twice' })
  expect((await owner.putCarriers({ items: [own] })).items).toEqual([own])
  expect((await server.admin('other').listCarriers()).items.length).toBeGreaterThan(5)
  await expect(calls.ship(wish({ carrierCode: 'SF' }))).rejects.toMatchObject({ code: 'carrier_unknown' })
  const one = wish({ carrierCode: 'DN', number: 'DN8800000001' })
  expect(await calls.ship(one)).toMatchObject({ carrierName: '丹鸟' })
  await server.sweep()
  expect(outside.kuaidi100.subscriptions().find(({ number }) => number === one.number)).toMatchObject({ company: 'ems' })
  expect((await owner.putCarriers({ items: [] })).items[0]).toMatchObject({ code: 'SF' })
  // Told again with the list changed meanwhile, it is the same parcel.
  expect(await calls.ship(one)).toMatchObject({ carrierName: '丹鸟' })
})

test('a shop chooses its aggregator; the other one follows what that one cannot, and forged or repeated pushes change nothing', async () => {
  const owner = server.admin('mine')
  await owner.putSending({ tracker: 'kdniao', sender: null, accounts: [] })
  const one = wish({ carrierCode: 'YTO', number: 'YT6600000001' })
  const { id } = await calls.ship(one)
  await server.sweep()
  expect(outside.kdniao.followed()).toMatchObject([{ shipper: 'YTO', number: one.number }])
  clock.advance({ seconds: 200 })
  expect(await outside.kdniao.push(one.number, 5, 'bad-signature')).toMatchObject({ status: 401, taken: false })
  expect((await parcel(one.orderId)).state).toBe('created')
  await Promise.all([outside.kdniao.push(one.number, 4), outside.kdniao.push(one.number, 4)])
  expect(await outside.kdniao.push(one.number, 5)).toMatchObject({ taken: true })
  await outside.kdniao.push(one.number, 2)
  const signed = await parcel(one.orderId)
  expect(signed).toMatchObject({ state: 'signed' })
  expect(signed.events).toHaveLength(6)
  await server.deliver()
  expect(changes.filter(({ parcelId }) => parcelId === id).map(({ state }) => state)).toEqual(['out_for_delivery', 'signed'])
  // SF is not told about without four digits of a phone there; the other aggregator is asked.
  const other = wish({ receiverPhone: '12', number: 'SF6600000002' })
  await calls.ship(other)
  await server.sweep()
  expect(outside.kdniao.followed().some(({ number }) => number === other.number)).toBe(false)
  await owner.putSending({ tracker: 'kuaidi100', sender: null, accounts: [] })
})
