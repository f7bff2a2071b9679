import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { NewPresale, PresaleChange } from '../contract.ts'
import type { PresaleDb } from '../db.ts'

const columns = [
  'id',
  'shop_id as shopId',
  'title',
  'kind',
  'sku_id as skuId',
  'product_id as productId',
  'price_fen as priceFen',
  'deposit_fen as depositFen',
  'worth_fen as worthFen',
  'word',
  'refund_before as refundBefore',
  'unpaid',
  'pieces',
  'taken',
  'per_person as perPerson',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'balance_starts_at as balanceStartsAt',
  'balance_ends_at as balanceEndsAt',
  'wait_until as waitUntil',
  'ship_by as shipBy',
  'free_freight as freeFreight',
  'enabled',
  'cancelled_at as cancelledAt',
  'created_at as createdAt',
] as const

const dateOrNull = (time: string | null): Date | null => (time === null ? null : new Date(time))
const rowOf = (input: PresaleChange) => ({
  title: input.title,
  price_fen: input.priceFen,
  deposit_fen: input.depositFen,
  worth_fen: input.worthFen,
  word: input.word,
  refund_before: input.refundBefore,
  unpaid: input.unpaid,
  pieces: input.pieces,
  per_person: input.perPerson,
  starts_at: new Date(input.startsAt),
  ends_at: new Date(input.endsAt),
  balance_starts_at: dateOrNull(input.balanceStartsAt),
  balance_ends_at: dateOrNull(input.balanceEndsAt),
  wait_until: dateOrNull(input.waitUntil),
  ship_by: new Date(input.shipBy),
  free_freight: input.freeFreight,
  enabled: input.enabled,
})

type Added = NewPresale & { id: string; shopId: string; productId: string; now: Date }

export async function insertCampaign(db: Db<PresaleDb>, one: Added) {
  return db
    .insertInto('presale.campaign')
    .values({
      id: one.id,
      shop_id: one.shopId,
      kind: one.kind,
      sku_id: one.skuId,
      product_id: one.productId,
      created_at: one.now,
      ...rowOf(one),
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
}
export type CampaignRow = Awaited<ReturnType<typeof insertCampaign>>

/** Nothing: more pieces are taken than there are to be, or it was called off. */
export async function changeCampaign(db: Db<PresaleDb>, campaign: PresaleChange & { id: string }): Promise<CampaignRow | undefined> {
  return db
    .updateTable('presale.campaign')
    .set(rowOf(campaign))
    .where('id', '=', campaign.id)
    .where('taken', '<=', campaign.pieces)
    .where('cancelled_at', 'is', null)
    .returning(columns)
    .executeTakeFirst()
}

/** Nobody joins from now on. */
export async function stopCampaign(db: Db<PresaleDb>, id: string, now: Date): Promise<void> {
  await sql`update presale.campaign set enabled = false,
    ends_at = case when starts_at < ${now} then least(ends_at, ${now}::timestamptz) else ends_at end where id = ${id}`.execute(db)
}

export async function cancelCampaign(db: Db<PresaleDb>, id: string, now: Date): Promise<void> {
  await sql`update presale.campaign set enabled = false, cancelled_at = coalesce(cancelled_at, ${now}) where id = ${id}`.execute(db)
}

export async function campaignOf(db: Db<PresaleDb>, id: string, shopId?: string): Promise<CampaignRow | undefined> {
  let query = db.selectFrom('presale.campaign').select(columns).where('id', '=', id)
  if (shopId) query = query.where('shop_id', '=', shopId)
  return query.executeTakeFirst()
}

/** The campaign; its pieces are counted by nobody else until the transaction ends. */
export async function lockCampaign(tx: Db<PresaleDb>, id: string): Promise<CampaignRow | undefined> {
  return tx.selectFrom('presale.campaign').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function campaignsPage(db: Db<PresaleDb>, shopId: string, query: { page: number; pageSize: number }) {
  const items = await db
    .selectFrom('presale.campaign')
    .select(columns)
    .where('shop_id', '=', shopId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await db
    .selectFrom('presale.campaign')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('shop_id', '=', shopId)
    .executeTakeFirstOrThrow()
  return { items, total }
}

/** Campaigns that can be joined now or soon, those that end first first. */
export async function campaignsOnShow(db: Db<PresaleDb>, query: { now: Date; after: string | undefined; limit: number }) {
  let page = db.selectFrom('presale.campaign').select(columns).where('enabled', '=', true).where('ends_at', '>', query.now)
  if (query.after)
    page = page.where(sql<boolean>`(ends_at, id) > (select ends_at, id from presale.campaign where id = ${query.after}::uuid)`)
  return page.orderBy('ends_at').orderBy('id').limit(query.limit).execute()
}

interface Taken {
  campaignId: string
  shopperId: string
  quantity: number
}

/** So many more pieces are taken, if as many are left. */
export async function takePieces(tx: Db<PresaleDb>, { campaignId, quantity }: Taken): Promise<boolean> {
  const { numAffectedRows } = await sql`update presale.campaign set taken = taken + ${quantity}
    where id = ${campaignId} and taken + ${quantity} <= pieces and cancelled_at is null`.execute(tx)
  return Number(numAffectedRows ?? 0n) === 1
}

/** So many more of this person, if that stays within the limit. */
export async function countPerson(tx: Db<PresaleDb>, { campaignId, shopperId, quantity }: Taken, most: number): Promise<boolean> {
  await sql`insert into presale.person (campaign_id, shopper_id, used, most) values (${campaignId}, ${shopperId}, 0, ${most})
    on conflict do nothing`.execute(tx)
  const { numAffectedRows } = await sql`update presale.person set used = used + ${quantity}, most = ${most}
    where campaign_id = ${campaignId} and shopper_id = ${shopperId} and used + ${quantity} <= ${most}`.execute(tx)
  return Number(numAffectedRows ?? 0n) === 1
}

export async function usedOf(db: Db<PresaleDb>, campaignId: string, shopperId: string): Promise<number> {
  const row = await db
    .selectFrom('presale.person')
    .select('used')
    .where('campaign_id', '=', campaignId)
    .where('shopper_id', '=', shopperId)
    .executeTakeFirst()
  return row?.used ?? 0
}

/** Pieces are free again, for the campaign and the person. */
export async function putBack(tx: Db<PresaleDb>, { campaignId, shopperId, quantity }: Taken): Promise<void> {
  await sql`update presale.campaign set taken = taken - ${quantity} where id = ${campaignId}`.execute(tx)
  await sql`update presale.person set used = used - ${quantity} where campaign_id = ${campaignId} and shopper_id = ${shopperId}`.execute(tx)
}
