import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import type { PurchaseLimitDb } from './db.ts'

type State = PurchaseLimitDb['purchase_limit.claim']['state']

export interface Line {
  productId: string
  span: string
  quantity: number
  most: number
}

export async function usedOf(
  db: Db<PurchaseLimitDb>,
  shopperId: string,
  windows: readonly { productId: string; span: string }[],
): Promise<Map<string, number>> {
  if (windows.length === 0) return new Map()
  const { rows } = await sql<{ productId: string; used: number }>`
    select u.product_id as "productId", u.used
    from unnest(${windows.map((one) => one.productId)}::uuid[], ${windows.map((one) => one.span)}::text[]) as w (product_id, span)
    join purchase_limit.used u on u.shopper_id = ${shopperId} and u.product_id = w.product_id and u.span = w.span`.execute(db)
  return new Map(rows.map((row) => [row.productId, row.used]))
}

/** False: a claim (or its end) with this key is there already. */
export async function insertClaim(
  db: Db<PurchaseLimitDb>,
  claim: { key: string; shopperId: string; bodyHash: string; expiresAt: Date; now: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('purchase_limit.claim')
    .values({
      key: claim.key,
      shopper_id: claim.shopperId,
      state: 'held',
      body_hash: claim.bodyHash,
      expires_at: claim.expiresAt,
      created_at: claim.now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertLines(db: Db<PurchaseLimitDb>, key: string, lines: readonly Line[]): Promise<void> {
  await db
    .insertInto('purchase_limit.claim_line')
    .values(lines.map((line) => ({ key, product_id: line.productId, span: line.span, quantity: line.quantity, most: line.most })))
    .execute()
}

/** Counts pieces if, and only if, they stay within the limit; the row lock makes it exact under any concurrency. */
export async function take(db: Db<PurchaseLimitDb>, shopperId: string, line: Line): Promise<boolean> {
  await db
    .insertInto('purchase_limit.used')
    .values({ shopper_id: shopperId, product_id: line.productId, span: line.span, used: 0, most: line.most })
    .onConflict((conflict) => conflict.columns(['shopper_id', 'product_id', 'span']).doNothing())
    .execute()
  const row = await db
    .updateTable('purchase_limit.used')
    .set((eb) => ({ used: eb('used', '+', line.quantity), most: line.most }))
    .where('shopper_id', '=', shopperId)
    .where('product_id', '=', line.productId)
    .where('span', '=', line.span)
    .where(sql<boolean>`used + ${line.quantity} <= ${line.most}`)
    .returning('used')
    .executeTakeFirst()
  return row !== undefined
}

export async function putBack(
  db: Db<PurchaseLimitDb>,
  shopperId: string,
  line: Pick<Line, 'productId' | 'span' | 'quantity'>,
): Promise<void> {
  await db
    .updateTable('purchase_limit.used')
    .set((eb) => ({ used: eb('used', '-', line.quantity) }))
    .where('shopper_id', '=', shopperId)
    .where('product_id', '=', line.productId)
    .where('span', '=', line.span)
    .execute()
}

export async function findClaim(db: Db<PurchaseLimitDb>, key: string) {
  return db
    .selectFrom('purchase_limit.claim')
    .select(['state', 'shopper_id as shopperId', 'body_hash as bodyHash'])
    .where('key', '=', key)
    .executeTakeFirst()
}

/** The claim, which cannot move until the transaction ends. */
export async function lockClaim(db: Db<PurchaseLimitDb>, key: string): Promise<{ state: State; shopperId: string } | undefined> {
  return db
    .selectFrom('purchase_limit.claim')
    .select(['state', 'shopper_id as shopperId'])
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst()
}

/** Moves a claim from one of these states; gives whose it is, or nothing when it is in none of them. */
export async function moveClaim(
  db: Db<PurchaseLimitDb>,
  key: string,
  move: { from: State[]; to: State; now: Date },
): Promise<{ shopperId: string } | undefined> {
  let query = db
    .updateTable('purchase_limit.claim')
    .set({ state: move.to, ended_at: move.to === 'lapsed' || move.to === 'ended' ? move.now : null })
    .where('key', '=', key)
    .where('state', 'in', move.from)
  // It may have been prolonged since it was looked at.
  if (move.to === 'lapsed') query = query.where('expires_at', '<=', move.now)
  return query.returning('shopper_id as shopperId').executeTakeFirst()
}

/** A claim that is held lasts until then, never less; false when it is not held. */
export async function prolongClaim(db: Db<PurchaseLimitDb>, key: string, until: Date): Promise<boolean> {
  const row = await db
    .updateTable('purchase_limit.claim')
    .set({ expires_at: sql<Date>`greatest(expires_at, ${until}::timestamptz)` })
    .where('key', '=', key)
    .where('state', '=', 'held')
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

/** What a claim still counts, in the order in which rows are locked. */
export async function linesOf(db: Db<PurchaseLimitDb>, key: string): Promise<Line[]> {
  return db
    .selectFrom('purchase_limit.claim_line')
    .select(['product_id as productId', 'span', 'most', sql<number>`quantity - returned`.as('quantity')])
    .where('key', '=', key)
    .where(sql<boolean>`quantity > returned`)
    .orderBy('product_id')
    .execute()
}

/** Notes that pieces of a line came back, as many as are still counted; gives the line with that number, or nothing. */
export async function returnPieces(
  db: Db<PurchaseLimitDb>,
  key: string,
  line: { productId: string; quantity: number },
): Promise<{ span: string; quantity: number } | undefined> {
  const { rows } = await sql<{ span: string; quantity: number }>`
    with before as (
      select least(quantity - returned, ${line.quantity}::int) as back from purchase_limit.claim_line
      where key = ${key} and product_id = ${line.productId} for update
    )
    update purchase_limit.claim_line l set returned = returned + before.back from before
    where l.key = ${key} and l.product_id = ${line.productId} and before.back > 0 returning l.span, before.back as quantity`.execute(db)
  return rows[0]
}

/** Forbids a later claim with this key. */
export async function insertEnd(db: Db<PurchaseLimitDb>, key: string, now: Date): Promise<void> {
  await db
    .insertInto('purchase_limit.claim')
    .values({
      key,
      shopper_id: '00000000-0000-0000-0000-000000000000',
      state: 'ended',
      expires_at: now,
      created_at: now,
      ended_at: now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** False: this return was done before. */
export async function claimReturn(db: Db<PurchaseLimitDb>, key: string, now: Date): Promise<boolean> {
  const row = await db
    .insertInto('purchase_limit.given_back')
    .values({ key, at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

export async function lapsedKeys(db: Db<PurchaseLimitDb>, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('purchase_limit.claim')
    .select('key')
    .where('state', '=', 'held')
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.key)
}

export async function statesOf(db: Db<PurchaseLimitDb>, keys: readonly string[]): Promise<{ key: string; state: State }[]> {
  if (keys.length === 0) return []
  return db
    .selectFrom('purchase_limit.claim')
    .select(['key', 'state'])
    .where('key', 'in', [...keys])
    .execute()
}

/** Counts that are not those of the claims. */
export async function countsOffTheClaims(db: Db<PurchaseLimitDb>): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    with owned as (
      select c.shopper_id, l.product_id, l.span, sum(l.quantity - l.returned) as pieces
      from purchase_limit.claim c join purchase_limit.claim_line l using (key) where c.state in ('held', 'kept') group by 1, 2, 3
    )
    select coalesce(u.product_id, o.product_id)::text as id,
      format('shopper %s in %s: counted %s, by claims %s', coalesce(u.shopper_id, o.shopper_id), coalesce(u.span, o.span),
        coalesce(u.used, 0), coalesce(o.pieces, 0)) as text
    from purchase_limit.used u full join owned o using (shopper_id, product_id, span)
    where coalesce(u.used, 0) <> coalesce(o.pieces, 0)`.execute(db)
  return rows
}
