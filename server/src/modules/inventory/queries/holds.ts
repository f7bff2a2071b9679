import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'

export interface HeldLine {
  skuId: string
  locationId: string
  quantity: number
}

/** What a change left of a SKU: enough to tell whether it sold out or came back. */
export interface Left {
  productId: string
  shopId: string
  locationId: string
  available: number
}

const left = sql<number>`received - held - sold - written_off`.as('available')

/** False: a hold (or a tombstone) with this key is there already. */
export async function claimHold(db: Db<InventoryDb>, hold: { key: string; bodyHash: string; expiresAt: Date }): Promise<boolean> {
  const row = await db
    .insertInto('inventory.hold')
    .values({ key: hold.key, state: 'held', body_hash: hold.bodyHash, expires_at: hold.expiresAt })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

export async function findHold(db: Db<InventoryDb>, key: string) {
  return db.selectFrom('inventory.hold').select(['state', 'body_hash', 'expires_at']).where('key', '=', key).executeTakeFirst()
}

/** Holds one line at the shop's default location if, and only if, that much is free; the row lock makes it exact under any concurrency. */
export async function holdLine(db: Db<InventoryDb>, line: { skuId: string; quantity: number }): Promise<Left | undefined> {
  return db
    .updateTable('inventory.stock')
    .set((eb) => ({ held: eb('held', '+', line.quantity), updated_at: sql<Date>`now()` }))
    .where('sku_id', '=', line.skuId)
    .where('location_id', 'in', (eb) =>
      eb
        .selectFrom('inventory.location')
        .select('id')
        .where('is_default', '=', true)
        .whereRef('inventory.location.id', '=', 'inventory.stock.location_id'),
    )
    .where(sql<boolean>`received - held - sold - written_off >= ${line.quantity}`)
    .returning(['product_id as productId', 'shop_id as shopId', 'location_id as locationId', left])
    .executeTakeFirst()
}

export async function insertHoldLines(db: Db<InventoryDb>, key: string, lines: readonly HeldLine[]): Promise<void> {
  await db
    .insertInto('inventory.hold_line')
    .values(lines.map((line) => ({ key, sku_id: line.skuId, location_id: line.locationId, quantity: line.quantity })))
    .execute()
}

/** Moves a hold from one state to another; false when it is not there in that state. */
export async function moveHold(db: Db<InventoryDb>, key: string, from: 'held' | 'released', to: 'sold' | 'released'): Promise<boolean> {
  const row = await db
    .updateTable('inventory.hold')
    .set({ state: to, ended_at: sql<Date>`now()` })
    .where('key', '=', key)
    .where('state', '=', from)
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

/** Forbids a later hold with this key. */
export async function insertTombstone(db: Db<InventoryDb>, key: string, now: Date): Promise<void> {
  await db
    .insertInto('inventory.hold')
    .values({ key, state: 'released', expires_at: now, ended_at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** Lines of a hold in the order in which rows are locked. */
export async function holdLines(db: Db<InventoryDb>, key: string): Promise<(HeldLine & { restocked: number })[]> {
  return db
    .selectFrom('inventory.hold_line')
    .select(['sku_id as skuId', 'location_id as locationId', 'quantity', 'restocked'])
    .where('key', '=', key)
    .orderBy('sku_id')
    .execute()
}

/** A held line becomes sold. */
export async function sellHeldLine(db: Db<InventoryDb>, line: HeldLine): Promise<Left> {
  return db
    .updateTable('inventory.stock')
    .set((eb) => ({ held: eb('held', '-', line.quantity), sold: eb('sold', '+', line.quantity), updated_at: sql<Date>`now()` }))
    .where('sku_id', '=', line.skuId)
    .where('location_id', '=', line.locationId)
    .returning(['product_id as productId', 'shop_id as shopId', 'location_id as locationId', left])
    .executeTakeFirstOrThrow()
}

/** A line whose hold has lapsed is sold if that much is still free. */
export async function sellFreeLine(db: Db<InventoryDb>, line: HeldLine): Promise<Left | undefined> {
  return db
    .updateTable('inventory.stock')
    .set((eb) => ({ sold: eb('sold', '+', line.quantity), updated_at: sql<Date>`now()` }))
    .where('sku_id', '=', line.skuId)
    .where('location_id', '=', line.locationId)
    .where(sql<boolean>`received - held - sold - written_off >= ${line.quantity}`)
    .returning(['product_id as productId', 'shop_id as shopId', 'location_id as locationId', left])
    .executeTakeFirst()
}

/** A held line is free again. */
export async function freeHeldLine(db: Db<InventoryDb>, line: HeldLine): Promise<Left> {
  return db
    .updateTable('inventory.stock')
    .set((eb) => ({ held: eb('held', '-', line.quantity), updated_at: sql<Date>`now()` }))
    .where('sku_id', '=', line.skuId)
    .where('location_id', '=', line.locationId)
    .returning(['product_id as productId', 'shop_id as shopId', 'location_id as locationId', left])
    .executeTakeFirstOrThrow()
}

/** Sold pieces come back; false when the hold did not sell that many. */
export async function restockLine(db: Db<InventoryDb>, key: string, line: { skuId: string; quantity: number }): Promise<Left | undefined> {
  const claimed = await db
    .updateTable('inventory.hold_line')
    .set((eb) => ({ restocked: eb('restocked', '+', line.quantity) }))
    .where('key', '=', key)
    .where('sku_id', '=', line.skuId)
    .where((eb) => eb(eb('quantity', '-', eb.ref('restocked')), '>=', line.quantity))
    .returning('location_id')
    .executeTakeFirst()
  if (!claimed) return undefined
  return db
    .updateTable('inventory.stock')
    .set((eb) => ({ sold: eb('sold', '-', line.quantity), updated_at: sql<Date>`now()` }))
    .where('sku_id', '=', line.skuId)
    .where('location_id', '=', claimed.location_id)
    .returning(['product_id as productId', 'shop_id as shopId', 'location_id as locationId', left])
    .executeTakeFirstOrThrow()
}

/** Keys of holds whose time is up; taken by one worker at a time. */
export async function lapsedHolds(db: Db<InventoryDb>, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('inventory.hold')
    .select('key')
    .where('state', '=', 'held')
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.key)
}

export async function holdsByKey(db: Db<InventoryDb>, keys: readonly string[]) {
  return db
    .selectFrom('inventory.hold as h')
    .leftJoin('inventory.hold_line as l', 'l.key', 'h.key')
    .select(['h.key as key', 'h.state as state', 'l.sku_id as skuId', 'l.quantity as quantity'])
    .where('h.key', 'in', [...keys])
    .orderBy('h.key')
    .orderBy('l.sku_id')
    .execute()
}

/** The shop a hold belongs to: that of its first line. */
export async function shopOfHold(db: Db<InventoryDb>, key: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('inventory.hold_line as l')
    .innerJoin('inventory.stock as s', (join) => join.onRef('s.sku_id', '=', 'l.sku_id').onRef('s.location_id', '=', 'l.location_id'))
    .select('s.shop_id as shopId')
    .where('l.key', '=', key)
    .orderBy('l.sku_id')
    .limit(1)
    .executeTakeFirst()
  return row?.shopId
}
