import type { ReferralOffer } from '@puzi/shop-client'
import { t } from '@/i18n'
import { money } from '@/lib/money'

type Reward = NonNullable<ReferralOffer['inviterReward']>

/** A reward in a few words. */
export function rewardText(reward: Reward): string {
  switch (reward.kind) {
    case 'points':
      return t('invite.points', { count: reward.points })
    case 'coupon':
      return t('invite.coupon')
    case 'red_packet':
      return t('invite.redPacket', { amount: money(reward.amountFen) })
    case 'wallet':
      return t('invite.wallet', { amount: money(reward.amountFen) })
  }
}

/** The rules of an offer with their numbers. */
export function rulesOf(offer: ReferralOffer): string[] {
  const min = offer.minOrderFen > 0 ? t('invite.rule.min', { amount: money(offer.minOrderFen) }) : ''
  const wait = offer.holdDays > 0 ? t('invite.rule.wait', { count: offer.holdDays }) : ''
  if (offer.kind === 'cashback') {
    return [
      t('invite.rule.cashback', { friends: offer.friends, rate: String(offer.rateBps / 100), most: money(offer.mostFen) }),
      [min, wait].filter(Boolean).join(''),
    ].filter(Boolean)
  }
  return [
    t(`invite.rule.${offer.at}`),
    [min, wait].filter(Boolean).join(''),
    t('invite.rule.limits', { day: offer.perDay, all: offer.perPerson, left: offer.left }),
    t('invite.rule.fair'),
  ].filter(Boolean)
}
