import type { Actors } from './actors.ts'
import type { Demo, OpenShop } from './context.ts'
import type { Person } from './people.ts'

const day = 86_400_000

interface Hand {
  demo: Demo
  actors: Actors
}

interface Plan {
  title: string
  kind: 'deposit' | 'full'
  /** Days from now: until it can be joined, the balance window, until orders wait, the promised date. */
  ends: number
  balance: [number, number] | null
  waits: number | null
  ships: number
  people: [number, number]
}
const plans: readonly Plan[] = [
  { title: '新季尝鲜预售', kind: 'deposit', ends: 6, balance: [7, 10], waits: 14, ships: 18, people: [3, 10] },
  { title: '定金预售 · 尾款进行中', kind: 'deposit', ends: 1, balance: [-1, 4], waits: null, ships: 9, people: [0, 8] },
  { title: '全款预售', kind: 'full', ends: 9, balance: null, waits: 10, ships: 15, people: [2, 5] },
]

/** A presale that takes deposits, one whose balances are due, one that is paid in full: each with people in it. */
export async function seedPresales(hand: Hand, shops: readonly OpenShop[], people: readonly Person[]): Promise<void> {
  const shop = shops.find(({ data }) => data.industry === 'fresh') ?? shops[0]
  if (!shop) return
  const skus = await sellable(hand.demo, shop)
  for (const [index, plan] of plans.entries()) {
    const sku = skus[index]
    if (!sku) throw new Error(`${shop.shop.name} has too little for a presale`)
    const { id, depositFen } = await open(hand, plan, { shopId: shop.shop.id, ...sku })
    const balanceIsDue = plan.balance !== null && plan.balance[0] < 0
    for (const [turn, person] of people.slice(...plan.people).entries()) {
      const depositId = plan.kind === 'deposit' ? await payDeposit(hand, person.id, { id, depositFen }) : null
      const buysNow = plan.kind === 'full' || (balanceIsDue && turn < 3)
      if (buysNow) await buy(hand, person.id, { campaignId: id, depositId, skuId: sku.skuId })
    }
  }
}

async function open({ demo }: Hand, plan: Plan, of: { shopId: string; skuId: string; priceFen: number }) {
  const at = (days: number) => new Date(demo.now.getTime() + days * day).toISOString()
  const { title, kind, balance, waits } = plan
  const priceFen = Math.floor(of.priceFen / 120) * 100
  const depositFen = kind === 'full' ? 0 : Math.max(100, Math.floor(priceFen / 1000) * 100)
  const sums = { priceFen, depositFen, worthFen: depositFen * 2 }
  const rules = { word: 'earnest' as const, refundBefore: true, unpaid: 'forfeit' as const, freeFreight: true, enabled: true }
  const times = {
    startsAt: at(-3),
    endsAt: at(plan.ends),
    balanceStartsAt: balance && at(balance[0]),
    balanceEndsAt: balance && at(balance[1]),
    waitUntil: waits === null ? null : at(waits),
    shipBy: at(plan.ships),
  }
  const { shopId, skuId } = of
  const { id } = await demo.calls.presale.putCampaign({ shopId, skuId, title, kind, pieces: 60, perPerson: 2, ...sums, ...rules, ...times })
  return { id, depositFen }
}

/** SKUs that anybody may buy one of, of which there are enough, and whose price bears a deposit. */
async function sellable({ calls }: Demo, { goods }: OpenShop): Promise<{ skuId: string; priceFen: number }[]> {
  const skuIds = goods.slice(4, 44).flatMap((one) => [...one.skus.values()].slice(-1).map((sku) => sku.skuId))
  const [stock, known] = await Promise.all([calls.inventory.available({ skuIds }), calls.catalog.skusForSale({ skuIds })])
  const enough = new Set(stock.items.filter(({ available }) => available >= 40).map(({ skuId }) => skuId))
  return known.items
    .filter((sku) => sku.onSale && sku.delivery === 'parcel' && sku.limits.minimum === 1 && sku.priceFen >= 1800 && enough.has(sku.skuId))
    .map(({ skuId, priceFen }) => ({ skuId, priceFen }))
}

async function fill({ demo }: Hand, shopperId: string, { key, cashFen }: { key: string; cashFen: number }): Promise<void> {
  await demo.calls.wallet.credit({ key: `demo:presale:${key}`, shopperId, cashFen, kind: 'top_up', note: '演示余额' })
}

async function payDeposit(hand: Hand, shopperId: string, { id, depositFen }: { id: string; depositFen: number }): Promise<string> {
  await fill(hand, shopperId, { key: `${id}:${shopperId}`, cashFen: depositFen })
  const wish = { requestId: hand.demo.newId(), quantity: 1, depositFen, worthFen: depositFen * 2, agreed: true as const }
  const me = hand.actors.shopper(shopperId)
  const { deposit } = await me.startDeposit({ id, ...wish, method: 'wechat_h5', walletFen: depositFen, returnPath: null })
  // Asking books it.
  await me.getDeposit({ id: deposit.id })
  return deposit.id
}

interface Buying {
  campaignId: string
  depositId: string | null
  skuId: string
}

async function buy(hand: Hand, shopperId: string, { campaignId, depositId, skuId }: Buying): Promise<void> {
  const me = hand.actors.shopper(shopperId)
  const [address] = (await me.listAddresses()).items
  const play = { kind: 'presale', campaignId, joinId: depositId }
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: address?.id ?? null, play }
  const { payableFen } = await me.quoteCheckout(wish)
  await fill(hand, shopperId, { key: `order:${campaignId}:${shopperId}`, cashFen: payableFen })
  const checkout = await me.placeOrder({ ...wish, requestId: hand.demo.newId(), payableFen, fromCart: false })
  await me.payCheckout({ id: checkout.id, method: 'wechat_h5', walletFen: payableFen })
}
