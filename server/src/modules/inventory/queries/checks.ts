import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'

interface Found {
  id: string
  text: string
}

/** Levels whose balance is not the sum of their movements. */
export async function levelsOffTheLedger(db: Db<InventoryDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with ledger as (
      select sku_id, location_id, sum(on_hand_change) as on_hand, sum(held_change) as held from inventory.movement group by 1, 2
    )
    select coalesce(s.sku_id, l.sku_id)::text as id,
      format('on hand %s, ledger %s; held %s, ledger %s', s.received - s.sold - s.written_off, l.on_hand, s.held, l.held) as text
    from inventory.stock s full join ledger l using (sku_id, location_id)
    where coalesce(s.received - s.sold - s.written_off, 0) <> coalesce(l.on_hand, 0) or coalesce(s.held, 0) <> coalesce(l.held, 0)`.execute(
    db,
  )
  return rows
}

/** Levels whose held or sold pieces are not those of the holds. */
export async function levelsOffTheHolds(db: Db<InventoryDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with owned as (
      select l.sku_id, l.location_id,
        sum(l.quantity) filter (where h.state = 'held') as held,
        sum(l.quantity - l.restocked) filter (where h.state = 'sold') as sold
      from inventory.hold_line l join inventory.hold h using (key) group by 1, 2
    )
    select s.sku_id::text as id, format('held %s, by holds %s; sold %s, by holds %s', s.held, coalesce(o.held, 0), s.sold, coalesce(o.sold, 0)) as text
    from inventory.stock s left join owned o using (sku_id, location_id)
    where s.held <> coalesce(o.held, 0) or s.sold <> coalesce(o.sold, 0)`.execute(db)
  return rows
}

/** Holds that did not end exactly once by the ledger: each held line has one hold movement and, once ended, one end. */
export async function holdsEndedNotOnce(db: Db<InventoryDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with moves as (
      select reference as key, sku_id, sum(held_change) as held, sum(on_hand_change) filter (where kind = 'sale') as sold
      from inventory.movement where kind in ('hold', 'release', 'sale') group by 1, 2
    )
    select l.key as id, format('SKU %s is %s, but the ledger has held %s, sold %s', l.sku_id, h.state, m.held, m.sold) as text
    from inventory.hold_line l join inventory.hold h using (key) left join moves m using (key, sku_id)
    where coalesce(m.held, 0) <> (case when h.state = 'held' then l.quantity else 0 end)
       or coalesce(m.sold, 0) <> (case when h.state = 'sold' then -l.quantity else 0 end)`.execute(db)
  return rows
}
