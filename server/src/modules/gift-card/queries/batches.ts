import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { BatchInput } from '../contract.ts'
import type { GiftCardDb } from '../db.ts'

export interface BatchRow extends BatchInput {
  id: string
  sold: number
  exportedAt: Date | null
  exportedBy: string
  createdAt: Date
}
const columns = sql`b.id, b.title, b.kind, b.face_fen as "faceFen", b.valid_days as "validDays", b.pieces, b.sold, b.on_sale as "onSale",
  b.exported_at as "exportedAt", b.exported_by as "exportedBy", b.created_at as "createdAt"`

export async function insertBatch(db: Db<GiftCardDb>, batch: BatchInput & { id: string; now: Date }): Promise<void> {
  await sql`insert into gift_card.batch (id, title, kind, face_fen, valid_days, pieces, on_sale, created_at)
    values (${batch.id}, ${batch.title}, ${batch.kind}, ${batch.faceFen}, ${batch.validDays}, ${batch.pieces}, ${batch.onSale}, ${batch.now})`.execute(
    db,
  )
}

export async function batchOf(db: Db<GiftCardDb>, id: string): Promise<BatchRow | undefined> {
  return (await sql<BatchRow>`select ${columns} from gift_card.batch b where b.id = ${id}`.execute(db)).rows[0]
}

export async function changeBatch(
  db: Db<GiftCardDb>,
  batch: { id: string; title: string; onSale: boolean; pieces: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update gift_card.batch set title = ${batch.title}, on_sale = ${batch.onSale},
      pieces = case when kind = 'electronic' then ${batch.pieces} else pieces end
    where id = ${batch.id} and (kind = 'physical' or sold <= ${batch.pieces})`.execute(db)
  return numAffectedRows === 1n
}

export async function batchesPage(
  db: Db<GiftCardDb>,
  query: { page: number; pageSize: number },
): Promise<{ items: BatchRow[]; total: number }> {
  const { rows: items } = await sql<BatchRow>`select ${columns} from gift_card.batch b order by b.created_at desc, b.id desc
    limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from gift_card.batch`.execute(db)
  return { items, total: rows[0]?.total ?? 0 }
}

export async function offers(db: Db<GiftCardDb>): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`select ${columns} from gift_card.batch b
    where b.on_sale and b.kind = 'electronic' and b.sold < b.pieces order by b.face_fen, b.id limit 50`.execute(db)
  return rows
}

export interface Sums {
  made: number
  active: number
  redeemed: number
  voided: number
  soldFen: number
  redeemedFen: number
  voidedFen: number
}
/** Cards of these batches, by what became of them; money by what the ledger says. All of them under the empty id. */
export async function sumsOf(db: Db<GiftCardDb>, ids: readonly string[] | null): Promise<Map<string, Sums>> {
  const { rows } = await sql<Sums & { id: string }>`
    select ${ids ? sql`c.batch_id::text` : sql`''`} as id, count(*) filter (where c.state = 'made')::int as made,
      count(*) filter (where c.state = 'active')::int as active, count(*) filter (where c.state = 'redeemed')::int as redeemed,
      count(*) filter (where c.state = 'void')::int as voided,
      coalesce(sum(c.face_fen) filter (where c.active_at is not null), 0)::bigint as "soldFen",
      coalesce(sum(c.face_fen) filter (where c.state = 'redeemed'), 0)::bigint as "redeemedFen",
      coalesce(sum(c.face_fen) filter (where c.state = 'void' and c.active_at is not null), 0)::bigint as "voidedFen"
    from gift_card.card c ${ids ? sql`where c.batch_id = any(${[...ids]}::uuid[])` : sql``} group by 1`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** So many more of an electronic batch are somebody's. False: there are none left, or it is not on sale. */
export async function takeForSale(tx: Db<GiftCardDb>, id: string, quantity: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update gift_card.batch set sold = sold + ${quantity}
    where id = ${id} and kind = 'electronic' and on_sale and sold + ${quantity} <= pieces`.execute(tx)
  return numAffectedRows === 1n
}

export async function putBackOnSale(tx: Db<GiftCardDb>, id: string, quantity: number): Promise<void> {
  await sql`update gift_card.batch set sold = sold - ${quantity} where id = ${id}`.execute(tx)
}

/** The one who exports. False: somebody did before. */
export async function markExported(tx: Db<GiftCardDb>, id: string, by: { name: string; now: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`update gift_card.batch set exported_at = ${by.now}, exported_by = ${by.name}
    where id = ${id} and kind = 'physical' and exported_at is null`.execute(tx)
  return numAffectedRows === 1n
}

export interface PurchaseRow {
  id: string
  shopperId: string
  batchId: string
  quantity: number
  amountFen: number
  state: 'open' | 'paid' | 'closed'
  payBefore: Date
  createdAt: Date
}
const purchaseColumns = sql`p.id, p.shopper_id as "shopperId", p.batch_id as "batchId", p.quantity, p.amount_fen as "amountFen", p.state,
  p.pay_before as "payBefore", p.created_at as "createdAt"`

/** False: one of this request was begun before. */
export async function insertPurchase(
  tx: Db<GiftCardDb>,
  one: Omit<PurchaseRow, 'state' | 'createdAt'> & { requestId: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into gift_card.purchase (id, shopper_id, request_id, batch_id, quantity, amount_fen, state, pay_before, close_try_at, created_at)
    values (${one.id}, ${one.shopperId}, ${one.requestId}, ${one.batchId}, ${one.quantity}, ${one.amountFen}, 'open', ${one.payBefore}, ${one.payBefore},
      ${one.now}) on conflict (shopper_id, request_id) do nothing`.execute(tx)
  return numAffectedRows === 1n
}

export async function purchaseOf(db: Db<GiftCardDb>, id: string): Promise<PurchaseRow | undefined> {
  return (await sql<PurchaseRow>`select ${purchaseColumns} from gift_card.purchase p where p.id = ${id}`.execute(db)).rows[0]
}

export async function purchaseOfRequest(db: Db<GiftCardDb>, shopperId: string, requestId: string): Promise<PurchaseRow | undefined> {
  const { rows } = await sql<PurchaseRow>`select ${purchaseColumns} from gift_card.purchase p
    where p.shopper_id = ${shopperId} and p.request_id = ${requestId}`.execute(db)
  return rows[0]
}

/** From open to its end, once. */
export async function endPurchase(tx: Db<GiftCardDb>, id: string, end: { state: 'paid' | 'closed'; at: Date }): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update gift_card.purchase set state = ${end.state}, paid_at = ${end.state === 'paid' ? end.at : null}
    where id = ${id} and state = 'open'`.execute(tx)
  return numAffectedRows === 1n
}

/** Purchases whose time to pay is over; each is handed out once in half a minute. */
export async function overduePurchases(db: Db<GiftCardDb>, now: Date, limit: number): Promise<PurchaseRow[]> {
  const { rows } = await sql<PurchaseRow>`
    update gift_card.purchase p set close_try_at = ${now}::timestamptz + interval '30 seconds'
    where p.id in (select id from gift_card.purchase where state = 'open' and close_try_at <= ${now} order by close_try_at limit ${limit}
      for update skip locked)
    returning ${purchaseColumns}`.execute(db)
  return rows
}
