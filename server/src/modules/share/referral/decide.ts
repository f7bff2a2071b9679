import { later } from '../../../kernel/clock.ts'
import { type Db, inTx } from '../../../kernel/db.ts'
import type { Reward } from '../contract-referral.ts'
import type { ShareDb } from '../db.ts'
import type { CampaignRow } from '../queries/campaigns.ts'
import { insertPayout, insertReferral, moveReferral, type NewReferral, type State } from '../queries/referrals.ts'
import type { Referrals } from './context.ts'
import { countReward, LimitReached } from './count.ts'

export type Side = { side: 'inviter' | 'invitee'; shopperId: string; reward: Reward }

export const sidesOf = (campaign: CampaignRow, { inviterId, inviteeId }: { inviterId: string; inviteeId: string }): Side[] => [
  ...(campaign.inviterReward ? [{ side: 'inviter' as const, shopperId: inviterId, reward: campaign.inviterReward }] : []),
  ...(campaign.inviteeReward ? [{ side: 'invitee' as const, shopperId: inviteeId, reward: campaign.inviteeReward }] : []),
]

interface Decision {
  referral: { id: string; inviterId: string }
  campaign: CampaignRow
  from: State
  sides: readonly Side[]
  worthOf: (reward: Reward) => number
  decidedBy?: string
  note?: string
  now: Date
}

/** The rewards are intended, within all limits: it counts, and what each side gets is written before any of it is given. */
export async function intend(tx: Db<ShareDb>, { referral, campaign, from, sides, worthOf, now, ...by }: Decision): Promise<boolean> {
  const countedOn = await countReward(tx, { campaignId: campaign.id, inviterId: referral.inviterId }, now)
  const dueAt = later(now, { days: campaign.holdDays })
  if (!(await moveReferral(tx, referral.id, { from, state: 'due', countedOn, dueAt, now, ...by })))
    throw new Error(`referral ${referral.id} moved`)
  for (const one of sides) await insertPayout(tx, { ...one, referralId: referral.id, worthFen: worthOf(one.reward), now })
  return true
}

/** What a reward is worth in money: points at the mall's rate, a coupon nothing until it is used. */
export async function worth(referrals: Referrals): Promise<(reward: Reward) => number> {
  const { perFen } = await referrals.points.rule({})
  return (reward) => {
    if (reward.kind === 'points') return Math.floor(reward.points / perFen)
    return reward.kind === 'coupon' ? 0 : reward.amountFen
  }
}

/**
 * A new customer in a campaign: rewarded within the limits, withheld with reasons, or nothing for a limit that was reached. Once for each campaign and
 * new customer, whoever asks how often at once.
 */
export async function admit(
  referrals: Referrals,
  campaign: CampaignRow,
  one: Omit<NewReferral, 'id' | 'campaignId' | 'state' | 'now'>,
): Promise<void> {
  const now = referrals.now()
  const id = referrals.newId()
  const worthOf = await worth(referrals)
  const insert = (tx: Db<ShareDb>, state: State, reasons: string[]) =>
    insertReferral(tx, { ...one, id, campaignId: campaign.id, state, reasons, now })
  try {
    await inTx(referrals.db, async (tx) => {
      if (!(await insert(tx, 'review', one.reasons)) || one.reasons.length > 0) return
      await intend(tx, {
        referral: { id, inviterId: one.inviterId },
        campaign,
        from: 'review',
        sides: sidesOf(campaign, one),
        worthOf,
        now,
      })
    })
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error
    await insert(referrals.db, 'full', [`limit_${error.limit}`])
  }
}
