import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { playCalls } from '../order/contract.ts'
import { type GroupBuys, LAPSE_MINUTES, SEAT_MINUTES } from './context.ts'
import type { GroupBuyDb } from './db.ts'
import { type CampaignRow, holdCampaign } from './queries/campaigns.ts'
import { endGroup, insertGroup, lockGroup, openGroups } from './queries/groups.ts'
import { countSeat, insertMember, keptSeats, lapsedMembers, memberOf, membersOf, moveMember, uncountSeats } from './queries/members.ts'
import { mustRun, type Wish, wishOf } from './wish.ts'

type Wanted = z.output<typeof playCalls.playHold.input>
interface Seat {
  campaign: CampaignRow
  wanted: Wanted
  now: Date
}

/** A seat for an order that is about to be placed: in a group of its own, in that one, or in the fullest. Asking twice is asking once. */
export async function hold(groups: GroupBuys, wanted: Wanted): Promise<{ ok: true }> {
  const now = groups.now()
  const wish = wishOf(wanted)
  await inTx(groups.db, async (tx) => {
    const before = await memberOf(tx, wanted.key)
    if (before?.state === 'held' || before?.state === 'joined') return
    if (before) throw new AppError('conflict', 'group_over')
    const campaign = await holdCampaign(tx, wanted.campaignId)
    if (!campaign) throw new AppError('not_found', 'group_buy_not_found')
    mustRun(campaign, wish, now)
    const { perPerson } = campaign
    if (!(await countSeat(tx, { campaignId: campaign.id, shopperId: wanted.shopperId, most: perPerson })))
      throw new AppError('conflict', 'group_limit', { perPerson })
    const seat = { campaign, wanted, now }
    const groupId = await groupFor(groups, tx, { ...seat, wish })
    await insertMember(tx, {
      orderId: wanted.key,
      groupId,
      campaignId: campaign.id,
      shopperId: wanted.shopperId,
      skuId: wanted.skuId,
      quantity: wanted.quantity,
      leader: wish.kind === 'open',
      seatUntil: later(now, { minutes: Math.min(SEAT_MINUTES, wanted.minutes) }),
      lapseAt: later(now, { minutes: wanted.minutes + LAPSE_MINUTES }),
      now,
    })
  })
  return { ok: true }
}

async function groupFor(groups: GroupBuys, tx: Db<GroupBuyDb>, { wish, ...seat }: Seat & { wish: Wish }): Promise<string> {
  const { campaign, wanted, now } = seat
  if (wish.kind === 'open') {
    const id = groups.newId()
    await insertGroup(tx, { id, campaignId: campaign.id, shopId: wanted.shopId, size: wish.size, leaderId: wanted.shopperId, now })
    return id
  }
  if (wish.kind === 'join') {
    const refused = await whyNot(tx, wish.groupId, seat)
    if (refused) throw new AppError('conflict', refused)
    return wish.groupId
  }
  const candidates = await openGroups(tx, { campaignId: campaign.id, size: wish.size, now, not: wanted.shopperId, limit: 20 })
  for (const { id } of candidates) if (!(await whyNot(tx, id, seat))) return id
  throw new AppError('conflict', 'group_none')
}

/** Why there is no seat for this person in a group; the group is locked from here on. */
async function whyNot(
  tx: Db<GroupBuyDb>,
  groupId: string,
  { campaign, wanted, now }: Seat,
): Promise<'group_not_found' | 'group_over' | 'group_full' | 'group_member_already' | undefined> {
  const group = await lockGroup(tx, groupId)
  if (!group || group.campaignId !== campaign.id) return 'group_not_found'
  if (group.state === 'completed') return 'group_full'
  if (group.state !== 'open' || !group.deadline || group.deadline <= now) return 'group_over'
  const inside = await membersOf(tx, [groupId], ['held', 'joined'])
  if (inside.some((one) => one.shopperId === wanted.shopperId)) return 'group_member_already'
  if (group.paid + (await keptSeats(tx, groupId, now)) >= group.size) return 'group_full'
  return undefined
}

/** The order ended without payment: its seat is free. A group whose leader never paid never was. */
export async function release(groups: GroupBuys, { key }: { key: string }): Promise<{ ok: true }> {
  await inTx(groups.db, async (tx) => {
    const member = await memberOf(tx, key)
    if (!member) return
    const group = await lockGroup(tx, member.groupId)
    if (!(await moveMember(tx, key, { from: ['held'], to: 'left' }))) return
    await uncountSeats(tx, member.campaignId, [member.shopperId])
    if (member.leader && group?.state === 'new') await endGroup(tx, group.id, { from: 'new', to: 'void', now: groups.now() })
  })
  return { ok: true }
}

/** Seats of orders that were never placed. Returns how many. */
export async function lapse(groups: GroupBuys): Promise<number> {
  const lapsed = await lapsedMembers(groups.db, groups.now(), 100)
  for (const { orderId } of lapsed) await release(groups, { key: orderId })
  return lapsed.length
}
