import { shopkeeper } from '../accounts.ts'
import type { OpenShop } from './context.ts'
import type { Person } from './people.ts'
import type { Stage } from './plays.ts'

const hour = 3_600_000
const day = 24 * hour
const inChina = (at: number): string => new Date(at + 8 * hour).toISOString().slice(0, 10)

const points = [
  { name: '林姐', pointName: '文三路果蔬驿站', address: '文三路 259 号 1 幢底商', lng: 120.1352, lat: 30.2801, person: 0 },
  { name: '老周', pointName: '古荡新村西门', address: '古荡新村 38 幢门卫旁', lng: 120.1208, lat: 30.2775, person: 60 },
  { name: '陈阿姨', pointName: '翠苑四区便民店', address: '翠苑四区 12 幢 101', lng: 120.1267, lat: 30.2893, person: 61 },
] as const
/** Which of the leaders each neighbour fetches from. */
const neighbours = [0, 0, 0, 1, 1, 2]

/** Leaders of a shop; a batch whose goods are there or on their way, and one that takes orders. One more asks to be a leader. */
export async function seedCommunity(stage: Stage): Promise<void> {
  const { demo, people, open, settle } = stage
  const shop = open.find(({ data }) => data.industry === 'fresh') ?? open[0]
  const goods = shop?.goods.slice(0, 3).flatMap((one) => [...one.skus.values()].slice(0, 1)) ?? []
  if (!shop || goods.length === 0) return
  const leaders: string[] = []
  for (const { person, ...point } of points) {
    const shopperId = people[person]?.id
    if (!shopperId) return
    const of = { ...point, phone: `1390000${String(6100 + person)}`, opens: '08:00', closes: '21:00' }
    leaders.push((await demo.calls.community.putLeader({ ...of, shopId: shop.shop.id, shopperId })).id)
  }
  const batch = (title: string, closesIn: number) => ({
    shopId: shop.shop.id,
    title,
    opensAt: new Date(demo.now.getTime() - hour).toISOString(),
    closesAt: new Date(demo.now.getTime() + closesIn).toISOString(),
    deliveryDay: inChina(demo.now.getTime() + closesIn + day),
    settleDays: 7,
    enabled: true,
    items: goods.map(({ skuId, priceFen }) => ({
      skuId,
      priceFen: Math.max(1, Math.floor((priceFen * 8) / 1000) * 100),
      stock: 60,
      perPerson: 5,
      commissionBp: 1000,
    })),
  })
  const first = await demo.calls.community.putBatch(batch('本周第一批鲜货', day))
  await order(stage, { shop, batchId: first.id, leaders, from: 70 })
  await settle()
  const admin = await stage.actors.staff(shopkeeper(shop.data.slug))
  await admin.closeCommunityBatch({ id: first.id })
  await settle()
  await countAtFirst(stage, leaders)
  const next = await demo.calls.community.putBatch(batch('周末囤货批', 2 * day))
  await order(stage, { shop, batchId: next.id, leaders, from: 80 })
  await settle()
  await askToLead(stage, shop)
}

async function askToLead({ people, actors }: Stage, shop: OpenShop): Promise<void> {
  const applicant = people[62]
  if (applicant)
    await actors.shopper(applicant.id).applyCommunityLeader({
      shopId: shop.shop.id,
      name: '小吴',
      phone: '13900006162',
      pointName: '学军中学北门打印店',
      address: '文三路 188 号',
      lng: 120.1411,
      lat: 30.2812,
      opens: '09:00',
      closes: '20:00',
    })
}

interface Round {
  shop: OpenShop
  batchId: string
  leaders: readonly string[]
  from: number
}

async function order(stage: Stage, { shop, batchId, leaders, from }: Round): Promise<void> {
  for (const [at, leader] of neighbours.entries()) {
    const [person, leaderId] = [stage.people[from + at], leaders[leader]]
    if (person && leaderId) await buy(stage, { person, shop, batchId, leaderId, at })
  }
}

async function buy(
  { demo, actors }: Stage,
  { person, shop, batchId, leaderId, at }: { person: Person; shop: OpenShop; batchId: string; leaderId: string; at: number },
): Promise<void> {
  const me = actors.shopper(person.id)
  const { batches } = await me.getCommunityPoint({ id: leaderId })
  const batch = batches.find((one) => one.id === batchId)
  const item = batch?.items[at % batch.items.length]
  const [address] = (await me.listAddresses()).items
  if (!batch || !item || !address) return
  const contact = { name: address.name, phone: address.phone }
  const wish = {
    lines: [{ skuId: item.goods.skuId, quantity: 1 + (at % 2) }],
    addressId: null,
    play: { kind: 'community', campaignId: item.id, joinId: leaderId, pass: null },
    deliveries: [
      { shopId: shop.shop.id, kind: 'pickup' as const, pointId: leaderId, day: batch.deliveryDay, span: '08:00-21:00', contact },
    ],
  }
  const { payableFen } = await me.quoteCheckout(wish)
  await demo.calls.wallet.credit({
    key: `demo:community:${person.id}`,
    shopperId: person.id,
    cashFen: payableFen,
    kind: 'top_up',
    note: '演示余额',
  })
  const checkout = await me.placeOrder({ ...wish, requestId: demo.newId(), payableFen, fromCart: false })
  await me.payCheckout({ id: checkout.id, method: 'wechat_h5', walletFen: payableFen })
}

/** The first leader has the goods, all of them: some are fetched, some are still to be. */
async function countAtFirst({ actors, people, settle }: Stage, [leaderId]: readonly string[]): Promise<void> {
  const person = people[points[0].person]
  if (!person || !leaderId) return
  const me = actors.shopper(person.id)
  const [batch] = (await me.listLeaderBatches({ id: leaderId })).items
  if (!batch) return
  const items = batch.items.map(({ itemId, expected }) => ({ itemId, arrived: expected }))
  await me.confirmCommunityArrival({ id: leaderId, batchId: batch.id, items })
  await settle()
  const [first] = (await me.listLeaderOrders({ id: leaderId, view: 'here' })).items
  if (first) await me.handOutCommunityOrder({ id: leaderId, orderId: first.orderId })
  await settle()
}
