import type { Demo, OpenShop } from './context.ts'
import type { Person } from './people.ts'

const day = 86_400_000

/** A campaign that runs, with bargains of the people to try out: one nearly there, one at the floor, one just begun. */
export async function seedBargains({ calls, now }: Demo, shops: readonly OpenShop[], people: readonly Person[]): Promise<void> {
  const home = shops.find(({ data }) => data.industry === 'home')
  const sku = home && [...(home.goods.find((one) => one.goods.title.startsWith('手作粗陶马克杯'))?.skus.values() ?? [])][0]
  if (!home || !sku) return
  const helpers = 8
  const { id: campaignId } = await calls.bargain.putCampaign({
    shopId: home.shop.id,
    skuId: sku.skuId,
    title: '手作陶杯砍价',
    floorFen: Math.max(100, Math.floor(sku.priceFen / 300) * 100),
    helpers,
    hours: 48,
    pieces: 200,
    buyAt: 'reached',
    freeFreight: true,
    perPerson: 1,
    startsPerDay: 3,
    helpsPerDay: 5,
    startsAt: new Date(now.getTime() - day).toISOString(),
    endsAt: new Date(now.getTime() + 30 * day).toISOString(),
    enabled: true,
  })
  const friends = people.slice(5, 5 + helpers)
  for (const [index, helped] of [helpers - 2, helpers, 1].entries()) {
    const owner = people[index]
    if (!owner) continue
    const { id: bargainId } = await calls.bargain.start({ campaignId, shopperId: owner.id })
    for (const friend of friends.slice(0, helped)) await calls.bargain.help({ bargainId, shopperId: friend.id })
  }
}
