import type { Item } from '../../api/api.ts'
import type { Key, useT } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import type { Tone } from '../../ui/tone.tsx'

type T = ReturnType<typeof useT>
export type Campaign = Item<'listAdminReferralCampaigns'>
export type Referral = Item<'listReferrals'>
export type Reward = NonNullable<Campaign['inviterReward']>

export const campaignStates: Record<Campaign['state'], { tone: Tone; label: Key }> = {
  running: { tone: 'good', label: 'results.running' },
  soon: { tone: 'info', label: 'results.soon' },
  off: { tone: 'quiet', label: 'referral.off' },
  over: { tone: 'quiet', label: 'results.over' },
}
export const referralStates: Record<Referral['state'], { tone: Tone; label: Key }> = {
  open: { tone: 'info', label: 'referral.state.open' },
  review: { tone: 'warn', label: 'referral.state.review' },
  due: { tone: 'info', label: 'referral.state.due' },
  given: { tone: 'good', label: 'referral.state.given' },
  refused: { tone: 'quiet', label: 'referral.state.refused' },
  full: { tone: 'quiet', label: 'referral.state.full' },
  void: { tone: 'quiet', label: 'referral.state.void' },
  over: { tone: 'quiet', label: 'results.over' },
}
const reasons: Record<string, Key> = {
  same_device: 'referral.reason.sameDevice',
  same_phone: 'referral.reason.samePhone',
  same_address: 'referral.reason.sameAddress',
  device_farm: 'referral.reason.deviceFarm',
  ip_farm: 'referral.reason.ipFarm',
  no_purchase: 'referral.reason.noPurchase',
  limit_budget: 'referral.reason.budget',
  limit_person: 'referral.reason.person',
  limit_day: 'referral.reason.day',
  refunded: 'referral.reason.refunded',
}
export const reasonWord = (t: T, reason: string): string => (reasons[reason] ? t(reasons[reason]) : reason)

/** A reward in a few words. */
export function rewardWord(t: T, reward: Reward | null): string {
  if (reward === null) return t('referral.reward.none')
  switch (reward.kind) {
    case 'points':
      return t('referral.reward.pointsWord', { count: reward.points })
    case 'coupon':
      return t('referral.reward.coupon')
    case 'red_packet':
      return t('referral.reward.redPacketWord', { amount: yuan(reward.amountFen), days: reward.validDays })
    case 'wallet':
      return t('referral.reward.walletWord', { amount: yuan(reward.amountFen) })
  }
}
