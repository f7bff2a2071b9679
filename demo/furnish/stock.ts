import type { AdminClient } from '../../clients/admin/client.ts'
import { shopkeeper } from '../accounts.ts'
import { dice, type Dice } from '../random.ts'
import type { Actors, Clock } from './actors.ts'
import type { OpenGoods, OpenShop } from './context.ts'
import type { Person } from './people.ts'
import { stockWords } from './stock-words.ts'

interface Hand {
  clock: Clock
  actors: Actors
  people: readonly Person[]
}

interface Sku {
  skuId: string
  code: string
  costFen: number
}

/** The stock of one shop with those who look after it. */
interface Yard {
  shop: OpenShop
  admin: AdminClient
  roll: Dice
  key: (what: string) => string
  main: string
  store: string
  suppliers: string[]
  lasts: readonly number[]
  /** What is bought, moved and counted here; what sells most is left alone. */
  goods: readonly OpenGoods[]
}

const day = 86_400_000
const skusOf = ({ goods, skus }: OpenGoods): Sku[] =>
  goods.skus.flatMap(({ code, costFen }) => {
    const found = skus.get(code)
    return found ? [{ skuId: found.skuId, code, costFen }] : []
  })
const dateIn = (clock: Clock, days: number): string => new Date(clock.now().getTime() + days * day).toISOString().slice(0, 10)

/**
 * Warehouses and stores, suppliers and what was bought from them, lots, transfers, counts, warnings, conflicts with another system, and what is
 * sold out with people who wait for it: all by the operations that staff and shoppers have.
 */
export async function seedStock(hand: Hand, shops: readonly OpenShop[]): Promise<void> {
  const { ago } = hand.clock
  const yards = await Promise.all(shops.map((shop) => openYard(hand, shop)))
  const each = (run: (yard: Yard) => Promise<void>) => Promise.all(yards.map(run))
  await ago(24, () => each((yard) => buyLongAgo(hand, yard)))
  await ago(12, () => each(moveAndCount))
  await ago(9, () => each((yard) => sellOut(hand, yard)))
  await ago(3, () => each((yard) => buyLately(hand, yard)))
  await ago(1, () => each(moveToday))
  await each(watch)
}

async function openYard({ actors }: Hand, shop: OpenShop): Promise<Yard> {
  const admin = await actors.staff(shopkeeper(shop.data.slug))
  const { places, suppliers, lasts } = stockWords(shop.data.industry)
  const [known] = (await admin.listLocations()).items
  if (!known) throw new Error(`${shop.data.name} has no warehouse`)
  const phone = shop.data.phone
  const [main, ...others] = places
  await admin.updateLocation({ ...main, phone, id: known.id })
  const ids: string[] = []
  for (const place of others) ids.push((await admin.createLocation({ ...place, phone })).id)
  const sellers: string[] = []
  for (const [index, one] of suppliers.entries())
    sellers.push((await admin.createSupplier({ ...one, phone: `0571-0000${String(1001 + index * 7)}` })).id)
  return {
    shop,
    admin,
    roll: dice(`stock ${shop.data.slug}`),
    key: (what) => `demo-stock-${shop.data.slug}-${what}`,
    main: known.id,
    store: ids[0] ?? known.id,
    suppliers: sellers,
    lasts,
    goods: shop.goods.slice(-24),
  }
}

interface Wish {
  name: string
  goods: readonly OpenGoods[]
  supplier: number
  /** When it is to come, in days from the day of the order. */
  expectedIn: number
  note?: string
}

/** Orders some pieces of each SKU, by the carton. */
async function order({ clock }: Hand, yard: Yard, wish: Wish) {
  const lines = wish.goods.flatMap(skusOf).slice(0, 12)
  return yard.admin.createPurchase({
    requestId: yard.key(wish.name),
    supplierId: yard.suppliers[wish.supplier % yard.suppliers.length] ?? '',
    locationId: yard.main,
    expectedOn: dateIn(clock, wish.expectedIn),
    note: wish.note ?? '',
    lines: lines.map(({ skuId, costFen }) => ({ skuId, quantity: yard.roll.int(2, 8) * 6, unitCostFen: costFen })),
  })
}

type Ordered = Awaited<ReturnType<typeof order>>

/** Takes in what was ordered: all of it, or some lines whole and one in part. Goods that expire come in lots. */
async function takeIn({ clock }: Hand, yard: Yard, { bought, name, share = 1 }: { bought: Ordered; name: string; share?: number }) {
  const whole = Math.ceil(bought.lines.length * share)
  const lines = bought.lines.slice(0, whole).map((line, index) => {
    const quantity = share < 1 && index === whole - 1 ? Math.ceil(line.quantity / 2) : line.quantity
    const days = yard.lasts[index % Math.max(1, yard.lasts.length)]
    const lot = days === undefined ? {} : { lot: { code: `L${dateIn(clock, 0).replaceAll('-', '')}`, expiresOn: dateIn(clock, days) } }
    return { skuId: line.skuId, quantity, ...lot }
  })
  await yard.admin.receiveStock({ requestId: yard.key(name), purchaseId: bought.id, note: share < 1 ? '分批到货' : '', lines })
}

/** What had its day in the meantime is thrown away by itself; so nothing here lasts less than it is old. */
async function buyLongAgo(hand: Hand, yard: Yard): Promise<void> {
  const { goods, admin } = yard
  const durable: Yard = { ...yard, lasts: yard.lasts.filter((days) => days > 24) }
  const first = await order(hand, durable, { name: 'buy-1', goods: goods.slice(0, 4), supplier: 0, expectedIn: 5 })
  await takeIn(hand, durable, { bought: first, name: 'take-1' })
  const second = await order(hand, durable, { name: 'buy-2', goods: goods.slice(4, 7), supplier: 1, expectedIn: 8, note: '换季补货' })
  await takeIn(hand, durable, { bought: second, name: 'take-2', share: 0.6 })
  await admin.closePurchase({ id: second.id })
}

/** Goods for the store, of which one piece broke on the way; and a count there that found differences. */
async function moveAndCount({ admin, goods, main, store, key, roll }: Yard): Promise<void> {
  const lines = goods
    .slice(0, 5)
    .flatMap(skusOf)
    .slice(0, 10)
    .map(({ skuId }) => ({ skuId, quantity: roll.int(4, 9) }))
  const there = await stockOf(
    admin,
    lines.map((line) => line.skuId),
    main,
  )
  const enough = lines.filter((line) => (there.get(line.skuId) ?? 0) > line.quantity)
  const moved = await admin.createTransfer({ requestId: key('move-1'), fromId: main, toId: store, note: '门店铺货', lines: enough })
  await admin.sendTransfer({ id: moved.id })
  const [short] = enough
  await admin.receiveTransfer({ id: moved.id, lines: short ? [{ skuId: short.skuId, received: short.quantity - 1 }] : [] })
  const dropped = await admin.createTransfer({
    requestId: key('move-2'),
    fromId: main,
    toId: store,
    note: '重复开单',
    lines: enough.slice(0, 2),
  })
  await admin.cancelTransfer({ id: dropped.id })

  const sheet = await admin.createCount({ requestId: key('count-1'), locationId: store, productIds: [], note: '门店月度盘点' })
  const { items } = await admin.getCount({ id: sheet.id, pageSize: 100 })
  const counted = await stockOf(
    admin,
    items.map((item) => item.skuId),
    store,
  )
  await admin.writeCount({
    id: sheet.id,
    lines: items.map(({ skuId }, index) => ({
      skuId,
      counted: Math.max(0, (counted.get(skuId) ?? 0) + ([0, 0, -1, 0, 1][index % 5] ?? 0)),
    })),
  })
  await admin.bookCount({ id: sheet.id, reason: '门店月度盘点，按实数调整' })
}

/** What can be sold of these SKUs at one location. */
async function stockOf(admin: AdminClient, skuIds: readonly string[], locationId: string): Promise<Map<string, number>> {
  const { items } = await admin.listStock({ skuIds: skuIds.join(','), locationId, pageSize: 100 })
  return new Map(items.map((item) => [item.skuId, item.available]))
}

/** Of one product everything is gone, of two others one choice; people wait for all of them. */
async function sellOut({ actors, people }: Hand, { admin, goods, key, main, roll }: Yard): Promise<void> {
  const [all, one, back] = goods.slice(8).filter((each) => each.goods.skus.length > 1)
  if (!all || !one || !back) throw new Error('no goods are left to sell out')
  const gone = [...skusOf(all), ...skusOf(one).slice(-1), ...skusOf(back).slice(-1)]
  const left = await stockOf(
    admin,
    gone.map((sku) => sku.skuId),
    main,
  )
  const lines = gone.flatMap(({ skuId }) => ((left.get(skuId) ?? 0) > 0 ? [{ skuId, change: -(left.get(skuId) ?? 0) }] : []))
  await admin.adjustStock({ requestId: key('sold-out'), reason: 'correction', note: '已在门店线下售完', lines })
  for (const { skuId } of gone) {
    const some = people.filter((_person, index) => index < 2 || roll.chance(0.015)).slice(0, 7)
    for (const person of some) await actors.shopper(person.id).subscribeStock({ skuId })
  }
  // This one came back, and those who waited see it.
  const [returned] = skusOf(back).slice(-1)
  if (returned)
    await admin.receiveStock({
      requestId: key('came-back'),
      note: '追加到货',
      lines: [{ skuId: returned.skuId, quantity: 36, unitCostFen: returned.costFen }],
    })
}

/** Fresh goods in lots that end soon, an order of which half has come, one on its way, and one that is late. */
async function buyLately(hand: Hand, yard: Yard): Promise<void> {
  const { goods } = yard
  const fresh = await order(hand, yard, { name: 'buy-3', goods: goods.slice(2, 6), supplier: 0, expectedIn: 2 })
  await takeIn(hand, yard, { bought: fresh, name: 'take-3' })
  const part = await order(hand, yard, { name: 'buy-4', goods: goods.slice(6, 10), supplier: 1, expectedIn: 6 })
  await takeIn(hand, yard, { bought: part, name: 'take-4', share: 0.5 })
  await order(hand, yard, { name: 'buy-5', goods: goods.slice(16, 19), supplier: 2, expectedIn: 14, note: '活动备货，提前一天电话确认' })
  await order(hand, yard, { name: 'buy-6', goods: goods.slice(10, 12), supplier: 0, expectedIn: 1 })
}

/** On the way to the store, a draft, and pieces that broke. */
async function moveToday({ admin, goods, main, store, key, roll }: Yard): Promise<void> {
  const chosen = goods.slice(5, 8).flatMap(skusOf).slice(0, 6)
  const left = await stockOf(
    admin,
    chosen.map((sku) => sku.skuId),
    main,
  )
  const lines = chosen.filter(({ skuId }) => (left.get(skuId) ?? 0) > 12).map(({ skuId }) => ({ skuId, quantity: roll.int(3, 6) }))
  const sent = await admin.createTransfer({ requestId: key('move-3'), fromId: main, toId: store, note: '周末补货', lines })
  await admin.sendTransfer({ id: sent.id })
  await admin.createTransfer({ requestId: key('move-4'), fromId: main, toId: store, note: '', lines: lines.slice(0, 3) })
  const broken = lines.slice(0, 2).map(({ skuId }) => ({ skuId, change: -1 }))
  await admin.adjustStock({ requestId: key('broken'), reason: 'damage', note: '搬运时外包装破损', lines: broken })
}

/** A count half done, thresholds that warn, and another system that does not agree. */
async function watch({ admin, goods, main, key }: Yard): Promise<void> {
  const sheet = await admin.createCount({
    requestId: key('count-2'),
    locationId: main,
    productIds: goods.slice(0, 6).map((one) => one.productId),
    note: '抽盘 A 区',
  })
  const { items } = await admin.getCount({ id: sheet.id, pageSize: 100 })
  const half = items.slice(0, Math.ceil(items.length / 2)).map((item) => item.skuId)
  const there = await admin.listStock({ skuIds: half.join(','), locationId: main, pageSize: 100 })
  await admin.writeCount({
    id: sheet.id,
    lines: there.items.map(({ skuId, onHand }, index) => ({ skuId, counted: Math.max(0, onHand - (index % 4 === 1 ? 1 : 0)) })),
  })
  const scarce = goods.slice(12, 16).flatMap(skusOf).slice(0, 4)
  const left = await stockOf(
    admin,
    scarce.map((sku) => sku.skuId),
    main,
  )
  // Two of them are below what staff want to have there, two are above.
  for (const [index, { skuId }] of scarce.entries())
    await admin.setThreshold({ skuId, pieces: Math.max(0, (left.get(skuId) ?? 0) + (index < 2 ? 10 : -10)) })
  await disagree(admin, goods)
}

/** An ERP that counts on: one number is missing, one code and one warehouse nobody knows, and one line staff let go already. */
async function disagree(admin: AdminClient, goods: readonly OpenGoods[]): Promise<void> {
  const [first, second] = goods.slice(14).flatMap(skusOf)
  if (!first || !second) throw new Error('no goods are left to disagree about')
  const { items } = await admin.listStock({ skuIds: first.skuId, pageSize: 10 })
  const onHand = items.find((item) => item.onHand > 0)?.onHand ?? 0
  await admin.syncStock({
    source: 'erp',
    lines: [
      { sequence: 1, sku: first.code, location: 'WH-1', onHand: onHand + 2 },
      { sequence: 1, sku: second.code, location: 'WH-1', onHand: 40 },
      { sequence: 3, sku: second.code, location: 'WH-1', onHand: 36 },
      { sequence: 1, sku: 'OLD-2023-118', location: 'WH-1', onHand: 12 },
      { sequence: 1, sku: first.code, location: 'WH-9', onHand: 5 },
      { sequence: 1, sku: 'TEST-0001', location: 'WH-1', onHand: 0 },
    ],
  })
  const { items: open } = await admin.listSyncConflicts({ state: 'open', pageSize: 100 })
  const test = open.find((one) => one.sku === 'TEST-0001')
  if (test) await admin.resolveSyncConflict({ id: test.id, action: 'dismiss' })
}
