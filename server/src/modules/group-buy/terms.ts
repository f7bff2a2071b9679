import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { playCalls } from '../order/contract.ts'
import { type GroupBuys, PAY_MINUTES } from './context.ts'
import { type CampaignRow, campaignOf, pricesOf } from './queries/campaigns.ts'
import { groupOf, openGroups } from './queries/groups.ts'
import { membersOf, seatsHad } from './queries/members.ts'
import { mustRun, type Wish, wishOf } from './wish.ts'

type Wanted = z.output<typeof playCalls.playTerms.input>
type Terms = z.output<typeof playCalls.playTerms.reply>

/** The price of this seat, or why this shopper cannot have it. Reads only. */
export async function terms(groups: GroupBuys, wanted: Wanted): Promise<Terms> {
  const now = groups.now()
  const wish = wishOf(wanted)
  const campaign = await campaignOf(groups.db, wanted.campaignId)
  if (!campaign) throw new AppError('not_found', 'group_buy_not_found')
  mustRun(campaign, wish, now)
  const size = await sizeOf(groups, { campaign, wish, shopperId: wanted.shopperId, now })
  const price = (await pricesOf(groups.db, [campaign.id])).find((one) => one.size === size && one.skuId === wanted.skuId)
  if (!price) throw new AppError('conflict', 'group_sku_wrong')
  await mayTake(groups, campaign, { wish, wanted })
  const { withOffers, freeFreight } = campaign
  const unitPriceFen = wish.kind === 'open' ? (price.leaderPriceFen ?? price.priceFen) : price.priceFen
  return {
    price: { unitPriceFen, withOffers, freeFreight, available: null },
    withAssets: withOffers,
    payMinutes: PAY_MINUTES,
    waits: true,
  }
}

interface Asked {
  campaign: CampaignRow
  wish: Wish
  shopperId: string
  now: Date
}

async function sizeOf(groups: GroupBuys, { campaign, wish, shopperId, now }: Asked): Promise<number> {
  if (wish.kind !== 'join') {
    if (wish.kind === 'open') return wish.size
    const [best] = await openGroups(groups.db, { campaignId: campaign.id, size: wish.size, now, not: shopperId, limit: 1 })
    if (!best) throw new AppError('conflict', 'group_none')
    return wish.size
  }
  const group = await groupOf(groups.db, wish.groupId)
  if (!group || group.campaignId !== campaign.id) throw new AppError('not_found', 'group_not_found')
  if (group.state === 'completed' || group.paid >= group.size) throw new AppError('conflict', 'group_full')
  if (group.state !== 'open' || !group.deadline || group.deadline <= now) throw new AppError('conflict', 'group_over')
  const inside = await membersOf(groups.db, [group.id], ['held', 'joined'])
  if (inside.some((one) => one.shopperId === shopperId)) throw new AppError('conflict', 'group_member_already')
  return group.size
}

async function mayTake(groups: GroupBuys, campaign: CampaignRow, { wish, wanted }: { wish: Wish; wanted: Wanted }): Promise<void> {
  const { perPerson, maxPieces, newOnly, shopId, id } = campaign
  if (wanted.quantity > maxPieces) throw new AppError('conflict', 'group_pieces', { maxPieces })
  if ((await seatsHad(groups.db, id, wanted.shopperId)) >= perPerson) throw new AppError('conflict', 'group_limit', { perPerson })
  if (newOnly === 'nobody' || (newOnly === 'joiners' && wish.kind === 'open')) return
  const { inShop } = await groups.shopper.paidOrders({ shopId, shopperId: wanted.shopperId })
  if (inShop > 0) throw new AppError('conflict', 'group_new_only')
}
