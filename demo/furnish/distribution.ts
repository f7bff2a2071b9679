import { shopkeeper } from '../accounts.ts'
import type { OpenShop } from './context.ts'
import type { Person } from './people.ts'
import type { Stage } from './plays.ts'

const day = 86_400_000
const terms =
  '1. 佣金按客户实付的商品金额计算，不含运费、优惠、积分和红包抵扣的部分。\n2. 订单过了售后期自动结算；退款按比例扣回佣金。\n3. 不得虚假宣传、刷单或在违规渠道推广，违规将停用资格。'

/**
 * Two shops let others sell for them: people with teams and customers, commission of past orders, pending where things can still go back and
 * settled where not, and applications that wait. The people to try out sell themselves.
 */
export async function seedDistribution(stage: Stage): Promise<void> {
  for (const shop of stage.open.slice(0, 2)) {
    await openShop(stage, shop)
    await seedPeople(stage, shop)
    await sellSamples(stage, shop)
  }
}

async function openShop({ demo, open }: Stage, { shop, goods }: OpenShop): Promise<void> {
  const first = open[0]?.shop.id === shop.id
  await demo.calls.distribution.putRule({
    shopId: shop.id,
    rule: {
      enabled: true,
      approval: 'reviewed',
      bindOn: 'click',
      protectionDays: 15,
      level1Bps: first ? 1000 : 800,
      level2Bps: 300,
      terms,
    },
    rates: goods
      .slice(0, 2)
      .map(({ productId }, at) => ({ kind: 'product', targetId: productId, level1Bps: 1500 + at * 500, level2Bps: 500 })),
  })
}

async function seedPeople({ demo, actors, people, settle }: Stage, { shop }: OpenShop): Promise<void> {
  const at = (days: number) => new Date(demo.now.getTime() - days * day).toISOString()
  const seller = (index: number, above: number | null, customers: readonly Person[]) => ({
    shopperId: people[index]?.id ?? '',
    name: people[index]?.address.name ?? '',
    phone: people[index]?.address.phone ?? '',
    note: '朋友圈和社群推广',
    parentShopperId: above === null ? null : (people[above]?.id ?? null),
    state: 'approved' as const,
    customers: customers.map((person) => person.id),
    at: at(90 - index),
  })
  const hopeful = (index: number) => ({
    ...seller(index, 0, []),
    note: '小红书 1.2 万粉丝，想推广好物',
    state: 'applied' as const,
    at: at(index % 4),
  })
  await demo.calls.distribution.seedDistributors({
    shopId: shop.id,
    items: [
      seller(0, null, people.slice(30, 50)),
      seller(1, 0, people.slice(50, 70)),
      seller(2, 1, people.slice(70, 80)),
      seller(10, 0, people.slice(80, 95)),
      seller(11, 1, people.slice(95, 105)),
      hopeful(20),
      hopeful(21),
      hopeful(22),
    ],
  })
  const orderIds = []
  for (const person of people.slice(30, 105)) {
    const { items } = await actors.shopper(person.id).listOrders({ limit: 50 })
    orderIds.push(...items.filter((order) => order.shopId === shop.id).map((order) => order.id))
  }
  await demo.calls.distribution.seedCommission({ orderIds })
  await settle()
}

/** A sample with a task: one has asked for it, and one is yet to be answered. */
async function sellSamples({ demo, actors, people }: Stage, { data, goods }: OpenShop): Promise<void> {
  const sku = [...(goods[0]?.skus.values() ?? [])][0]
  if (!sku) return
  const admin = await actors.staff(shopkeeper(data.slug))
  if ((await admin.listSamples({})).total > 0) return
  const sample = await admin.createSample({
    title: '新品体验官',
    skuId: sku.skuId,
    priceFen: 100,
    freeFreight: true,
    pieces: 20,
    task: 'publish',
    brief: '发布一篇图文，带上商品名称',
    target: 1,
    days: 14,
    rewardFen: 2000,
    endsAt: new Date(demo.now.getTime() + 30 * day).toISOString(),
  })
  for (const [index, person] of [people[1], people[10], people[2]].entries()) {
    if (!person) continue
    const { id } = await actors.shopper(person.id).requestSample({ id: sample.id, note: '账号内容以家居好物为主' })
    if (index === 0) await admin.approveSampleRequest({ id })
  }
}
