import { shopkeeper } from '../accounts.ts'
import type { Actors } from './actors.ts'
import type { Demo, OpenShop } from './context.ts'
import type { Person } from './people.ts'

interface Hand {
  demo: Demo
  actors: Actors
  people: readonly Person[]
  settle: () => Promise<void>
}

interface Seat {
  person: Person
  skuId: string
  campaignId: string
  pass: string | null
  joinId: string | null
}

const day = 86_400_000
/** Groups of the demo: their size, and how many have paid. */
const groups = [
  { size: 2, members: 2 },
  { size: 3, members: 3 },
  { size: 2, members: 1 },
  { size: 3, members: 2 },
  { size: 3, members: 1 },
] as const

/** A group buy in two shops, with groups that are complete and groups that wait; every seat is an order paid from a wallet. */
export async function seedGroupBuys(hand: Hand, shops: readonly OpenShop[]): Promise<void> {
  for (const [index, shop] of shops.slice(0, 2).entries()) {
    const campaign = await openCampaign(hand, shop)
    if (!campaign) continue
    // Those for trying out are left alone: they are to open and join themselves.
    const rest = hand.people.slice(10 + index * 20).values()
    for (const { size, members } of groups) {
      let joinId: string | null = null
      for (let taken = 0; taken < members; taken += 1) {
        const { value: person } = rest.next()
        if (!person) return
        const orderId = await take(hand, { person, ...campaign, joinId, pass: joinId ? null : `open:${size}` })
        if (joinId) continue
        await hand.settle()
        joinId = (await hand.actors.shopper(person.id).getOrderGroup({ id: orderId })).group?.groupId ?? null
      }
    }
    await hand.settle()
  }
}

async function openCampaign({ demo, actors }: Hand, shop: OpenShop): Promise<{ campaignId: string; skuId: string } | undefined> {
  const goods = shop.goods.at(2)
  const [first] = goods?.skus.values() ?? []
  if (!goods || !first) return undefined
  const at = (fen: number, percent: number) => Math.floor((fen * percent) / 1000) * 10
  const admin = await actors.staff(shopkeeper(shop.data.slug))
  const { id } = await admin.createGroupBuy({
    title: `${goods.goods.title.slice(0, 16)}·拼团`,
    productId: goods.productId,
    prices: [...goods.skus.values()].flatMap(({ skuId, priceFen }) => [
      { skuId, size: 2, priceFen: at(priceFen, 85) },
      { skuId, size: 3, priceFen: at(priceFen, 78), leaderPriceFen: at(priceFen, 75) },
    ]),
    startsAt: new Date(demo.now.getTime() - day).toISOString(),
    endsAt: new Date(demo.now.getTime() + 30 * day).toISOString(),
    hours: 72,
    perPerson: 3,
    maxPieces: 2,
  })
  return { campaignId: id, skuId: first.skuId }
}

/** A seat that is paid at once. Answers the order. */
async function take({ demo, actors }: Hand, { person, skuId, campaignId, joinId, pass }: Seat): Promise<string> {
  const me = actors.shopper(person.id)
  const [address] = (await me.listAddresses()).items
  const wish = {
    lines: [{ skuId, quantity: 1 }],
    addressId: address?.id ?? null,
    play: { kind: 'group-buy', campaignId, joinId, pass },
  }
  const { payableFen } = await me.quoteCheckout(wish)
  await demo.calls.wallet.credit({
    key: `demo:group:${person.id}:${campaignId}`,
    shopperId: person.id,
    cashFen: payableFen,
    kind: 'top_up',
    note: '演示余额',
  })
  const checkout = await me.placeOrder({ ...wish, requestId: demo.newId(), payableFen, fromCart: false })
  await me.payCheckout({ id: checkout.id, method: 'wechat_h5', walletFen: payableFen })
  const [order] = checkout.orders
  if (!order) throw new Error('a checkout has an order')
  return order.id
}
