import { sql } from 'kysely'
import { type Db, isAmong } from '../../../kernel/db.ts'
import type { GroupBuyInput } from '../contract.ts'
import type { GroupBuyDb } from '../db.ts'

const columns = [
  'id',
  'shop_id as shopId',
  'product_id as productId',
  'title',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'hours',
  'per_person as perPerson',
  'max_pieces as maxPieces',
  'new_only as newOnly',
  'virtual_from as virtualFrom',
  'with_offers as withOffers',
  'free_freight as freeFreight',
  'enabled',
  'created_at as createdAt',
] as const
export type CampaignRow = NonNullable<Awaited<ReturnType<typeof campaignOf>>>

const rowOf = (input: GroupBuyInput) => ({
  product_id: input.productId,
  title: input.title,
  starts_at: new Date(input.startsAt),
  ends_at: new Date(input.endsAt),
  hours: input.hours,
  per_person: input.perPerson,
  max_pieces: input.maxPieces,
  new_only: input.newOnly,
  virtual_from: input.virtualFrom,
  with_offers: input.withOffers,
  free_freight: input.freeFreight,
  enabled: input.enabled,
})

export async function insertCampaign(tx: Db<GroupBuyDb>, campaign: GroupBuyInput & { id: string; shopId: string; now: Date }) {
  await tx
    .insertInto('group_buy.campaign')
    .values({ id: campaign.id, shop_id: campaign.shopId, created_at: campaign.now, ...rowOf(campaign) })
    .execute()
}

export async function changeCampaign(tx: Db<GroupBuyDb>, campaign: GroupBuyInput & { id: string; shopId: string }): Promise<void> {
  await tx
    .updateTable('group_buy.campaign')
    .set(rowOf(campaign))
    .where('id', '=', campaign.id)
    .where('shop_id', '=', campaign.shopId)
    .execute()
}

/** One after another for each product, so that two campaigns of it never begin side by side. */
export async function lockProduct(tx: Db<GroupBuyDb>, productId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`group-buy:${productId}`}, 0))`.execute(tx)
}

/** Whether another campaign of the product that is on has a day in common with this period. */
export async function clashes(tx: Db<GroupBuyDb>, of: { id: string; productId: string; startsAt: Date; endsAt: Date }): Promise<boolean> {
  const row = await tx
    .selectFrom('group_buy.campaign')
    .select('id')
    .where('product_id', '=', of.productId)
    .where('id', '<>', of.id)
    .where('enabled', '=', true)
    .where('starts_at', '<', of.endsAt)
    .where('ends_at', '>', of.startsAt)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function putPrices(tx: Db<GroupBuyDb>, campaignId: string, prices: GroupBuyInput['prices']): Promise<void> {
  await tx.deleteFrom('group_buy.price').where('campaign_id', '=', campaignId).execute()
  await tx
    .insertInto('group_buy.price')
    .values(
      prices.map((one) => ({
        campaign_id: campaignId,
        size: one.size,
        sku_id: one.skuId,
        price_fen: one.priceFen,
        leader_price_fen: one.leaderPriceFen,
      })),
    )
    .execute()
}

/** A size of groups that are not over and that is none of these. */
export async function sizeInUse(tx: Db<GroupBuyDb>, campaignId: string, sizes: readonly number[]): Promise<number | undefined> {
  const row = await tx
    .selectFrom('group_buy.group')
    .select('size')
    .where('campaign_id', '=', campaignId)
    .where('state', 'in', ['new', 'open'])
    .where('size', 'not in', [...sizes])
    .limit(1)
    .executeTakeFirst()
  return row?.size
}

export async function campaignOf(db: Db<GroupBuyDb>, id: string, shopId?: string) {
  let query = db.selectFrom('group_buy.campaign').select(columns).where('id', '=', id)
  if (shopId) query = query.where('shop_id', '=', shopId)
  return query.executeTakeFirst()
}

/** The campaign as it is while the transaction lasts: nobody ends or changes it meanwhile. */
export async function holdCampaign(tx: Db<GroupBuyDb>, id: string) {
  return tx.selectFrom('group_buy.campaign').select(columns).where('id', '=', id).forShare().executeTakeFirst()
}

export async function pricesOf(db: Db<GroupBuyDb>, campaignIds: readonly string[]) {
  if (campaignIds.length === 0) return []
  return db
    .selectFrom('group_buy.price')
    .select(['campaign_id as campaignId', 'size', 'sku_id as skuId', 'price_fen as priceFen', 'leader_price_fen as leaderPriceFen'])
    .where(isAmong('campaign_id', campaignIds))
    .orderBy('size')
    .orderBy('sku_id')
    .execute()
}

export async function campaignsPage(db: Db<GroupBuyDb>, shopId: string, query: { page: number; pageSize: number }) {
  const items = await db
    .selectFrom('group_buy.campaign')
    .select(columns)
    .where('shop_id', '=', shopId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await db
    .selectFrom('group_buy.campaign')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('shop_id', '=', shopId)
    .executeTakeFirstOrThrow()
  return { items, total }
}

const running = (now: Date) => sql<boolean>`enabled and starts_at <= ${now} and ends_at > ${now}`

/** Those that run now, the one that ends first first; after a cursor (`ends_at` and id). */
export async function runningCampaigns(
  db: Db<GroupBuyDb>,
  query: { now: Date; shopId: string | undefined; after: { endsAt: Date; id: string } | null; limit: number },
) {
  let rows = db.selectFrom('group_buy.campaign').select(columns).where(running(query.now))
  if (query.shopId) rows = rows.where('shop_id', '=', query.shopId)
  if (query.after) rows = rows.where(sql<boolean>`(ends_at, id) > (${query.after.endsAt}, ${query.after.id}::uuid)`)
  return rows.orderBy('ends_at').orderBy('id').limit(query.limit).execute()
}

export async function runningOfProduct(db: Db<GroupBuyDb>, productId: string, now: Date) {
  return db
    .selectFrom('group_buy.campaign')
    .select(columns)
    .where('product_id', '=', productId)
    .where(running(now))
    .orderBy('ends_at')
    .limit(1)
    .executeTakeFirst()
}

/** It ends now, and what is open in it with it. False: it is not there. */
export async function endCampaign(tx: Db<GroupBuyDb>, id: string, shopId: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('group_buy.campaign')
    .set({ enabled: false })
    .where('id', '=', id)
    .where('shop_id', '=', shopId)
    .returning('id')
    .executeTakeFirst()
  if (!row) return false
  await tx
    .updateTable('group_buy.group')
    .set({ deadline: now })
    .where('campaign_id', '=', id)
    .where('state', '=', 'open')
    .where('deadline', '>', now)
    .execute()
  return true
}

export interface ResultsRow {
  campaignId: string
  opened: number
  open: number
  completed: number
  filled: number
  failed: number
  members: number
  joined: number
  refunded: number
  gmvFen: number
}
/** What has become of the groups of campaigns. */
export async function resultsOf(db: Db<GroupBuyDb>, campaignIds: readonly string[]): Promise<Map<string, ResultsRow>> {
  const { rows } = await sql<ResultsRow>`
    select c.id as "campaignId", g.*, m.*
    from unnest(${[...campaignIds]}::uuid[]) as c (id)
    cross join lateral (
      select count(*) filter (where state in ('open', 'completed', 'failed')) as opened, count(*) filter (where state = 'open') as open,
        count(*) filter (where state = 'completed') as completed, count(*) filter (where virtual > 0) as filled,
        count(*) filter (where state = 'failed') as failed
      from group_buy."group" where campaign_id = c.id
    ) g
    cross join lateral (
      select count(*) filter (where state in ('going', 'done')) as members, count(*) filter (where state = 'joined') as joined,
        count(*) filter (where paid_fen > 0 and state in ('off', 'refunded', 'left')) as refunded,
        coalesce(sum(paid_fen) filter (where state in ('going', 'done')), 0) as "gmvFen"
      from group_buy.member where campaign_id = c.id
    ) m`.execute(db)
  return new Map(rows.map((row) => [row.campaignId, row]))
}
