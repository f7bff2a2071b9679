import { readFile } from 'node:fs/promises'
import { compose, type System } from '../server/src/kernel/compose.ts'
import { loadConfig } from '../server/src/kernel/config.ts'
import type { Any } from '../server/src/kernel/contract.ts'
import { openDb } from '../server/src/kernel/db.ts'
import { newId } from '../server/src/kernel/ids.ts'
import { createLog } from '../server/src/kernel/log.ts'
import { ProductDetail } from '../server/src/modules/catalog/contract.ts'
import type { Picture } from '../server/src/modules/media/contract.ts'
import { modules } from '../server/src/modules.ts'
import { mugGlb } from './assets/mug.ts'
import { demoPhone, demoPassword, shopkeeper, staffAccounts } from './accounts.ts'
import { type Actors, type Clock, createActors, createClock } from './furnish/actors.ts'
import { type Calls, type Demo, type OpenShop, type OpenSku, pictureOf, together } from './furnish/context.ts'
import { pickSome, seedPickTasks } from './furnish/picking.ts'
import { seedPrinters } from './furnish/printers.ts'
import { seedSending } from './furnish/sending.ts'
import { seedInvoices } from './furnish/invoices.ts'
import { seedHome } from './furnish/home.ts'
import { seedAssets } from './furnish/assets.ts'
import { seedAfterSales } from './furnish/after-sales.ts'
import { planDeliveries, seedDeliveries } from './furnish/deliveries.ts'
import { seedMarketing } from './furnish/marketing.ts'
import { seedOffers } from './furnish/offers.ts'
import { seedOnDelivery } from './furnish/on-delivery.ts'
import { pastOrders } from './furnish/orders.ts'
import { plays } from './furnish/plays.ts'
import { type Person, seedPeople } from './furnish/people.ts'
import { seedReviews } from './furnish/reviews.ts'
import { seedStock } from './furnish/stock.ts'
import { seedWays } from './furnish/ways.ts'
import { seedTrade } from './furnish/trade.ts'
import { workbookOf } from './furnish/workbook.ts'
import { goodsOf } from './goods.ts'
import { drawPictures, plannedPictures } from './pictures.ts'
import { categoryKey, type Planned } from './pictures/plan.ts'
import { shops } from './shops.ts'
import { brandKey, brands } from './shops/brands.ts'
import type { ShopData } from './shops/data.ts'

/**
 * Furnishes an empty database with the demo shops, through the calls that the product itself has: goods through the merchant's spreadsheet,
 * past trade through the modules' set-up calls. Run by `npm start`; reads the same settings as the server.
 */
async function furnish(): Promise<void> {
  const config = { ...loadConfig(), roles: [], rateLimits: false }
  const [clock, actors] = [createClock(), createActors()]
  const log = createLog('warn')
  const db = openDb<Any>({ url: config.databaseUrl, max: 12 })
  const system = await compose({ config, db, log, modules, now: clock.now, authenticate: actors.authenticate })
  actors.enter(system)
  await system.start()
  try {
    // Pictures are known before they are drawn; those that lists show are there when the shop opens.
    const parts = [
      furnishWith(system, { clock, actors }),
      timed('pictures', () => drawPictures({ dataDir: config.dataDir, which: 'first' })),
    ]
    await Promise.all(parts)
  } finally {
    await system.stop()
    await db.destroy()
  }
}

async function furnishWith(system: System, { clock, actors }: { clock: Clock; actors: Actors }): Promise<void> {
  const calls = system.calls as unknown as Calls // composed from these contracts
  const pictures = plannedPictures()
  const named = pictures.flatMap(({ key, name, width, height, colour }): [string, Picture][] => {
    const picture = { url: `/media/${key}`, width, height, colour }
    return [
      [key, picture],
      [name, picture],
    ]
  })
  const demo: Demo = { calls, now: new Date(), newId, detail: detailThrough(system), pictures: new Map(named) }
  await calls.media.register({
    shopId: null,
    pictures: pictures.filter((picture) => picture.shop === null).map((picture) => mediaRow(demo, picture)),
  })
  await timed('categories', () => putCategories(demo))
  await timed('brands', () => putBrands(demo))
  const open: OpenShop[] = []
  for (const data of shops) open.push(await timed(data.name, () => openShop(demo, data, pictures)))
  await timed('events', () => settle(system))
  const people = await timed('people', () =>
    seedPeople(
      demo,
      open.map((one) => one.shop.id),
    ),
  )
  await timed('marketing', () => market(demo, open, people))
  const orders = pastOrders(demo, open, people)
  await past(demo, open, orders)
  await timed('sending and offers', () => Promise.all([seedSending(actors, open), seedOffers(actors, open)]))
  await timed('stock', () => seedStock({ clock, actors, people }, open))
  const stage = { demo, clock, actors, people, open, settle: () => settle(system) }
  const buyers = people.map((person) => person.id)
  await timed('ways to buy', () => seedWays(stage, open, buyers))
  await timed('on delivery', () => seedOnDelivery(stage, open))
  await timed('picking', () => pickSome(actors, open))
  for (const play of plays) await timed(play.name, () => play.seed(stage))
  await timed('home', () => seedHome(demo, open, bestSellers(orders)))
  await timed('events', () => settle(system))
  await timed('search', () => calls.search.rebuild({}))
  console.log(`The demo is ready: ${demoPhone(1)} to shop, ${staffAccounts[0].account} / ${demoPassword} to sell.`)
}

/** Past orders with all that followed from them. */
async function past(demo: Demo, open: readonly OpenShop[], orders: ReturnType<typeof pastOrders>): Promise<void> {
  const handed = planDeliveries(open, orders)
  await timed(`${orders.length} orders`, () => seedTrade(demo, orders))
  await timed('deliveries', () => seedDeliveries(demo, handed))
  await timed('pick tasks', () => seedPickTasks(demo, orders))
  await timed('reviews', () => seedReviews(demo, orders))
  await timed('after-sales', () => seedAfterSales(demo, open, orders))
  await timed('invoices', () => seedInvoices(demo, open, orders))
  await timed('printers', () => seedPrinters(demo, open, orders))
}

const mediaRow = (demo: Demo, { key, name, bytes }: Planned) => ({ name, picture: pictureOf(demo, key), bytes, hash: `demo:${key}` })

async function putCategories(demo: Demo): Promise<void> {
  const paths = shops.flatMap((shop) => shop.groups.flatMap(({ path }) => [path.slice(0, 1), path.slice(0, 2), [...path]]))
  const once = [...new Map(paths.map((path) => [path.join('/'), path])).values()]
  await demo.calls.catalog.putCategories({ items: once.map((path, sort) => ({ path, sort, picture: pictureOf(demo, categoryKey(path)) })) })
}

/** Those that tell something of themselves; the spreadsheets bring the others. */
async function putBrands(demo: Demo): Promise<void> {
  await demo.calls.catalog.putBrands({
    items: brands.map(({ name, nameEn, slug, story }, index) => ({
      name,
      nameEn,
      story,
      sort: index * 10,
      logo: pictureOf(demo, brandKey(slug)),
    })),
  })
}

/** A mug that moves and can be turned round. */
async function showMug({ calls }: Demo, { shop, goods }: OpenShop): Promise<void> {
  const mug = goods.find((one) => one.goods.title.startsWith('手作粗陶马克杯'))
  if (!mug) return
  const film = await readFile(new URL('assets/mug.mp4', import.meta.url))
  const { url, video } = await calls.media.putAsset({ shopId: shop.id, name: '粗陶马克杯.mp4', fileBase64: film.toString('base64') })
  const model = await calls.media.putAsset({ shopId: shop.id, name: '粗陶马克杯.glb', fileBase64: mugGlb('#86a3bd').toString('base64') })
  await calls.catalog.showAssets({ productId: mug.productId, video: video && { url, ...video, poster: null }, model: { url: model.url } })
}

/** Opens one shop: its face, its staff, its media library, and its goods through the spreadsheet. */
async function openShop(demo: Demo, data: ShopData, pictures: readonly Planned[]): Promise<OpenShop> {
  const { calls } = demo
  const { slug, industry, name, notice, phone, licence, icp } = data
  const shop = await calls.shop.put({
    slug,
    industry,
    name,
    notice,
    phone,
    licence,
    icp,
    open: true,
    logo: pictureOf(demo, `demo/shop/${slug}`),
  })
  const accounts = [...staffAccounts, { account: shopkeeper(slug), name: `${name}店主`, role: 'owner' as const }]
  await Promise.all(accounts.map((staff) => calls.staff.put({ ...staff, shopId: shop.id, password: demoPassword })))
  await calls.media.register({
    shopId: shop.id,
    pictures: pictures.filter((picture) => picture.shop === slug).map((picture) => mediaRow(demo, picture)),
  })
  const goods = goodsOf(data)
  const file = await workbookOf(goods, demo.pictures)
  const report = await calls.catalog.importSpreadsheet({ shopId: shop.id, fileBase64: file.toString('base64'), actor: '演示数据' })
  if (!report.applied)
    throw new Error(
      `the spreadsheet of ${name} is refused:\n${report.problems
        .slice(0, 20)
        .map((problem) => JSON.stringify(problem))
        .join('\n')}`,
    )
  const opened = { data, shop, goods: await openGoods(demo, shop.id, goods) }
  await showMug(demo, opened)
  return opened
}

const docsAtOnce = 500

/** Finds the ids of what was imported. */
async function openGoods(demo: Demo, shopId: string, goods: OpenShop['goods'][number]['goods'][]): Promise<OpenShop['goods']> {
  const ids = new Map<string, string>()
  for (let after: string | null = null; ;) {
    const { items }: Awaited<ReturnType<Calls['catalog']['docs']>> = await demo.calls.catalog.docs({ after, limit: docsAtOnce })
    for (const doc of items.filter((item) => item.shopId === shopId)) for (const code of doc.skuCodes) ids.set(code, doc.id)
    after = items.length < docsAtOnce ? null : (items.at(-1)?.id ?? null)
    if (after === null) break
  }
  const open: OpenShop['goods'] = []
  await together(goods, 6, async (one) => {
    const productId = ids.get(one.skus[0]?.code ?? '')
    if (productId === undefined) throw new Error(`${one.code} was not imported`)
    const { skus, picture } = await demo.detail(productId)
    const bySku = skus.map((sku): [string, OpenSku] => [
      sku.code,
      { skuId: sku.id, options: sku.options, priceFen: sku.priceFen, picture: sku.picture ?? picture },
    ])
    open.push({ goods: one, productId, skus: new Map(bySku) })
  })
  return open.sort((a, b) => (a.goods.code < b.goods.code ? -1 : 1))
}

const detailThrough =
  (system: System): Demo['detail'] =>
  async (productId) => {
    const reply = await system.app.inject({ url: `/api/shop/products/${productId}` })
    if (reply.statusCode !== 200) throw new Error(`product ${productId} is not shown: ${reply.body}`)
    return ProductDetail.parse(reply.json())
  }

async function market(demo: Demo, open: readonly OpenShop[], people: readonly Person[]): Promise<void> {
  const tryers = people.slice(0, 5).map((person) => person.id)
  // Reviews of the past bring nothing any more.
  await demo.calls.membership.put({ rule: { reviewsPerDay: 0 } })
  for (const shop of open) await seedMarketing(demo, shop, tryers)
  await seedAssets(demo, open, tryers)
  await demo.calls.search.putWords({
    synonyms: shops.flatMap((shop) => shop.synonyms.map((group) => [...group])),
    hotWords: [...new Set(shops.flatMap((shop) => shop.hotWords.slice(0, 3)))],
    pins: [],
  })
}

/** Products of a shop, what sold most pieces first. */
function bestSellers(orders: ReturnType<typeof pastOrders>): (shop: OpenShop) => string[] {
  return (shop) => {
    const sold = new Map<string, number>()
    for (const line of orders.filter((order) => order.shop === shop && order.paidAt).flatMap((order) => order.lines))
      sold.set(line.productId, (sold.get(line.productId) ?? 0) + line.quantity)
    return [...sold].sort((a, b) => b[1] - a[1]).map(([id]) => id)
  }
}

/** Events until none is left, and the sweeps that follow from them. */
async function settle(system: System): Promise<void> {
  for (let moved = true; moved;) {
    const round = await system.deliver({ early: true })
    const first = round.failed[0]
    if (first) throw new Error(`${first.handler} failed`, { cause: first.error })
    moved = round.delivered > 0 || (await system.jobs.sweepOnce()) > 0
  }
}

async function timed<T>(what: string, run: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await run()
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return result
}

await furnish()
