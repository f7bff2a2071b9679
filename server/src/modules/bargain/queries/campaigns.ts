import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { CampaignChange, NewCampaign } from '../contract.ts'
import type { BargainDb } from '../db.ts'

const columns = [
  'id',
  'shop_id as shopId',
  'title',
  'sku_id as skuId',
  'product_id as productId',
  'floor_fen as floorFen',
  'helpers',
  'hours',
  'pieces',
  'taken',
  'buy_at as buyAt',
  'free_freight as freeFreight',
  'per_person as perPerson',
  'starts_per_day as startsPerDay',
  'helps_per_day as helpsPerDay',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'enabled',
  'created_at as createdAt',
] as const

const rowOf = (input: CampaignChange) => ({
  title: input.title,
  floor_fen: input.floorFen,
  helpers: input.helpers,
  hours: input.hours,
  pieces: input.pieces,
  buy_at: input.buyAt,
  free_freight: input.freeFreight,
  per_person: input.perPerson,
  starts_per_day: input.startsPerDay,
  helps_per_day: input.helpsPerDay,
  starts_at: new Date(input.startsAt),
  ends_at: new Date(input.endsAt),
  enabled: input.enabled,
})

type Added = NewCampaign & { id: string; shopId: string; productId: string; now: Date }

export async function insertCampaign(db: Db<BargainDb>, campaign: Added) {
  const { id, shopId, skuId, productId, now } = campaign
  return db
    .insertInto('bargain.campaign')
    .values({ id, shop_id: shopId, sku_id: skuId, product_id: productId, created_at: now, ...rowOf(campaign) })
    .returning(columns)
    .executeTakeFirstOrThrow()
}
export type CampaignRow = Awaited<ReturnType<typeof insertCampaign>>

/** Nothing: more pieces are taken than there are to be. */
export async function changeCampaign(db: Db<BargainDb>, campaign: CampaignChange & { id: string }): Promise<CampaignRow | undefined> {
  return db
    .updateTable('bargain.campaign')
    .set(rowOf(campaign))
    .where('id', '=', campaign.id)
    .where('taken', '<=', campaign.pieces)
    .returning(columns)
    .executeTakeFirst()
}

/** Over from now on; one that has not begun never will. */
export async function stopCampaign(tx: Db<BargainDb>, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('bargain.campaign')
    .set({
      enabled: false,
      ends_at: sql<Date>`case when starts_at < ${now} then least(ends_at, ${now}::timestamptz) else ends_at end`,
    })
    .where('id', '=', id)
    .execute()
}

export async function campaignOf(db: Db<BargainDb>, id: string, shopId?: string): Promise<CampaignRow | undefined> {
  let query = db.selectFrom('bargain.campaign').select(columns).where('id', '=', id)
  if (shopId) query = query.where('shop_id', '=', shopId)
  return query.executeTakeFirst()
}

/** The campaign if bargains can be begun in it; it does not end before the transaction does. */
export async function runningCampaign(tx: Db<BargainDb>, id: string, now: Date): Promise<CampaignRow | undefined> {
  return tx
    .selectFrom('bargain.campaign')
    .select(columns)
    .where('id', '=', id)
    .where('enabled', '=', true)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .forShare()
    .executeTakeFirst()
}

export async function campaignsPage(db: Db<BargainDb>, shopId: string, query: { page: number; pageSize: number }) {
  const items = await db
    .selectFrom('bargain.campaign')
    .select(columns)
    .where('shop_id', '=', shopId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await db
    .selectFrom('bargain.campaign')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('shop_id', '=', shopId)
    .executeTakeFirstOrThrow()
  return { items, total }
}

/** How many bargains were begun in each of these campaigns, and how many of them go on. */
export async function openedIn(db: Db<BargainDb>, ids: readonly string[]): Promise<Map<string, { opened: number; open: number }>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; opened: number; open: number }>`
    select campaign_id as id, count(*)::int as opened, count(*) filter (where state in ('open', 'ordered'))::int as open
    from bargain.bargain where campaign_id = any(${[...ids]}::uuid[]) group by campaign_id`.execute(db)
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

/** Campaigns that run or will, those that end first first, with the bargain of this shopper that goes on. */
export async function campaignsOnShow(
  db: Db<BargainDb>,
  query: { now: Date; shopperId: string | null; after: string | undefined; limit: number },
): Promise<(CampaignRow & { mineId: string | null })[]> {
  const { now, shopperId, after } = query
  let page = db
    .selectFrom('bargain.campaign')
    .select([
      ...columns,
      sql<string | null>`(select b.id from bargain.bargain b where b.campaign_id = campaign.id and b.shopper_id = ${shopperId}::uuid
        and (b.state = 'ordered' or b.state = 'open' and b.expires_at > ${now}))`.as('mineId'),
    ])
    .where('enabled', '=', true)
    .where('ends_at', '>', now)
  if (after) page = page.where(sql<boolean>`(ends_at, id) > (select ends_at, id from bargain.campaign where id = ${after}::uuid)`)
  return page.orderBy('ends_at').orderBy('id').limit(query.limit).execute()
}

/** Orders of one campaign take their places one after another. */
export async function lockCampaign(tx: Db<BargainDb>, id: string): Promise<void> {
  await tx.selectFrom('bargain.campaign').select('id').where('id', '=', id).forUpdate().execute()
}

/** One more piece is given, if one is left. */
export async function takePiece(tx: Db<BargainDb>, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('bargain.campaign')
    .set((eb) => ({ taken: eb('taken', '+', 1) }))
    .where('id', '=', id)
    .whereRef('taken', '<', 'pieces')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function putPieceBack(tx: Db<BargainDb>, id: string): Promise<void> {
  await tx
    .updateTable('bargain.campaign')
    .set((eb) => ({ taken: eb('taken', '-', 1) }))
    .where('id', '=', id)
    .execute()
}
