import { type Kysely, sql } from 'kysely'
import { type AnyDb, jsonb } from '../../kernel/db.ts'
import type { CartDb } from './db.ts'

export interface StoredLine {
  skuId: string
  quantity: number
  selected: boolean
  addedPriceFen: number
  /** Put aside. */
  later: boolean
}

/** Locks a shopper's cart until the transaction ends; makes it first when there is none. */
export async function lockCart(db: Kysely<CartDb>, shopperId: string): Promise<void> {
  await db
    .insertInto('cart.cart')
    .values({ shopper_id: shopperId })
    .onConflict((conflict) => conflict.column('shopper_id').doUpdateSet({ updated_at: sql<Date>`now()` }))
    .execute()
}

/** The newest line first. */
export async function linesOf(db: Kysely<CartDb>, shopperId: string): Promise<StoredLine[]> {
  const rows = await db
    .selectFrom('cart.line')
    .select(['sku_id', 'quantity', 'selected', 'added_price_fen', 'later'])
    .where('shopper_id', '=', shopperId)
    .orderBy('added_at', 'desc')
    .orderBy('sku_id')
    .execute()
  return rows.map((row) => ({
    skuId: row.sku_id,
    quantity: row.quantity,
    selected: row.selected,
    addedPriceFen: row.added_price_fen,
    later: row.later,
  }))
}

/** Puts a line in, in the place of the one with that SKU if there is one. */
export async function writeLine(db: Kysely<CartDb>, shopperId: string, line: StoredLine): Promise<void> {
  const columns = { quantity: line.quantity, selected: line.selected, added_price_fen: line.addedPriceFen, later: line.later }
  await db
    .insertInto('cart.line')
    .values({ shopper_id: shopperId, sku_id: line.skuId, ...columns })
    .onConflict((conflict) => conflict.columns(['shopper_id', 'sku_id']).doUpdateSet({ ...columns, added_at: sql<Date>`now()` }))
    .execute()
}

/** Changes a line where it stands. */
export async function changeLine(
  db: Kysely<CartDb>,
  shopperId: string,
  line: Pick<StoredLine, 'skuId' | 'quantity' | 'selected' | 'later'>,
): Promise<void> {
  await db
    .updateTable('cart.line')
    .set({ quantity: line.quantity, selected: line.selected, later: line.later })
    .where('shopper_id', '=', shopperId)
    .where('sku_id', '=', line.skuId)
    .execute()
}

/** Puts another SKU in the place of a line, which keeps its position. */
export async function replaceLine(
  db: Kysely<CartDb>,
  { shopperId, skuId }: { shopperId: string; skuId: string },
  by: StoredLine,
): Promise<void> {
  await db
    .updateTable('cart.line')
    .set({ sku_id: by.skuId, quantity: by.quantity, selected: by.selected, added_price_fen: by.addedPriceFen, later: by.later })
    .where('shopper_id', '=', shopperId)
    .where('sku_id', '=', skuId)
    .execute()
}

export async function selectLines(
  db: Kysely<CartDb>,
  shopperId: string,
  { skuIds, selected }: { skuIds: readonly string[]; selected: boolean },
): Promise<void> {
  if (skuIds.length === 0) return
  await db.updateTable('cart.line').set({ selected }).where('shopper_id', '=', shopperId).where('sku_id', 'in', skuIds).execute()
}

export async function deleteLines(db: Kysely<CartDb>, shopperId: string, skuIds: readonly string[]): Promise<void> {
  await db.deleteFrom('cart.line').where('shopper_id', '=', shopperId).where('sku_id', 'in', skuIds).execute()
}

/** Takes out what was ordered; what was put in again since stays. */
export async function deleteOrdered(
  db: Kysely<CartDb>,
  ordered: { shopperId: string; skuIds: readonly string[]; at: Date },
): Promise<void> {
  if (ordered.skuIds.length === 0) return
  await db
    .deleteFrom('cart.line')
    .where('shopper_id', '=', ordered.shopperId)
    .where('sku_id', 'in', ordered.skuIds)
    .where('added_at', '<=', ordered.at)
    .execute()
}

/** False: this merge was done before. */
export async function claimMerge(db: Kysely<CartDb>, shopperId: string, requestId: string): Promise<boolean> {
  const row = await db
    .insertInto('cart.merge')
    .values({ shopper_id: shopperId, request_id: requestId })
    .onConflict((conflict) => conflict.columns(['shopper_id', 'request_id']).doNothing())
    .returning('request_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Adds a guest's lines: pieces of a SKU that is there already are added to it, as far as a cart may hold. */
export async function addLines(
  db: Kysely<CartDb>,
  shopperId: string,
  { lines, mostPieces }: { lines: readonly StoredLine[]; mostPieces: number },
): Promise<void> {
  if (lines.length === 0) return
  await sql`
    insert into cart.line (shopper_id, sku_id, quantity, selected, added_price_fen, later, added_at)
    select ${shopperId}::uuid, line."skuId", line.quantity, line.selected, line."addedPriceFen", line.later, now() - line.position * interval '1 microsecond'
    from jsonb_to_recordset(${jsonb(lines.map((line, position) => ({ ...line, position })))})
      as line ("skuId" uuid, quantity int, selected boolean, "addedPriceFen" bigint, later boolean, position int)
    on conflict (shopper_id, sku_id) do update
      set quantity = least(cart.line.quantity + excluded.quantity, ${mostPieces}::int), selected = cart.line.selected or excluded.selected,
        later = cart.line.later and excluded.later`.execute(db)
}

/** Lines need a cart to be in. */
export async function openCart(tx: AnyDb, { from, into }: { from: string; into: string }): Promise<void> {
  await sql`insert into cart.cart (shopper_id) select ${into}::uuid from cart.cart where shopper_id = ${from} on conflict do nothing`.execute(
    tx,
  )
}

/** Carts last touched in this time, with their lines, the newest first. */
export async function idleCarts(
  db: Kysely<CartDb>,
  of: { from: Date; to: Date; after: string | null; limit: number },
): Promise<{ shopperId: string; touchedAt: Date; skuIds: string[] }[]> {
  const { rows } = await sql<{ shopperId: string; touchedAt: Date; skuIds: string[] }>`
    select c.shopper_id as "shopperId", c.updated_at as "touchedAt", array_agg(l.sku_id order by l.added_at desc, l.sku_id) as "skuIds"
    from cart.cart c join cart.line l on l.shopper_id = c.shopper_id and not l.later
    where c.updated_at >= ${of.from} and c.updated_at < ${of.to} ${of.after ? sql`and c.shopper_id > ${of.after}` : sql``}
    group by c.shopper_id order by c.shopper_id limit ${of.limit}`.execute(db)
  return rows
}

export async function holdersAbove(
  db: Kysely<CartDb>,
  of: { skuId: string; abovePriceFen: number; after: string | null; limit: number },
): Promise<{ shopperId: string; addedPriceFen: number }[]> {
  let query = db
    .selectFrom('cart.line')
    .select(['shopper_id as shopperId', 'added_price_fen as addedPriceFen'])
    .where('sku_id', '=', of.skuId)
    .where('added_price_fen', '>', of.abovePriceFen)
  if (of.after) query = query.where('shopper_id', '>', of.after)
  return query.orderBy('shopper_id').limit(of.limit).execute()
}
