import { z } from 'zod'
import { condition } from '../rule.ts'

/** 会员专享: the shopper's tier is at least this one. */
export const memberTier = condition({
  type: 'member_tier',
  title: { 'zh-CN': '会员等级', en: 'Member tier' },
  args: z.strictObject({ atLeast: z.int().min(1).max(99) }),
  describe: ({ atLeast }, lang) => (lang === 'en' ? `members from tier ${atLeast}` : `${atLeast}级会员`),
  check: ({ member }, { atLeast }) => (member.tier >= atLeast ? undefined : { reason: 'tier_too_low' }),
})
