import { shopkeeper } from '../accounts.ts'
import type { Actors } from './actors.ts'
import type { Demo, OpenShop } from './context.ts'

interface Hand {
  demo: Demo
  actors: Actors
}
const HOUR_MS = 3_600_000

interface Plan {
  industry: OpenShop['data']['industry']
  title: string
  /** Hours from the full hour before now. */
  from: number
  hours: number
  /** Per product: its pieces, and how many of them are bought already. */
  items: readonly { pieces: number; sold: number }[]
}
const plans: readonly Plan[] = [
  {
    industry: 'fresh',
    title: '鲜果尝鲜价',
    from: 0,
    hours: 72,
    items: [
      { pieces: 8, sold: 5 },
      { pieces: 3, sold: 3 },
      { pieces: 20, sold: 2 },
    ],
  },
  {
    industry: 'home',
    title: '家居好物限时抢',
    from: 0,
    hours: 72,
    items: [
      { pieces: 6, sold: 1 },
      { pieces: 10, sold: 4 },
    ],
  },
  { industry: 'digital', title: '数码整点秒杀', from: 3, hours: 24, items: [1, 2, 3].map(() => ({ pieces: 5, sold: 0 })) },
  { industry: 'clothes', title: '衣橱焕新秒杀', from: 24, hours: 24, items: [1, 2, 3].map(() => ({ pieces: 12, sold: 0 })) },
]

/** Sessions that run now, partly sold by orders like any others, and some that are to come. */
export async function seedFlashSales(hand: Hand, shops: readonly OpenShop[], buyers: readonly string[]): Promise<void> {
  const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
  for (const plan of plans) {
    const shop = shops.find((one) => one.data.industry === plan.industry)
    if (!shop) throw new Error(`the demo lacks the shop ${plan.industry}`)
    const skus = await sellable(hand.demo, shop)
    if (skus.length < plan.items.length) throw new Error(`${shop.shop.name} has too little for a flash sale`)
    const items = plan.items.map(({ pieces }, index) => ({ ...skus[index]!, pieces, perPerson: 2 }))
    const admin = await hand.actors.staff(shopkeeper(shop.data.slug))
    const [startsAt, endsAt] = [plan.from, plan.from + plan.hours].map((hours) => new Date(hour + hours * HOUR_MS).toISOString())
    const { id } = await admin.createFlashSession({
      title: plan.title,
      startsAt: startsAt ?? '',
      endsAt: endsAt ?? '',
      payMinutes: 10,
      items,
    })
    await admin.publishFlashSession({ id })
    for (const [index, { sold }] of plan.items.entries()) {
      const skuId = items[index]?.skuId ?? ''
      for (const buyer of buyers.slice(0, sold)) await buy(hand, buyer, { campaignId: id, skuId })
    }
  }
}

/** The first SKU of products that anybody may buy one of and of which there are enough, a third cheaper than they are, to the yuan. */
async function sellable({ calls }: Demo, { goods }: OpenShop): Promise<{ skuId: string; priceFen: number }[]> {
  const skuIds = goods.slice(2, 40).flatMap((one) => [...one.skus.values()].slice(0, 1).map((sku) => sku.skuId))
  const [stock, known] = await Promise.all([calls.inventory.available({ skuIds }), calls.catalog.skusForSale({ skuIds })])
  const enough = new Set(stock.items.filter(({ available }) => available >= 40).map(({ skuId }) => skuId))
  return known.items
    .filter((sku) => sku.onSale && sku.delivery === 'parcel' && sku.limits.minimum === 1 && sku.priceFen >= 300 && enough.has(sku.skuId))
    .map(({ skuId, priceFen }) => ({ skuId, priceFen: Math.floor((priceFen * 2) / 300) * 100 }))
}

async function buy({ demo, actors }: Hand, shopperId: string, { campaignId, skuId }: { campaignId: string; skuId: string }): Promise<void> {
  const me = actors.shopper(shopperId)
  const [address] = (await me.listAddresses()).items
  const { pass } = await me.enterFlashSale({ id: campaignId, skuId })
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: address?.id ?? null, play: { kind: 'flash-sale', campaignId, pass } }
  const { payableFen } = await me.quoteCheckout(wish)
  const key = `demo:flash:${demo.newId()}`
  await demo.calls.wallet.credit({ key, shopperId, cashFen: payableFen, kind: 'top_up', note: '演示余额' })
  const checkout = await me.placeOrder({ ...wish, requestId: demo.newId(), payableFen, fromCart: false })
  await me.payCheckout({ id: checkout.id, method: 'wechat_h5', walletFen: payableFen })
}
