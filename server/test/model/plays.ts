import type { AdminClient } from '../../../clients/admin/client.ts'
import type { Goods, PlayedShop } from './play.ts'

export const FLASH = { pieces: 25, perPerson: 4 }
export const GROUP = { perPerson: 6 }
export const BARGAIN = { pieces: 20, perPerson: 3, floorFen: 300, helpers: 4 }

/** A flash sale, a group buy and a bargain, each of some plain goods that are sold in the ordinary way as well. */
export async function playsOf(owner: AdminClient, goods: readonly Goods[]): Promise<PlayedShop['plays']> {
  const { productId, skuIds } = goods.find(({ kind }) => kind === 'plain') ?? fail()
  const [first = '', second = '', third = ''] = skuIds
  const [startsAt, endsAt] = [hours(new Date(), -24), hours(new Date(), 300 * 24)]
  const prices = [first, second].flatMap((skuId) => [
    { skuId, size: 2, priceFen: 700 },
    { skuId, size: 3, priceFen: 600, leaderPriceFen: 550 },
  ])
  const { perPerson } = GROUP
  const group = await owner.createGroupBuy({ title: '拼团', productId, prices, startsAt, endsAt, hours: 24, perPerson, maxPieces: 1 })
  const limits = { startsPerDay: 20, helpsPerDay: 100, hours: 240, ...BARGAIN }
  const how = { skuId: first, buyAt: 'reached', freeFreight: false, enabled: true } as const
  const bargain = await owner.createBargainCampaign({ title: '砍价', startsAt, endsAt, ...how, ...limits })
  return {
    flash: { ids: [await openFlash(owner, [second, third], new Date())], skuIds: [second, third] },
    group: { id: group.id, productId, skuIds: [first, second] },
    bargain: { id: bargain.id },
  }
}

/** A flash sale of these SKUs that has just begun. */
export async function openFlash(owner: AdminClient, skuIds: readonly string[], now: Date): Promise<string> {
  const items = skuIds.map((skuId) => ({ skuId, priceFen: 500, ...FLASH }))
  const period = { startsAt: hours(now, -1), endsAt: hours(now, 6 * 24) }
  const { id } = await owner.createFlashSession({ title: '限时秒杀', ...period, payMinutes: 15, items })
  await owner.publishFlashSession({ id })
  return id
}

const hours = (from: Date, count: number): string => new Date(from.getTime() + count * 3_600_000).toISOString()
const fail = (): never => {
  throw new Error('the shop has no plain goods')
}
