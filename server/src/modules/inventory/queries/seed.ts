import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'

export interface PastLine {
  key: string
  at: string
  skuId: string
  quantity: number
}

/** Past sales: what was sold was received before. Keys that are known are left alone. Returns how many holds are new. */
export async function insertPastSales(db: Db<InventoryDb>, shopId: string, lines: readonly PastLine[]): Promise<number> {
  const { rows } = await sql<{ key: string }>`
    insert into inventory.hold (key, state, expires_at, created_at, ended_at)
    select distinct on (key) key, 'sold', at, at, at
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x(key text, at timestamptz)
    order by key on conflict do nothing returning key`.execute(db)
  if (rows.length === 0) return 0
  const fresh = new Set(rows.map((row) => row.key))
  const body = JSON.stringify(lines.filter((line) => fresh.has(line.key)))
  await sql`
    with line as (
      select x.key, x.at, x."skuId" as sku_id, x.quantity, s.location_id, s.product_id
      from jsonb_to_recordset(${body}::jsonb) as x(key text, at timestamptz, "skuId" uuid, quantity bigint)
      join inventory.stock s on s.sku_id = x."skuId" and s.shop_id = ${shopId} and not s.lots
      join inventory.location a on a.id = s.location_id and a.is_default
    ), held as (
      insert into inventory.hold_line (key, sku_id, location_id, quantity) select key, sku_id, location_id, quantity from line
    ), level as (
      update inventory.stock s set received = received + l.quantity, sold = sold + l.quantity
      from (select sku_id, location_id, sum(quantity) as quantity from line group by 1, 2) l
      where s.sku_id = l.sku_id and s.location_id = l.location_id
    )
    insert into inventory.movement (id, sku_id, location_id, shop_id, kind, on_hand_change, held_change, reference, actor, note, at)
    select gen_random_uuid(), sku_id, location_id, ${shopId}, m.kind, m.on_hand * quantity, m.held * quantity, key, 'system', '', at + m.after
    from line cross join (values ('receipt', 1, 0, interval '-1 day'), ('hold', 0, 1, interval '0'), ('sale', -1, -1, interval '1 minute')) as m(kind, on_hand, held, after)`.execute(
    db,
  )
  return rows.length
}
