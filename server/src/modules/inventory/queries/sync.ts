import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'

export type ConflictKind = InventoryDb['inventory.sync_conflict']['kind']
export type ConflictState = 'open' | 'applied' | 'dismissed' | 'superseded'

/** What one system counts its sequence for. */
export interface Stream {
  shopId: string
  source: string
  sku: string
  location: string
}

/** The last sequence of a stream, locked until the transaction ends; 0 when it begins. */
export async function lockStream(db: Db<InventoryDb>, stream: Stream): Promise<number> {
  await db
    .insertInto('inventory.sync_state')
    .values({ shop_id: stream.shopId, source: stream.source, sku_code: stream.sku, location_code: stream.location, sequence: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .selectFrom('inventory.sync_state')
    .select('sequence')
    .where('shop_id', '=', stream.shopId)
    .where('source', '=', stream.source)
    .where('sku_code', '=', stream.sku)
    .where('location_code', '=', stream.location)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return row.sequence
}

/** The stream has come this far; what is open from before is overtaken by it. */
export async function advance(db: Db<InventoryDb>, stream: Stream, to: { sequence: number; at: Date; by: string }): Promise<void> {
  await db
    .updateTable('inventory.sync_state')
    .set({ sequence: to.sequence, at: to.at })
    .where('shop_id', '=', stream.shopId)
    .where('source', '=', stream.source)
    .where('sku_code', '=', stream.sku)
    .where('location_code', '=', stream.location)
    .execute()
  await db
    .updateTable('inventory.sync_conflict')
    .set({ state: 'superseded', ended_at: to.at, ended_by: to.by })
    .where('shop_id', '=', stream.shopId)
    .where('source', '=', stream.source)
    .where('sku_code', '=', stream.sku)
    .where('location_code', '=', stream.location)
    .where('state', '=', 'open')
    .where('sequence', '<', to.sequence)
    .execute()
}

export interface NewConflict {
  id: string
  sequence: number
  onHand: number
  kind: ConflictKind
  at: Date
}

/** False: this update is on the list already. */
export async function insertConflict(db: Db<InventoryDb>, stream: Stream, it: NewConflict): Promise<boolean> {
  const row = await db
    .insertInto('inventory.sync_conflict')
    .values({
      id: it.id,
      shop_id: stream.shopId,
      source: stream.source,
      sku_code: stream.sku,
      location_code: stream.location,
      sequence: it.sequence,
      on_hand: it.onHand,
      kind: it.kind,
      at: it.at,
    })
    .onConflict((conflict) => conflict.constraint('sync_conflict_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** An update that waits for the one before it. */
export async function parked(db: Db<InventoryDb>, stream: Stream, sequence: number) {
  return db
    .selectFrom('inventory.sync_conflict')
    .select(['id', 'on_hand as onHand'])
    .where('shop_id', '=', stream.shopId)
    .where('source', '=', stream.source)
    .where('sku_code', '=', stream.sku)
    .where('location_code', '=', stream.location)
    .where('sequence', '=', sequence)
    .where('kind', '=', 'gap')
    .where('state', '=', 'open')
    .executeTakeFirst()
}

export async function endConflict(
  db: Db<InventoryDb>,
  id: string,
  end: { state: 'applied' | 'dismissed'; at: Date; by: string },
): Promise<void> {
  await db
    .updateTable('inventory.sync_conflict')
    .set({ state: end.state, ended_at: end.at, ended_by: end.by })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}

/** What it waited for came, and now something else is in its way. */
export async function changeKind(db: Db<InventoryDb>, id: string, kind: ConflictKind): Promise<void> {
  await db.updateTable('inventory.sync_conflict').set({ kind }).where('id', '=', id).execute()
}

const rows = (db: Db<InventoryDb>) =>
  db
    .selectFrom('inventory.sync_conflict')
    .select([
      'id',
      'source',
      'sku_code as sku',
      'location_code as location',
      'sequence',
      'on_hand as onHand',
      'kind',
      'state',
      'at',
      'ended_at as endedAt',
      'ended_by as endedBy',
    ])

export async function conflictPage(
  db: Db<InventoryDb>,
  filter: { shopId: string; state?: ConflictState | undefined },
  page: { limit: number; offset: number },
) {
  let query = rows(db).where('shop_id', '=', filter.shopId)
  let count = db.selectFrom('inventory.sync_conflict').where('shop_id', '=', filter.shopId)
  if (filter.state) {
    query = query.where('state', '=', filter.state)
    count = count.where('state', '=', filter.state)
  }
  const items = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(page.limit).offset(page.offset).execute()
  const { total } = await count.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

export async function findConflict(db: Db<InventoryDb>, shopId: string, id: string) {
  return rows(db).where('shop_id', '=', shopId).where('id', '=', id).executeTakeFirst()
}

export async function locationByCode(db: Db<InventoryDb>, shopId: string, code: string) {
  let query = db.selectFrom('inventory.location').select(['id', 'closed_at as closedAt']).where('shop_id', '=', shopId)
  query = code === '' ? query.where('is_default', '=', true) : query.where('code', '=', code)
  return query.forShare().executeTakeFirst()
}
