import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { BatchInput } from '../contract.ts'
import type { CommunityDb } from '../db.ts'

export interface BatchRow {
  id: string
  shopId: string
  title: string
  opensAt: Date
  closesAt: Date
  deliveryDay: string
  settleDays: number
  enabled: boolean
  closedAt: Date | null
  cancelledAt: Date | null
  createdAt: Date
}
export interface ItemRow {
  id: string
  batchId: string
  skuId: string
  productId: string
  priceFen: number
  stock: number
  taken: number
  perPerson: number
  commissionBp: number
}

const columns = sql`b.id, b.shop_id as "shopId", b.title, b.opens_at as "opensAt", b.closes_at as "closesAt", b.delivery_day::text as "deliveryDay",
  b.settle_days as "settleDays", b.enabled, b.closed_at as "closedAt", b.cancelled_at as "cancelledAt", b.created_at as "createdAt"`
const itemColumns = sql`i.id, i.batch_id as "batchId", i.sku_id as "skuId", i.product_id as "productId", i.price_fen as "priceFen", i.stock, i.taken,
  i.per_person as "perPerson", i.commission_bp as "commissionBp"`

export async function batchOf(db: Db<CommunityDb>, id: string, shopId?: string): Promise<BatchRow | undefined> {
  const shop = shopId ? sql`and b.shop_id = ${shopId}` : sql``
  const { rows } = await sql<BatchRow>`select ${columns} from community.batch b where b.id = ${id} ${shop}`.execute(db)
  return rows[0]
}

/** The batch stays as it is until the transaction ends. */
export async function lockBatch(tx: Db<CommunityDb>, id: string): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`select ${columns} from community.batch b where b.id = ${id} for share`.execute(tx)
  return rows[0]
}

export async function itemOf(db: Db<CommunityDb>, id: string): Promise<ItemRow | undefined> {
  return (await sql<ItemRow>`select ${itemColumns} from community.item i where i.id = ${id}`.execute(db)).rows[0]
}

export async function itemsOf(db: Db<CommunityDb>, batchIds: readonly string[]): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`select ${itemColumns} from community.item i
    where i.batch_id = any(${[...batchIds]}::uuid[]) order by i.batch_id, i.position, i.id`.execute(db)
  return rows
}

/** What can be ordered in a shop, now or soon; those that close first first. */
export async function batchesOnShow(db: Db<CommunityDb>, shopId: string, now: Date): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`select ${columns} from community.batch b
    where b.shop_id = ${shopId} and b.enabled and b.closed_at is null and b.closes_at > ${now} and b.opens_at <= ${now}::timestamptz + interval '3 days'
    order by b.opens_at > ${now}, b.closes_at, b.id limit 20`.execute(db)
  return rows
}

export async function batchesPage(
  db: Db<CommunityDb>,
  shopId: string,
  query: { page: number; pageSize: number },
): Promise<{ items: BatchRow[]; total: number }> {
  const { rows: items } = await sql<BatchRow>`select ${columns} from community.batch b where b.shop_id = ${shopId}
    order by b.created_at desc, b.id desc limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from community.batch where shop_id = ${shopId}`.execute(db)
  return { items, total: rows[0]?.total ?? 0 }
}

export async function putBatch(tx: Db<CommunityDb>, batch: BatchInput & { id: string; shopId: string; now: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into community.batch (id, shop_id, title, opens_at, closes_at, delivery_day, settle_days, enabled, created_at)
    values (${batch.id}, ${batch.shopId}, ${batch.title}, ${batch.opensAt}, ${batch.closesAt}, ${batch.deliveryDay}::date, ${batch.settleDays},
      ${batch.enabled}, ${batch.now})
    on conflict (id) do update set title = excluded.title, opens_at = excluded.opens_at, closes_at = excluded.closes_at,
      delivery_day = case when exists (select 1 from community.place p where p.batch_id = batch.id and p.state in ('held', 'paid'))
        then batch.delivery_day else excluded.delivery_day end,
      settle_days = excluded.settle_days, enabled = excluded.enabled
      where batch.closed_at is null`.execute(tx)
  return numAffectedRows === 1n
}

export interface NewItem {
  id: string
  batchId: string
  skuId: string
  productId: string
  priceFen: number
  stock: number
  perPerson: number
  commissionBp: number
  position: number
}
/** False: more of it is ordered than there would be. */
export async function putItem(tx: Db<CommunityDb>, item: NewItem): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into community.item (id, batch_id, sku_id, product_id, price_fen, stock, per_person, commission_bp, position)
    values (${item.id}, ${item.batchId}, ${item.skuId}, ${item.productId}, ${item.priceFen}, ${item.stock}, ${item.perPerson}, ${item.commissionBp},
      ${item.position})
    on conflict (batch_id, sku_id) do update set price_fen = excluded.price_fen, stock = excluded.stock, per_person = excluded.per_person,
      commission_bp = excluded.commission_bp, position = excluded.position where item.taken <= excluded.stock`.execute(tx)
  return numAffectedRows === 1n
}

/** Takes other SKUs out of a batch. How many stay because somebody ordered them. */
export async function dropOtherItems(tx: Db<CommunityDb>, batchId: string, skuIds: readonly string[]): Promise<number> {
  const other = sql`batch_id = ${batchId} and sku_id <> all(${[...skuIds]}::uuid[])`
  await sql`delete from community.item i where ${other} and not exists (select 1 from community.place p where p.item_id = i.id)`.execute(tx)
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from community.item where ${other}`.execute(tx)
  return rows[0]?.left ?? 0
}

/** False: there are not so many left, or it is not the time to order. */
export async function takePieces(tx: Db<CommunityDb>, take: { itemId: string; quantity: number; now: Date | null }): Promise<boolean> {
  const inTime = take.now
    ? sql`and exists (select 1 from community.batch b where b.id = i.batch_id and b.enabled and b.closed_at is null and b.opens_at <= ${take.now}
        and b.closes_at > ${take.now})`
    : sql``
  const { numAffectedRows } = await sql`update community.item i set taken = taken + ${take.quantity}
    where id = ${take.itemId} and taken + ${take.quantity} <= stock ${inTime}`.execute(tx)
  return numAffectedRows === 1n
}

export async function putPiecesBack(tx: Db<CommunityDb>, itemId: string, quantity: number): Promise<void> {
  await sql`update community.item set taken = taken - ${quantity} where id = ${itemId}`.execute(tx)
}

/** So many more for this person, if that stays within the limit. */
export async function countFor(
  tx: Db<CommunityDb>,
  one: { itemId: string; shopperId: string; quantity: number; most: number },
): Promise<boolean> {
  await sql`insert into community.used (item_id, shopper_id, used, most) values (${one.itemId}, ${one.shopperId}, 0, ${one.most})
    on conflict do nothing`.execute(tx)
  const { numAffectedRows } = await sql`update community.used set used = used + ${one.quantity}, most = ${one.most}
    where item_id = ${one.itemId} and shopper_id = ${one.shopperId} and used + ${one.quantity} <= ${one.most}`.execute(tx)
  return numAffectedRows === 1n
}

export async function countBack(tx: Db<CommunityDb>, one: { itemId: string; shopperId: string; quantity: number }): Promise<void> {
  await sql`update community.used set used = used - ${one.quantity} where item_id = ${one.itemId} and shopper_id = ${one.shopperId}`.execute(
    tx,
  )
}

export async function usedBy(db: Db<CommunityDb>, itemId: string, shopperId: string): Promise<number> {
  const { rows } = await sql<{
    used: number
  }>`select used from community.used where item_id = ${itemId} and shopper_id = ${shopperId}`.execute(db)
  return rows[0]?.used ?? 0
}

/** Batches whose time to order is over are closed now. Of these, ids. */
export async function closeDue(db: Db<CommunityDb>, now: Date): Promise<void> {
  await sql`update community.batch set closed_at = ${now} where closed_at is null and closes_at <= ${now}`.execute(db)
}

/** Closes it early, and for ever. `cancel`: all its orders are to be called off. */
export async function closeNow(db: Db<CommunityDb>, id: string, { now, cancel }: { now: Date; cancel: boolean }): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update community.batch set closed_at = ${now}, closes_at = greatest(least(closes_at, ${now}), opens_at + interval '1 millisecond'),
      cancelled_at = case when ${cancel} then ${now}::timestamptz end
    where id = ${id} and closed_at is null`.execute(db)
  return numAffectedRows === 1n
}
