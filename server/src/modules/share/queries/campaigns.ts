import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { NewReferralCampaign, ReferralTerms, Reward } from '../contract-referral.ts'
import type { ShareDb } from '../db.ts'

type Tx = Db<ShareDb>
export interface CampaignRow extends Omit<NewReferralCampaign, 'startsAt' | 'endsAt'> {
  id: string
  shopId: string
  given: number
  startsAt: Date
  endsAt: Date
  createdAt: Date
}
const columns = sql`id, shop_id as "shopId", scope, kind, title, at, hold_days as "holdDays", min_order_fen as "minOrderFen",
  inviter_reward as "inviterReward", invitee_reward as "inviteeReward", per_day as "perDay", per_person as "perPerson", budget, given, friends,
  rate_bps as "rateBps", most_fen as "mostFen", starts_at as "startsAt", ends_at as "endsAt", enabled, created_at as "createdAt"`

const reward = (one: Reward | null) => (one === null ? null : jsonb(one))
const termsOf = (input: ReferralTerms) => ({
  title: input.title,
  at: input.at,
  hold_days: input.holdDays,
  min_order_fen: input.minOrderFen,
  inviter_reward: reward(input.inviterReward),
  invitee_reward: reward(input.inviteeReward),
  per_day: input.perDay,
  per_person: input.perPerson,
  budget: input.budget,
  friends: input.friends,
  rate_bps: input.rateBps,
  most_fen: input.mostFen,
  starts_at: new Date(input.startsAt),
  ends_at: new Date(input.endsAt),
  enabled: input.enabled,
})

export async function insertCampaign(db: Tx, one: NewReferralCampaign & { id: string; shopId: string; now: Date }): Promise<void> {
  const { id, shopId, kind, scope, now } = one
  await db
    .insertInto('share.campaign')
    .values({ id, shop_id: shopId, kind, scope, created_at: now, ...termsOf(one) })
    .execute()
}

/** False: more was given than there is to be. */
export async function changeCampaign(db: Tx, one: ReferralTerms & { id: string }): Promise<boolean> {
  const row = await db
    .updateTable('share.campaign')
    .set(termsOf(one))
    .where('id', '=', one.id)
    .where('given', '<=', one.budget)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function campaignOf(db: Tx, id: string): Promise<CampaignRow | undefined> {
  return (await sql<CampaignRow>`select ${columns} from share.campaign where id = ${id}`.execute(db)).rows[0]
}

export async function campaignsOf(
  db: Tx,
  shopId: string,
  page: { limit: number; offset: number },
): Promise<{ items: CampaignRow[]; total: number }> {
  const { rows } = await sql<CampaignRow>`select ${columns} from share.campaign where shop_id = ${shopId}
    order by created_at desc, id desc limit ${page.limit} offset ${page.offset}`.execute(db)
  const { rows: count } = await sql<{ total: number }>`select count(*)::int as total from share.campaign where shop_id = ${shopId}`.execute(
    db,
  )
  return { items: rows, total: count[0]?.total ?? 0 }
}

/** Campaigns that run now; of one shop and of the mall, or of all shops. */
export async function runningCampaigns(db: Tx, { now, shopId }: { now: Date; shopId: string | null }): Promise<CampaignRow[]> {
  const { rows } = await sql<CampaignRow>`select ${columns} from share.campaign
    where enabled and starts_at <= ${now} and ends_at > ${now} and (${shopId}::uuid is null or scope = 'mall' or shop_id = ${shopId}::uuid)
    order by created_at, id limit 100`.execute(db)
  return rows
}

/** One more is given, if the budget allows; the row's lock makes it exact whoever comes at once. */
export async function takeBudget(tx: Tx, id: string): Promise<{ perPerson: number; perDay: number } | undefined> {
  const { rows } = await sql<{ perPerson: number; perDay: number }>`update share.campaign set given = given + 1
    where id = ${id} and given < budget returning per_person as "perPerson", per_day as "perDay"`.execute(tx)
  return rows[0]
}

export async function countOne(
  tx: Tx,
  { campaignId, shopperId, span, most }: { campaignId: string; shopperId: string; span: string; most: number },
): Promise<boolean> {
  const { rows } = await sql`insert into share.used as u (campaign_id, shopper_id, span, used, most)
    values (${campaignId}, ${shopperId}, ${span}, 1, ${most})
    on conflict (campaign_id, shopper_id, span) do update set used = u.used + 1, most = ${most} where u.used < ${most} returning used`.execute(
    tx,
  )
  return rows.length === 1
}

export async function countBack(
  tx: Tx,
  { campaignId, shopperId, day }: { campaignId: string; shopperId: string; day: string },
): Promise<void> {
  await sql`update share.campaign set given = given - 1 where id = ${campaignId}`.execute(tx)
  await sql`update share.used set used = used - 1
    where campaign_id = ${campaignId} and shopper_id = ${shopperId} and span in ('ever', ${`day:${day}`})`.execute(tx)
}

export async function countsOf(db: Tx, ids: readonly string[]): Promise<Map<string, { referrals: number; reviews: number }>> {
  const { rows } = await sql<{ id: string; referrals: number; reviews: number }>`
    select campaign_id as id, count(*)::int as referrals, (count(*) filter (where state = 'review'))::int as reviews
    from share.referral where campaign_id = any(${[...ids]}::uuid[]) group by 1`.execute(db)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}
