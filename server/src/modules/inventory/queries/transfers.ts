import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'
import { partOf } from './part-of.ts'

export type TransferState = InventoryDb['inventory.transfer']['state']

const rows = (db: Db<InventoryDb>) =>
  db
    .selectFrom('inventory.transfer as t')
    .innerJoin('inventory.location as f', 'f.id', 't.from_id')
    .innerJoin('inventory.location as o', 'o.id', 't.to_id')
    .select([
      't.id as id',
      't.number as number',
      't.from_id as fromId',
      'f.name as fromName',
      't.to_id as toId',
      'o.name as toName',
      't.state as state',
      't.note as note',
      't.created_by as createdBy',
      't.created_at as createdAt',
      't.sent_at as sentAt',
      't.ended_at as endedAt',
      sql<number>`(select coalesce(sum(quantity), 0)::bigint from inventory.transfer_line l where l.transfer_id = t.id)`.as('pieces'),
      sql<number | null>`(select sum(received)::bigint from inventory.transfer_line l where l.transfer_id = t.id)`.as('received'),
    ])

export async function transferPage(
  db: Db<InventoryDb>,
  filter: { shopId: string; state?: TransferState | undefined; search?: string | undefined },
  page: { limit: number; offset: number },
) {
  let query = rows(db).where('t.shop_id', '=', filter.shopId)
  let count = db.selectFrom('inventory.transfer').where('shop_id', '=', filter.shopId)
  if (filter.state) {
    query = query.where('t.state', '=', filter.state)
    count = count.where('state', '=', filter.state)
  }
  if (filter.search) {
    const like = partOf(filter.search)
    query = query.where('t.number', 'ilike', like)
    count = count.where('number', 'ilike', like)
  }
  const items = await query.orderBy('t.created_at', 'desc').orderBy('t.id', 'desc').limit(page.limit).offset(page.offset).execute()
  const { total } = await count.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

export async function findTransfer(db: Db<InventoryDb>, shopId: string, id: string) {
  return rows(db).where('t.shop_id', '=', shopId).where('t.id', '=', id).executeTakeFirst()
}

export async function transferLines(db: Db<InventoryDb>, id: string) {
  return db
    .selectFrom('inventory.transfer_line')
    .select(['sku_id as skuId', 'quantity', 'received', 'value_fen as valueFen'])
    .where('transfer_id', '=', id)
    .orderBy('sku_id')
    .execute()
}

export async function transferLots(db: Db<InventoryDb>, id: string) {
  return db
    .selectFrom('inventory.transfer_lot')
    .select(['sku_id as skuId', 'code', 'expires_on as expiresOn', 'quantity'])
    .where('transfer_id', '=', id)
    .orderBy('sku_id')
    .orderBy(sql`expires_on asc nulls last`)
    .orderBy('code')
    .execute()
}

export interface NewTransfer {
  id: string
  shopId: string
  number: string
  requestId: string
  fromId: string
  toId: string
  note: string
  createdBy: string
  createdAt: Date
  lines: readonly { skuId: string; quantity: number }[]
}

export async function insertTransfer(db: Db<InventoryDb>, it: NewTransfer): Promise<void> {
  await db
    .insertInto('inventory.transfer')
    .values({
      id: it.id,
      shop_id: it.shopId,
      number: it.number,
      request_id: it.requestId,
      from_id: it.fromId,
      to_id: it.toId,
      state: 'draft',
      note: it.note,
      created_by: it.createdBy,
      created_at: it.createdAt,
    })
    .execute()
  await db
    .insertInto('inventory.transfer_line')
    .values(it.lines.map((line) => ({ transfer_id: it.id, sku_id: line.skuId, quantity: line.quantity })))
    .execute()
}

export async function transferOfRequest(db: Db<InventoryDb>, shopId: string, requestId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('inventory.transfer')
    .select('id')
    .where('shop_id', '=', shopId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  return row?.id
}

/** From one state to the next; false when it is not in that state. */
export async function moveTransfer(
  db: Db<InventoryDb>,
  move: { shopId: string; id: string; from: TransferState; to: TransferState; now: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('inventory.transfer')
    .set({ state: move.to, ...(move.to === 'in_transit' ? { sent_at: move.now } : { ended_at: move.now }) })
    .where('id', '=', move.id)
    .where('shop_id', '=', move.shopId)
    .where('state', '=', move.from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function noteSent(
  db: Db<InventoryDb>,
  id: string,
  sent: {
    lines: readonly { skuId: string; valueFen: number }[]
    lots: readonly { skuId: string; code: string; expiresOn: string | null; quantity: number }[]
  },
): Promise<void> {
  await sql`update inventory.transfer_line l set value_fen = x."valueFen"
    from jsonb_to_recordset(${JSON.stringify(sent.lines)}::jsonb) as x("skuId" uuid, "valueFen" bigint)
    where l.transfer_id = ${id} and l.sku_id = x."skuId"`.execute(db)
  if (sent.lots.length === 0) return
  await db
    .insertInto('inventory.transfer_lot')
    .values(
      sent.lots.map((lot) => ({ transfer_id: id, sku_id: lot.skuId, code: lot.code, expires_on: lot.expiresOn, quantity: lot.quantity })),
    )
    .execute()
}

export async function noteArrived(db: Db<InventoryDb>, id: string, lines: readonly { skuId: string; received: number }[]): Promise<void> {
  await sql`update inventory.transfer_line l set received = x.received
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x("skuId" uuid, received bigint)
    where l.transfer_id = ${id} and l.sku_id = x."skuId"`.execute(db)
}

export async function inTransitTo(db: Db<InventoryDb>, locationId: string): Promise<boolean> {
  const row = await db
    .selectFrom('inventory.transfer')
    .select('id')
    .where('to_id', '=', locationId)
    .where('state', '=', 'in_transit')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
