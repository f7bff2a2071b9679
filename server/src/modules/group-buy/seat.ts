import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import type { GroupBuys } from './context.ts'
import type { GroupBuyDb } from './db.ts'
import { announceGroup } from './notices.ts'
import { campaignOf } from './queries/campaigns.ts'
import { completeGroup, endGroup, type GroupRow, leaveSeat, lockGroup, openGroup, takeSeat } from './queries/groups.ts'
import { countSeat, keptSeats, memberOf, type MemberRow, membersOf, moveMember, moveMembers, uncountSeats } from './queries/members.ts'

interface Paid {
  orderId: string
  payableFen: number
  paidAt: string
}
interface Payer {
  member: MemberRow
  group: GroupRow
  now: Date
  paid: { fen: number; at: Date }
}

/**
 * An order of a group buy is paid: its member is in, if there is a seat; the last one completes the group. Who comes too late is called off,
 * which pays back. Hearing it twice is hearing it once. False: nobody knows of a seat of this order.
 */
export async function seatPaid(groups: GroupBuys, { orderId, payableFen, paidAt }: Paid): Promise<boolean> {
  const now = groups.now()
  return inTx(groups.db, async (tx) => {
    const known = await memberOf(tx, orderId)
    const group = known && (await lockGroup(tx, known.groupId))
    const member = group && (await memberOf(tx, orderId))
    if (!member) return false
    const payer = { member, group, now, paid: { fen: payableFen, at: new Date(paidAt) } }
    if (member.state === 'refunded' || member.state === 'off') {
      // It was called off while it was being paid: once more, for its money.
      await moveMember(tx, orderId, { from: ['refunded', 'off'], to: 'off', tryAt: now, paid: payer.paid })
      return true
    }
    if (member.state !== 'held' && member.state !== 'left') return true
    const refused = await whyTooLate(tx, payer)
    if (refused) {
      if (member.state === 'held') await uncountSeats(tx, member.campaignId, [member.shopperId])
      await moveMember(tx, orderId, { from: ['held', 'left'], to: 'off', tryAt: now, why: refused, paid: payer.paid })
      return true
    }
    await moveMember(tx, orderId, { from: ['held', 'left'], to: 'joined', paid: payer.paid })
    const left = await takeSeat(tx, group.id)
    if (left === 0) await complete(tx, member, now)
    if (left === 1) await oneMissing(tx, member)
    return true
  })
}

/** Takes what a seat needs, or says why there is none. */
async function whyTooLate(tx: Db<GroupBuyDb>, payer: Payer): Promise<'full' | 'over' | undefined> {
  const { member, group, now } = payer
  const { campaignId, shopperId } = member
  const campaign = await campaignOf(tx, campaignId)
  if (!campaign) return 'over'
  if (group.state === 'completed') return 'full'
  const begins = (group.state === 'new' || group.state === 'void') && member.leader
  if (begins && !campaign.enabled) return 'over'
  if (!begins && (group.state !== 'open' || !group.deadline || group.deadline <= now)) return 'over'
  // Whose own seat is no longer kept takes none that is kept for somebody else.
  const others = (await membersOf(tx, [group.id], ['held', 'joined'])).filter((one) => one.orderId !== member.orderId)
  if (others.some((one) => one.shopperId === shopperId)) return 'over'
  const kept = (await keptSeats(tx, group.id, now)) - (member.state === 'held' && member.seatUntil > now ? 1 : 0)
  if (group.paid + kept >= group.size) return 'full'
  if (member.state === 'left' && !(await countSeat(tx, { campaignId, shopperId, most: campaign.perPerson }))) return 'over'
  if (begins) await openGroup(tx, group.id, { now, deadline: later(now, { hours: campaign.hours }) })
  return undefined
}

/** The group is complete: those who are in go on, whoever has not paid is called off. */
export async function complete(tx: Db<GroupBuyDb>, { groupId, campaignId }: Pick<MemberRow, 'groupId' | 'campaignId'>, now: Date) {
  await completeGroup(tx, groupId, now)
  const going = await moveMembers(tx, groupId, { from: ['joined'], to: 'going', tryAt: now })
  await announceGroup(tx, 'completed', { groupId, campaignId, shopperIds: going })
  const late = await moveMembers(tx, groupId, { from: ['held'], to: 'off', tryAt: now, why: 'full' })
  await uncountSeats(tx, campaignId, late)
}

/** One more and it is complete: those who are in are told. */
async function oneMissing(tx: Db<GroupBuyDb>, { groupId, campaignId }: Pick<MemberRow, 'groupId' | 'campaignId'>) {
  const inside = await membersOf(tx, [groupId], ['joined'])
  await announceGroup(tx, 'oneMissing', { groupId, campaignId, shopperIds: inside.map(({ shopperId }) => shopperId) })
}

/** It came to nothing: everybody who is in, or about to be, is called off. */
export async function fail(tx: Db<GroupBuyDb>, { groupId, campaignId }: Pick<MemberRow, 'groupId' | 'campaignId'>, now: Date) {
  await endGroup(tx, groupId, { from: 'open', to: 'failed', now })
  const all = await moveMembers(tx, groupId, { from: ['joined', 'held'], to: 'off', tryAt: now, why: 'over' })
  await uncountSeats(tx, campaignId, all)
  await announceGroup(tx, 'failed', { groupId, campaignId, shopperIds: all })
}

/** A paid order was refunded whole before its group ended: the seat is free; a group of nobody is over. */
export async function leave(groups: GroupBuys, orderId: string): Promise<void> {
  const now = groups.now()
  await inTx(groups.db, async (tx) => {
    const member = await memberOf(tx, orderId)
    const group = member && (await lockGroup(tx, member.groupId))
    if (!group || !(await moveMember(tx, orderId, { from: ['joined'], to: 'left' }))) return
    await leaveSeat(tx, group.id)
    await uncountSeats(tx, member.campaignId, [member.shopperId])
    if (group.paid === 1) await fail(tx, member, now)
  })
}
