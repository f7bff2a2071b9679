import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { FlashSaleDb } from '../db.ts'

type Tx = Db<FlashSaleDb>
export type PlaceState = 'held' | 'kept' | 'lapsed' | 'freed'

export interface NewPlace {
  orderId: string
  sessionId: string
  itemId: string
  shopperId: string
  quantity: number
  payableFen: number
  expiresAt: Date
  now: Date
}
export interface Counted {
  sessionId: string
  itemId: string
  shopperId: string
  /** Pieces that still count. */
  pieces: number
}
export const counted = [
  'session_id as sessionId',
  'item_id as itemId',
  'shopper_id as shopperId',
  sql<number>`quantity - returned`.as('pieces'),
] as const

/** False: this order has a place already, or had one. */
export async function insertPlace(db: Tx, place: NewPlace): Promise<boolean> {
  const row = await db
    .insertInto('flash_sale.place')
    .values({
      order_id: place.orderId,
      session_id: place.sessionId,
      item_id: place.itemId,
      shopper_id: place.shopperId,
      quantity: place.quantity,
      payable_fen: place.payableFen,
      expires_at: place.expiresAt,
      created_at: place.now,
    })
    .onConflict((conflict) => conflict.column('order_id').doNothing())
    .returning('order_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function placeOf(db: Tx, orderId: string) {
  return db
    .selectFrom('flash_sale.place')
    .select(['state', 'item_id as itemId', 'shopper_id as shopperId', 'quantity'])
    .where('order_id', '=', orderId)
    .executeTakeFirst()
}

export async function takenBy(db: Tx, who: { itemId: string; shopperId: string }): Promise<number> {
  const row = await db
    .selectFrom('flash_sale.person')
    .select('taken')
    .where('item_id', '=', who.itemId)
    .where('shopper_id', '=', who.shopperId)
    .executeTakeFirst()
  return row?.taken ?? 0
}

/** The person's pieces, if and only if they stay within the limit; the row lock makes it exact under any concurrency. */
export async function takeForPerson(db: Tx, { itemId, shopperId, pieces }: Counted): Promise<boolean> {
  const { rows } = await sql`
    insert into flash_sale.person as p (item_id, shopper_id, taken, most)
    select id, ${shopperId}::uuid, ${pieces}::int, per_person from flash_sale.item where id = ${itemId} and per_person >= ${pieces}::int
    on conflict (item_id, shopper_id) do update set taken = p.taken + excluded.taken
    where p.taken + excluded.taken <= p.most
    returning taken`.execute(db)
  return rows.length === 1
}

/** The session's pieces, if there are so many left and, where that is asked, it runs now; gives what is left then. */
export async function takeOfItem(db: Tx, { itemId, pieces }: Counted, running: Date | null): Promise<number | undefined> {
  const open = running
    ? sql`and exists (select from flash_sale.session s where s.id = i.session_id and s.state = 'published' and s.starts_at <= ${running} and s.ends_at > ${running})`
    : sql``
  const { rows } = await sql<{ left: number }>`
    update flash_sale.item i set taken = i.taken + ${pieces}::int
    where i.id = ${itemId} and i.taken + ${pieces}::int <= i.pieces ${open}
    returning i.pieces - i.taken as left`.execute(db)
  return rows[0]?.left
}

/** Pieces of a place are free again; gives what is left then. */
export async function putBack(db: Tx, { itemId, shopperId, pieces }: Counted): Promise<number | undefined> {
  if (pieces === 0) return undefined
  await db
    .updateTable('flash_sale.person')
    .set((eb) => ({ taken: eb('taken', '-', pieces) }))
    .where('item_id', '=', itemId)
    .where('shopper_id', '=', shopperId)
    .execute()
  const row = await db
    .updateTable('flash_sale.item')
    .set((eb) => ({ taken: eb('taken', '-', pieces) }))
    .where('id', '=', itemId)
    .returning(sql<number>`pieces - taken`.as('left'))
    .executeTakeFirst()
  return row?.left
}

interface Move {
  from: PlaceState[]
  to: PlaceState
  now: Date
}

/** Moves a place from one of these states; gives what it counts, or nothing when it is in none of them. */
export async function movePlace(db: Tx, orderId: string, { from, to, now }: Move): Promise<Counted | undefined> {
  let move = db
    .updateTable('flash_sale.place')
    .set({ state: to, ...(to === 'kept' ? { paid_at: now } : {}) })
    .where('order_id', '=', orderId)
    .where('state', 'in', from)
  if (to === 'lapsed') move = move.where('expires_at', '<=', now)
  return move.returning(counted).executeTakeFirst()
}

export async function lapsedPlaces(db: Tx, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('flash_sale.place')
    .select('order_id as orderId')
    .where('state', '=', 'held')
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(100)
    .execute()
  return rows.map((row) => row.orderId)
}

/** False: this refund was heard of before. */
export async function claimReturn(db: Tx, key: string, now: Date): Promise<boolean> {
  const row = await db
    .insertInto('flash_sale.given_back')
    .values({ key, at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

/** Notes what came back of a place, never more than there is; gives the pieces that were counted until now, if they were. */
export async function returnPieces(
  db: Tx,
  orderId: string,
  back: { pieces: number; amountFen: number },
): Promise<(Counted & { state: PlaceState }) | undefined> {
  const { rows } = await sql<Counted & { state: PlaceState }>`
    with before as (
      select order_id, least(quantity - returned, ${back.pieces}::int) as back from flash_sale.place where order_id = ${orderId} for update
    )
    update flash_sale.place p set returned = p.returned + before.back, refunded_fen = p.refunded_fen + ${back.amountFen}
    from before where p.order_id = before.order_id
    returning p.session_id as "sessionId", p.item_id as "itemId", p.shopper_id as "shopperId", before.back as pieces, p.state`.execute(db)
  return rows[0]
}
