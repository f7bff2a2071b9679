import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'

export type Rule = 'nearest' | 'priority' | 'fewest'

/** One lot of a level, as it is while the level is locked. */
export interface ShelfLot {
  id: string
  skuId: string
  locationId: string
  code: string
  expiresOn: string | null
  onHand: number
  held: number
  expired: boolean
}

/** A level locked until the transaction ends, with what choosing among locations needs to know. */
export interface Level {
  skuId: string
  locationId: string
  shopId: string
  productId: string
  onHand: number
  held: number
  available: number
  valueFen: number
  unitCostFen: number
  tracked: boolean
  open: boolean
  priority: number
  districtCode: string
  longitude: number | null
  latitude: number | null
  rule: Rule
}

/** Levels of these SKUs, at these locations or all, locked in one order for everybody: by SKU, then location. */
export async function lockLevels(
  db: Db<InventoryDb>,
  which: { skuIds: readonly string[]; locationIds?: readonly string[] | undefined; shopId?: string | undefined },
): Promise<Level[]> {
  const { rows } = await sql<Level>`
    select s.sku_id as "skuId", s.location_id as "locationId", s.shop_id as "shopId", s.product_id as "productId", s.on_hand as "onHand",
      s.held, s.available, s.value_fen as "valueFen", s.unit_cost_fen as "unitCostFen", s.lots as tracked, l.closed_at is null as open,
      l.priority, l.district_code as "districtCode", l.longitude, l.latitude, coalesce(a.rule, 'priority') as rule
    from inventory.stock s join inventory.location l on l.id = s.location_id left join inventory.allocation a on a.shop_id = s.shop_id
    where s.sku_id = any(${[...which.skuIds]}::uuid[])
      and (${which.locationIds ? [...which.locationIds] : null}::uuid[] is null or s.location_id = any(${which.locationIds ? [...which.locationIds] : null}::uuid[]))
      and (${which.shopId ?? null}::uuid is null or s.shop_id = ${which.shopId ?? null}::uuid)
    order by s.sku_id, s.location_id for update of s`.execute(db)
  return rows
}

/** Lots of locked levels, those that expire first first, those that never do last. */
export async function lotsOf(db: Db<InventoryDb>, levels: readonly Level[]): Promise<ShelfLot[]> {
  return db
    .selectFrom('inventory.lot')
    .select([
      'id',
      'sku_id as skuId',
      'location_id as locationId',
      'code',
      'expires_on as expiresOn',
      'on_hand as onHand',
      'held',
      'expired',
    ])
    .where('sku_id', '=', sql<string>`any(${levels.map((level) => level.skuId)}::uuid[])`)
    .where('location_id', '=', sql<string>`any(${levels.map((level) => level.locationId)}::uuid[])`)
    .orderBy(sql`expires_on asc nulls last`)
    .orderBy('id')
    .execute()
}

/** By how much a level changes; all differences. */
export interface Delta {
  sku_id: string
  location_id: string
  received: number
  arrived: number
  held: number
  sold: number
  written_off: number
  sent: number
  expired: number
  value_fen: number
  unit_cost_fen: number
}

export interface Booked {
  id: string
  sku_id: string
  location_id: string
  shop_id: string
  lot_id: string | null
  kind: InventoryDb['inventory.movement']['kind']
  on_hand_change: number
  held_change: number
  value_change: number
  reference: string
  actor: string
  note: string
}

export interface LotDelta {
  id: string
  on_hand: number
  held: number
}

/** What a change left of a level: enough to tell whether it sold out or came back. */
export interface Left {
  skuId: string
  productId: string
  shopId: string
  locationId: string
  available: number
}

/** Changes levels and lots and writes the ledger in one statement; a level that has fewer free pieces than are to go is left out of the answer. */
export async function changeShelf(
  db: Db<InventoryDb>,
  change: { deltas: readonly Delta[]; lots: readonly LotDelta[]; movements: readonly Booked[] },
): Promise<Left[]> {
  const { rows } = await sql<Left>`
    with delta as (
      select * from jsonb_to_recordset(${JSON.stringify(change.deltas)}::jsonb) as d(sku_id uuid, location_id uuid, received bigint, arrived bigint,
        held bigint, sold bigint, written_off bigint, sent bigint, expired bigint, value_fen bigint, unit_cost_fen bigint)
    ), level as (
      update inventory.stock s set received = s.received + d.received, arrived = s.arrived + d.arrived, held = s.held + d.held,
        sold = s.sold + d.sold, written_off = s.written_off + d.written_off, sent = s.sent + d.sent, expired = s.expired + d.expired,
        value_fen = s.value_fen + d.value_fen, unit_cost_fen = d.unit_cost_fen, updated_at = now()
      from delta d where s.sku_id = d.sku_id and s.location_id = d.location_id
        and s.available + d.received + d.arrived - d.held - d.sold - d.written_off - d.sent - d.expired >= 0
      returning s.sku_id, s.location_id, s.product_id, s.shop_id, s.available
    ), lots as (
      update inventory.lot l set on_hand = l.on_hand + d.on_hand, held = l.held + d.held
      from jsonb_to_recordset(${JSON.stringify(change.lots)}::jsonb) as d(id uuid, on_hand bigint, held bigint) where l.id = d.id
    ), booked as (
      insert into inventory.movement (id, sku_id, location_id, shop_id, lot_id, kind, on_hand_change, held_change, value_change, reference, actor, note)
      select * from jsonb_to_recordset(${JSON.stringify(change.movements)}::jsonb) as m(id uuid, sku_id uuid, location_id uuid, shop_id uuid,
        lot_id uuid, kind text, on_hand_change bigint, held_change bigint, value_change bigint, reference text, actor text, note text)
    )
    select sku_id as "skuId", product_id as "productId", shop_id as "shopId", location_id as "locationId", available from level`.execute(db)
  return rows
}
