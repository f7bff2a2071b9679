import { randomUUID } from 'node:crypto'
import type { AccessPart } from './part.ts'

const terms = {
  title: '分享有礼',
  at: 'paid' as const,
  holdDays: 0,
  minOrderFen: 0,
  inviteeReward: null,
  perDay: 1,
  perPerson: 1,
  budget: 1,
  friends: 1,
  rateBps: 0,
  mostFen: 0,
  startsAt: '2026-01-01T00:00:00Z',
  endsAt: '2099-01-01T00:00:00Z',
  enabled: false,
}
/** A coupon that is nobody's here: the campaign is refused before it is looked for. */
const body = { ...terms, inviterReward: { kind: 'coupon' as const, templateId: randomUUID() } }

export const shareAccess: AccessPart = {
  things: async ({ world, shop }) => ({
    referral: (
      await (world.calls as unknown as { share: { putCampaign: (input: unknown) => Promise<{ id: string }> } }).share.putCampaign({
        ...body,
        kind: 'invite',
        scope: 'shop',
        shopId: shop.id,
      })
    ).id,
  }),
  staff: {
    updateReferralCampaign: { id: 'referral', body },
    listReferrals: { id: 'referral' },
  },
  // Whoever has the code may look where it leads; the results and decisions of another shop are in `results.test.ts` and `referral.test.ts`.
  elsewhere: ['getShareLink', 'getCampaignResults', 'decideReferral'],
}
