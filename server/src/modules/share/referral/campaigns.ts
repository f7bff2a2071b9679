import type { z } from 'zod'
import { AppError } from '../../../kernel/errors.ts'
import type { StaffActor } from '../../../kernel/http.ts'
import type {
  AdminReferralCampaign,
  listAdminReferralCampaigns,
  NewReferralCampaign,
  ReferralOffer,
  ReferralTerms,
} from '../contract-referral.ts'
import {
  campaignOf,
  type CampaignRow,
  campaignsOf,
  changeCampaign,
  countsOf,
  insertCampaign,
  runningCampaigns,
} from '../queries/campaigns.ts'
import type { Referrals } from './context.ts'

type Shown = z.input<typeof AdminReferralCampaign>
type Staff = Pick<StaffActor, 'shopId' | 'platform'>

function stateOf({ enabled, startsAt, endsAt }: CampaignRow, now: Date): Shown['state'] {
  if (endsAt <= now) return 'over'
  if (!enabled) return 'off'
  return startsAt > now ? 'soon' : 'running'
}

async function shown(referrals: Referrals, rows: readonly CampaignRow[]): Promise<Shown[]> {
  const counts = await countsOf(
    referrals.db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    ...row,
    ...(counts.get(row.id) ?? { referrals: 0, reviews: 0 }),
    state: stateOf(row, referrals.now()),
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  }))
}

/** The platform's money is given by its own staff alone; a shop gives its own coupons. Throws `referral_numbers_wrong`, `referral_platform_only`, `referral_coupon_unknown`. */
async function checked(referrals: Referrals, staff: Staff, one: Omit<NewReferralCampaign, 'title'>): Promise<void> {
  const rewards = [one.inviterReward, one.inviteeReward].flatMap((reward) => reward ?? [])
  const cashback = one.kind === 'cashback'
  const wrong =
    new Date(one.endsAt) <= new Date(one.startsAt) ||
    (one.at === 'kept') !== one.holdDays > 0 ||
    (cashback
      ? one.at === 'joined' || one.rateBps === 0 || one.mostFen === 0 || rewards.length > 0
      : rewards.length === 0 || one.rateBps > 0)
  if (wrong) throw new AppError('invalid', 'referral_numbers_wrong')
  const ofMall = one.scope === 'mall' || cashback || rewards.some((reward) => reward.kind !== 'coupon')
  if (ofMall && staff.platform !== true) throw new AppError('forbidden', 'referral_platform_only')
  for (const reward of rewards) {
    if (reward.kind !== 'coupon') continue
    const { items } = await referrals.promotion.titles({ templateIds: [reward.templateId] })
    if (items[0]?.shopId !== staff.shopId) throw new AppError('not_found', 'referral_coupon_unknown')
  }
}

export async function addCampaign(referrals: Referrals, staff: Staff, input: NewReferralCampaign): Promise<Shown> {
  await checked(referrals, staff, input)
  const id = referrals.newId()
  await insertCampaign(referrals.db, { ...input, id, shopId: staff.shopId, now: referrals.now() })
  return one(referrals, staff.shopId, id)
}

/** Throws `referral_campaign_not_found`. */
export async function campaignOfShop(referrals: Referrals, shopId: string, id: string): Promise<CampaignRow> {
  const row = await campaignOf(referrals.db, id)
  if (row?.shopId !== shopId) throw new AppError('not_found', 'referral_campaign_not_found')
  return row
}

async function one(referrals: Referrals, shopId: string, id: string): Promise<Shown> {
  const [first] = await shown(referrals, [await campaignOfShop(referrals, shopId, id)])
  return first!
}

export async function editCampaign(referrals: Referrals, staff: Staff, { id, ...input }: ReferralTerms & { id: string }): Promise<Shown> {
  const { kind, scope } = await campaignOfShop(referrals, staff.shopId, id)
  await checked(referrals, staff, { ...input, kind, scope })
  if (!(await changeCampaign(referrals.db, { ...input, id }))) throw new AppError('conflict', 'referral_budget_given')
  return one(referrals, staff.shopId, id)
}

export async function listCampaigns(
  referrals: Referrals,
  shopId: string,
  { page, pageSize }: z.output<typeof listAdminReferralCampaigns.query>,
): Promise<z.input<typeof listAdminReferralCampaigns.reply>> {
  const { items, total } = await campaignsOf(referrals.db, shopId, { limit: pageSize, offset: (page - 1) * pageSize })
  return { items: await shown(referrals, items), total }
}

/** What shoppers are offered now. */
export async function offers(referrals: Referrals): Promise<{ items: z.input<typeof ReferralOffer>[] }> {
  const rows = await runningCampaigns(referrals.db, { now: referrals.now(), shopId: null })
  return {
    items: rows
      .filter((row) => row.given < row.budget)
      .map((row) => ({ ...row, left: row.budget - row.given, endsAt: row.endsAt.toISOString() })),
  }
}
