import { inTx } from '../../../kernel/db.ts'
import { addFriend, openCashback } from '../queries/cashback.ts'
import type { CampaignRow } from '../queries/campaigns.ts'
import { insertReferral, moveReferral } from '../queries/referrals.ts'
import type { Referrals } from './context.ts'
import { LimitReached } from './count.ts'
import { intend, worth } from './decide.ts'

interface Order {
  orderId: string
  shopperId: string
  payableFen: number
}

/** One's own order waits for friends. Once for each order. */
export async function openOwn(referrals: Referrals, campaign: CampaignRow, { orderId, shopperId, payableFen }: Order): Promise<void> {
  const owner = { inviterId: shopperId, inviteeId: shopperId, linkId: null, orderId, orderFen: payableFen }
  const one = { ...owner, id: referrals.newId(), campaignId: campaign.id, state: 'open' as const, reasons: [] }
  await insertReferral(referrals.db, { ...one, now: referrals.now() })
}

/** What comes back: the part of what was paid and not refunded, rounded down to the fen, and no more than the campaign says. Pure. */
export const cashbackFen = ({ rateBps, mostFen }: Pick<CampaignRow, 'rateBps' | 'mostFen'>, keptFen: number): number =>
  Math.min(Number((BigInt(Math.max(0, keptFen)) * BigInt(rateBps)) / 10_000n), mostFen)

/** A friend bought by the sharer's link: the sharer's oldest order that waits has one more; the last one decides it. */
export async function friendBought(referrals: Referrals, campaign: CampaignRow, friend: Order & { sharerId: string }): Promise<void> {
  const now = referrals.now()
  const { sharerId, shopperId: friendId, orderId } = friend
  if (sharerId === friendId || (await referrals.shopper.alike({ one: sharerId, other: friendId })).phone) return
  const worthOf = await worth(referrals)
  const run = (decide: boolean) =>
    inTx(referrals.db, async (tx) => {
      const open = await openCashback(tx, { campaignId: campaign.id, sharerId })
      if (!open || !(await addFriend(tx, { campaignId: campaign.id, referralId: open.id, friendId, orderId }))) return
      if (open.friends + 1 < campaign.friends) return
      const amountFen = cashbackFen(campaign, open.orderFen - open.refundedFen)
      if (!decide || amountFen === 0) {
        await moveReferral(tx, open.id, { from: 'open', state: 'full', reasons: ['limit_budget'], now })
        return
      }
      const sides = [{ side: 'inviter' as const, shopperId: sharerId, reward: { kind: 'wallet' as const, amountFen } }]
      await intend(tx, { referral: { id: open.id, inviterId: sharerId }, campaign, from: 'open', sides, worthOf, now })
    })
  try {
    await run(true)
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error
    await run(false)
  }
}
