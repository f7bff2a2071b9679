import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'
import type { Left } from './holds.ts'

/** Pieces of each SKU that can be bought now, over all locations. SKUs nobody opened a level for are left out. */
export async function availableOf(db: Db<InventoryDb>, skuIds: readonly string[]): Promise<{ skuId: string; available: number }[]> {
  return db
    .selectFrom('inventory.stock')
    .select(['sku_id as skuId', sql<number>`sum(received - held - sold - written_off)::bigint`.as('available')])
    .where('sku_id', '=', sql<string>`any(${[...skuIds]}::uuid[])`)
    .groupBy('sku_id')
    .execute()
}

export async function productInStock(db: Db<InventoryDb>, productId: string): Promise<boolean> {
  const row = await db
    .selectFrom('inventory.stock')
    .select(sql<boolean>`coalesce(bool_or(received - held - sold - written_off > 0), false)`.as('some'))
    .where('product_id', '=', productId)
    .executeTakeFirstOrThrow()
  return row.some
}

/** The shop's default location, made when it is missing. */
export async function defaultLocation(db: Db<InventoryDb>, shopId: string, newId: string): Promise<string> {
  await db
    .insertInto('inventory.location')
    .values({ id: newId, shop_id: shopId, name: '默认仓', is_default: true })
    // A literal: with a parameter the index could not be recognised once the statement's plan is kept for any value.
    .onConflict((conflict) => conflict.column('shop_id').where('is_default', '=', sql.lit(true)).doNothing())
    .execute()
  const row = await db
    .selectFrom('inventory.location')
    .select('id')
    .where('shop_id', '=', shopId)
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow()
  return row.id
}

export async function openLevels(
  db: Db<InventoryDb>,
  at: { shopId: string; productId: string; locationId: string },
  skuIds: readonly string[],
): Promise<void> {
  if (skuIds.length === 0) return
  await db
    .insertInto('inventory.stock')
    .values(skuIds.map((skuId) => ({ sku_id: skuId, location_id: at.locationId, shop_id: at.shopId, product_id: at.productId })))
    .onConflict((conflict) => conflict.columns(['sku_id', 'location_id']).doNothing())
    .execute()
}

/** The shop's own level of a SKU at its default location, locked until the transaction ends. */
export async function lockLevel(db: Db<InventoryDb>, shopId: string, skuId: string) {
  return db
    .selectFrom('inventory.stock as s')
    .innerJoin('inventory.location as l', 'l.id', 's.location_id')
    .select([
      's.location_id as locationId',
      's.product_id as productId',
      's.held as held',
      sql<number>`s.received - s.sold - s.written_off`.as('onHand'),
    ])
    .where('s.sku_id', '=', skuId)
    .where('s.shop_id', '=', shopId)
    .where('l.is_default', '=', true)
    .forUpdate('s')
    .executeTakeFirst()
}

/** Adds pieces, or writes them off; nothing when fewer are free than are to go. */
export async function changeLevel(
  db: Db<InventoryDb>,
  at: { skuId: string; locationId: string },
  change: number,
): Promise<Left | undefined> {
  return db
    .updateTable('inventory.stock')
    .set((eb) => ({
      received: eb('received', '+', Math.max(change, 0)),
      written_off: eb('written_off', '+', Math.max(-change, 0)),
      updated_at: sql<Date>`now()`,
    }))
    .where('sku_id', '=', at.skuId)
    .where('location_id', '=', at.locationId)
    .where(sql<boolean>`received - held - sold - written_off + ${change} >= 0`)
    .returning([
      'product_id as productId',
      'shop_id as shopId',
      'location_id as locationId',
      sql<number>`received - held - sold - written_off`.as('available'),
    ])
    .executeTakeFirst()
}

export interface NewMovement {
  id: string
  skuId: string
  locationId: string
  shopId: string
  kind: InventoryDb['inventory.movement']['kind']
  onHandChange: number
  heldChange: number
  reference: string
  actor: string
  note: string
}

export async function insertMovements(db: Db<InventoryDb>, movements: readonly NewMovement[]): Promise<void> {
  if (movements.length === 0) return
  await db
    .insertInto('inventory.movement')
    .values(
      movements.map((m) => ({
        id: m.id,
        sku_id: m.skuId,
        location_id: m.locationId,
        shop_id: m.shopId,
        kind: m.kind,
        on_hand_change: m.onHandChange,
        held_change: m.heldChange,
        reference: m.reference,
        actor: m.actor,
        note: m.note,
      })),
    )
    .execute()
}

/** Records that a keyed command is being done; 'same' or 'other' when one with that key was done before. */
export async function claimCommand(
  db: Db<InventoryDb>,
  command: { shopId: string; key: string; bodyHash: string },
): Promise<'new' | 'same' | 'other'> {
  const row = await db
    .insertInto('inventory.command')
    .values({ shop_id: command.shopId, key: command.key, body_hash: command.bodyHash })
    .onConflict((conflict) => conflict.columns(['shop_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (row) return 'new'
  const before = await db
    .selectFrom('inventory.command')
    .select('body_hash')
    .where('shop_id', '=', command.shopId)
    .where('key', '=', command.key)
    .executeTakeFirstOrThrow()
  return before.body_hash === command.bodyHash ? 'same' : 'other'
}

export interface LevelFilter {
  shopId: string
  skuIds?: readonly string[] | undefined
  productId?: string | undefined
  /** Only those with this many or fewer available. */
  atMost?: number | undefined
}

export async function levelPage(db: Db<InventoryDb>, filter: LevelFilter, page: { limit: number; offset: number }) {
  let query = db.selectFrom('inventory.stock').where('shop_id', '=', filter.shopId)
  if (filter.skuIds) query = query.where('sku_id', '=', sql<string>`any(${[...filter.skuIds]}::uuid[])`)
  if (filter.productId) query = query.where('product_id', '=', filter.productId)
  if (filter.atMost !== undefined) query = query.where(sql<boolean>`received - held - sold - written_off <= ${filter.atMost}`)
  const items = await query
    .select([
      'sku_id as skuId',
      'product_id as productId',
      'location_id as locationId',
      'received',
      'held',
      'sold',
      'written_off as writtenOff',
      'updated_at as updatedAt',
      sql<number>`received - sold - written_off`.as('onHand'),
      sql<number>`received - held - sold - written_off`.as('available'),
    ])
    .orderBy(filter.atMost === undefined ? 'product_id' : 'available')
    .orderBy('sku_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

export async function movementPage(
  db: Db<InventoryDb>,
  filter: { shopId: string; skuId?: string | undefined; kind?: InventoryDb['inventory.movement']['kind'] | undefined },
  page: { limit: number; offset: number },
) {
  let query = db.selectFrom('inventory.movement').where('shop_id', '=', filter.shopId)
  if (filter.skuId) query = query.where('sku_id', '=', filter.skuId)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  const items = await query
    .select([
      'id',
      'sku_id as skuId',
      'location_id as locationId',
      'kind',
      'on_hand_change as onHandChange',
      'held_change as heldChange',
      'reference',
      'actor',
      'note',
      'at',
    ])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}
