import { inTx } from '../../../kernel/db.ts'
import { closeGiven, movePayout, type Payout, todo } from '../queries/referrals.ts'
import type { Referrals } from './context.ts'

const NOTE = '分享有礼'
const keyOf = ({ referralId, side }: Payout): string => `referral:${referralId}:${side}`

/** Gives what is due and takes back what came back, each keyed: whoever is cut off goes on from what is written. Returns how many. */
export async function giveDue(referrals: Referrals): Promise<number> {
  const all = await todo(referrals.db, referrals.now(), 50)
  for (const payout of all) {
    if (payout.state === 'taking') await takeBack(referrals, payout)
    else await giveOne(referrals, payout)
  }
  return all.length
}

async function giveOne(referrals: Referrals, payout: Payout): Promise<void> {
  const now = referrals.now()
  // It is written that it is attempted before it is: what came back in between is never attempted.
  if (payout.state === 'due' && !(await movePayout(referrals.db, payout, { from: 'due', to: 'giving', now }))) return
  const to = (await hand(referrals, payout)) ? 'given' : 'lost'
  await inTx(referrals.db, async (tx) => {
    await movePayout(tx, payout, { from: 'giving', to, now })
    await closeGiven(tx, payout.referralId)
  })
}

/** False: there is none left, or the person has had theirs. */
async function hand(referrals: Referrals, payout: Payout): Promise<boolean> {
  const { shopperId, reward } = payout
  const key = keyOf(payout)
  switch (reward.kind) {
    case 'points':
      await referrals.points.earn({ key, shopperId, points: reward.points, note: NOTE })
      return true
    case 'red_packet':
      await referrals.redpacket.grant({ source: key, shopperId, title: NOTE, amountFen: reward.amountFen, validDays: reward.validDays })
      return true
    case 'wallet':
      await referrals.wallet.credit({ key, shopperId, cashFen: 0, giftFen: reward.amountFen, kind: 'top_up', note: NOTE })
      return true
    case 'coupon':
      return (await referrals.promotion.give({ key, shopperId, templateId: reward.templateId })).outcome === 'given'
  }
}

/** Points go back, as far as there are any; a coupon, a red packet and money in the wallet stay: who cannot afford that waits with `kept`. */
async function takeBack(referrals: Referrals, payout: Payout): Promise<void> {
  const now = referrals.now()
  const given = await hand(referrals, payout) // it may have been cut off: it is whole before it is undone
  if (!given || payout.reward.kind !== 'points') {
    await movePayout(referrals.db, payout, { from: 'taking', to: given ? 'kept' : 'lost', now })
    return
  }
  const earnKey = keyOf(payout)
  await referrals.points.takeBack({
    key: `${earnKey}:back`,
    earnKey,
    shopperId: payout.shopperId,
    lostFen: 1,
    ofFen: 1,
    note: '好友订单退款，收回奖励',
  })
  await movePayout(referrals.db, payout, { from: 'taking', to: 'taken', now })
}
