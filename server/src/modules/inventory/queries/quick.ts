import { sql } from 'kysely'
import { codeOf, type Db, isAmong, repeatedly } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'
import type { Level } from './shelf.ts'

/** Levels of these SKUs as they are now, which may be over in a moment: good for a choice that is checked when it is made true. */
export async function glance(db: Db<InventoryDb>, skuIds: readonly string[]): Promise<Level[]> {
  const { rows } = await sql<Level>`
    select s.sku_id as "skuId", s.location_id as "locationId", s.shop_id as "shopId", s.product_id as "productId", s.on_hand as "onHand",
      s.held, s.available, s.value_fen as "valueFen", s.unit_cost_fen as "unitCostFen", s.lots as tracked, l.closed_at is null as open,
      l.priority, l.district_code as "districtCode", l.longitude, l.latitude, coalesce(a.rule, 'priority') as rule
    from inventory.stock s join inventory.location l on l.id = s.location_id left join inventory.allocation a on a.shop_id = s.shop_id
    where ${isAmong('s.sku_id', skuIds)} order by s.sku_id, s.location_id`.execute(db)
  return rows
}

export interface QuickHold {
  key: string
  bodyHash: string
  expiresAt: Date
  districtCode: string
  lines: readonly { skuId: string; locationId: string; quantity: number; movementId: string }[]
}

/**
 * A hold as one statement, so that an SKU that everybody wants is locked no longer than the statement takes. Only for levels without
 * lots of which some is left afterwards: nobody has to be told anything then. `no`: it is not as easy as that, and nothing was changed.
 */
export async function quickHold(db: Db<InventoryDb>, hold: QuickHold): Promise<'held' | 'taken' | 'no'> {
  const lines = hold.lines.map((line) => ({
    sku_id: line.skuId,
    location_id: line.locationId,
    quantity: line.quantity,
    id: line.movementId,
  }))
  const run = sql<{ held: boolean }>`
    with claim as (
      insert into inventory.hold (key, state, body_hash, expires_at, district_code)
      values (${hold.key}, 'held', ${hold.bodyHash}, ${hold.expiresAt}, ${hold.districtCode})
      on conflict (key) do nothing returning key
    ), wish as (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as w(sku_id uuid, location_id uuid, quantity bigint, id uuid)
    ), locked as (
      select s.sku_id, s.location_id, s.shop_id, w.quantity, w.id, s.available > w.quantity and not s.lots and p.closed_at is null as easy
      from claim, wish w join inventory.stock s on s.sku_id = w.sku_id and s.location_id = w.location_id
        join inventory.location p on p.id = s.location_id
      order by s.sku_id, s.location_id for update of s
    ), level as (
      update inventory.stock s set held = s.held + l.quantity, updated_at = now()
      from locked l where s.sku_id = l.sku_id and s.location_id = l.location_id
    ), booked as (
      insert into inventory.movement (id, sku_id, location_id, shop_id, kind, on_hand_change, held_change, value_change, reference, actor, note)
      select id, sku_id, location_id, shop_id, 'hold', 0, quantity, 0, ${hold.key}, 'system', '' from locked
    ), lines as (
      insert into inventory.hold_line (key, sku_id, location_id, quantity) select ${hold.key}, sku_id, location_id, quantity from locked
    )
    select exists (select from claim) as held,
      1 / (case when not exists (select from claim) or (select count(*) = ${lines.length} and bool_and(easy) from locked) then 1 else 0 end)`
  const held = await unlessHard(async () => (await run.execute(db)).rows[0]?.held)
  return held === undefined ? 'no' : held ? 'held' : 'taken'
}

/** More lines than this are sold the long way. */
const MOST_LINES = 20

/** A sale of a hold as one statement, without lots. False: it is not as easy as that, and nothing was changed. */
export async function quickSale(db: Db<InventoryDb>, key: string, newId: () => string): Promise<boolean> {
  const ids = Array.from({ length: MOST_LINES }, newId)
  const run = sql<{ sold: boolean }>`
    with moved as (
      update inventory.hold set state = 'sold', ended_at = now() where key = ${key} and state = 'held' returning key
    ), locked as (
      select l.key, l.sku_id, l.location_id, l.quantity, s.shop_id, s.on_hand, s.value_fen, s.lots,
        case when s.on_hand > 0
          then div(s.value_fen::numeric * least(l.quantity, s.on_hand) * 2 + s.on_hand, s.on_hand::numeric * 2)::bigint else 0 end as cost_fen
      from moved join inventory.hold_line l on l.key = moved.key
      join inventory.stock s on s.sku_id = l.sku_id and s.location_id = l.location_id
      order by l.sku_id, l.location_id for update of s
    ), line as (
      select *, on_hand - quantity as left_over, row_number() over (order by sku_id, location_id) as place from locked
    ), level as (
      update inventory.stock s set held = s.held - l.quantity, sold = s.sold + l.quantity, value_fen = s.value_fen - l.cost_fen,
        unit_cost_fen = case when l.left_over > 0
          then div((l.value_fen - l.cost_fen)::numeric * 2 + l.left_over, l.left_over::numeric * 2)::bigint else s.unit_cost_fen end,
        updated_at = now()
      from line l where s.sku_id = l.sku_id and s.location_id = l.location_id
    ), booked as (
      insert into inventory.movement (id, sku_id, location_id, shop_id, kind, on_hand_change, held_change, value_change, reference, actor, note)
      select (${ids}::uuid[])[place], sku_id, location_id, shop_id, 'sale', -quantity, -quantity, -cost_fen, key, 'system', '' from line
    ), costs as (
      update inventory.hold_line h set cost_fen = h.cost_fen + l.cost_fen
      from line l where l.cost_fen > 0 and h.key = l.key and h.sku_id = l.sku_id and h.location_id = l.location_id
    )
    select exists (select from moved) as sold,
      1 / (case when exists (select from line where lots) or (select count(*) from line) > ${MOST_LINES} then 0 else 1 end)`
  return (await unlessHard(async () => (await run.execute(db)).rows[0]?.sold)) ?? false
}

const DIVISION_BY_ZERO = '22012'

/** Nothing when the statement found that it must not be done: it has said so by dividing by zero, which undoes all of it. */
async function unlessHard<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await repeatedly(run)
  } catch (error) {
    if (codeOf(error) === DIVISION_BY_ZERO) return undefined
    throw error
  }
}
