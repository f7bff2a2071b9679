import { sql } from 'kysely'
import { type Db, isAmong } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'

/** Pieces of each SKU that can be bought now, over all open locations. SKUs nobody opened a level for are left out. */
export async function availableOf(db: Db<InventoryDb>, skuIds: readonly string[]): Promise<{ skuId: string; available: number }[]> {
  const { rows } = await sql<{ skuId: string; available: number }>`
    select s.sku_id as "skuId", coalesce(sum(s.available) filter (where l.closed_at is null), 0)::bigint as available
    from inventory.stock s join inventory.location l on l.id = s.location_id
    where ${isAmong('s.sku_id', skuIds)} group by s.sku_id`.execute(db)
  return rows
}

export async function productInStock(db: Db<InventoryDb>, productId: string): Promise<boolean> {
  const row = await db
    .selectFrom('inventory.stock as s')
    .innerJoin('inventory.location as l', 'l.id', 's.location_id')
    .select(sql<boolean>`coalesce(bool_or(s.available > 0), false)`.as('some'))
    .where('s.product_id', '=', productId)
    .where('l.closed_at', 'is', null)
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

/** Opens levels at a location for SKUs that the shop has elsewhere; others are left out. */
export async function openLevelsAt(
  db: Db<InventoryDb>,
  at: { shopId: string; locationId: string },
  skuIds: readonly string[],
): Promise<void> {
  await sql`
    insert into inventory.stock (sku_id, location_id, shop_id, product_id)
    select distinct on (sku_id) sku_id, ${at.locationId}::uuid, shop_id, product_id from inventory.stock
    where shop_id = ${at.shopId} and sku_id = any(${[...skuIds]}::uuid[]) order by sku_id on conflict do nothing`.execute(db)
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
  locationId?: string | undefined
}

export async function levelPage(db: Db<InventoryDb>, filter: LevelFilter, page: { limit: number; offset: number }) {
  let query = db
    .selectFrom('inventory.stock as s')
    .innerJoin('inventory.location as l', 'l.id', 's.location_id')
    .where('s.shop_id', '=', filter.shopId)
  if (filter.skuIds) query = query.where('s.sku_id', '=', sql<string>`any(${[...filter.skuIds]}::uuid[])`)
  if (filter.productId) query = query.where('s.product_id', '=', filter.productId)
  if (filter.locationId) query = query.where('s.location_id', '=', filter.locationId)
  const items = await query
    .select([
      's.sku_id as skuId',
      's.product_id as productId',
      's.location_id as locationId',
      'l.name as locationName',
      's.received',
      's.arrived',
      's.held',
      's.sold',
      's.written_off as writtenOff',
      's.sent',
      's.expired',
      's.lots as tracked',
      sql<number | null>`(select pieces from inventory.threshold h where h.sku_id = s.sku_id)`.as('threshold'),
      's.value_fen as valueFen',
      's.updated_at as updatedAt',
      's.on_hand as onHand',
      's.available as available',
    ])
    .orderBy('s.product_id')
    .orderBy('s.sku_id')
    .orderBy('l.priority')
    .orderBy('s.location_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

/** SKUs of which all open locations together have so many or fewer, those with the fewest first. A threshold of a SKU's own counts for it. */
export async function lowSkus(
  db: Db<InventoryDb>,
  filter: { shopId: string; atMost: number; productId?: string | undefined },
): Promise<string[]> {
  const { rows } = await sql<{ skuId: string }>`
    select s.sku_id as "skuId" from inventory.stock s join inventory.location l on l.id = s.location_id
    left join inventory.threshold t on t.sku_id = s.sku_id
    where s.shop_id = ${filter.shopId} and (${filter.productId ?? null}::uuid is null or s.product_id = ${filter.productId ?? null}::uuid)
    group by s.sku_id having coalesce(sum(s.available) filter (where l.closed_at is null), 0) <= coalesce(min(t.pieces), ${filter.atMost})`.execute(
    db,
  )
  return rows.map((row) => row.skuId)
}

export async function movementPage(
  db: Db<InventoryDb>,
  filter: {
    shopId: string
    skuId?: string | undefined
    locationId?: string | undefined
    reference?: string | undefined
    kind?: InventoryDb['inventory.movement']['kind'] | undefined
  },
  page: { limit: number; offset: number },
) {
  let query = db.selectFrom('inventory.movement').where('shop_id', '=', filter.shopId)
  if (filter.skuId) query = query.where('sku_id', '=', filter.skuId)
  if (filter.locationId) query = query.where('location_id', '=', filter.locationId)
  if (filter.reference) query = query.where('reference', '=', filter.reference)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  const items = await query
    .select([
      'id',
      'sku_id as skuId',
      'location_id as locationId',
      'kind',
      'on_hand_change as onHandChange',
      'held_change as heldChange',
      'value_change as valueChangeFen',
      'lot_id as lotId',
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

/** Which of these SKUs the shop keeps anywhere. */
export async function knownSkus(db: Db<InventoryDb>, shopId: string, skuIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('inventory.stock')
    .select('sku_id')
    .distinct()
    .where('shop_id', '=', shopId)
    .where('sku_id', '=', sql<string>`any(${[...skuIds]}::uuid[])`)
    .execute()
  return new Set(rows.map((row) => row.sku_id))
}
