import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'

interface Found {
  id: string
  text: string
}

/** Levels whose balance, or its value, is not the sum of their movements. */
export async function levelsOffTheLedger(db: Db<InventoryDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with ledger as (
      select sku_id, location_id, sum(on_hand_change) as on_hand, sum(held_change) as held, sum(value_change) as value
      from inventory.movement group by 1, 2
    )
    select coalesce(s.sku_id, l.sku_id)::text as id, format('on hand %s, ledger %s; held %s, ledger %s; value %s, ledger %s',
      s.on_hand, l.on_hand, s.held, l.held, s.value_fen, l.value) as text
    from inventory.stock s full join ledger l using (sku_id, location_id)
    where coalesce(s.on_hand, 0) <> coalesce(l.on_hand, 0) or coalesce(s.held, 0) <> coalesce(l.held, 0)
      or coalesce(s.value_fen, 0) <> coalesce(l.value, 0)`.execute(db)
  return rows
}

/** Levels of which other pieces were received, sold, written off, sent or have arrived than their movements say: the equation, side by side. */
export async function levelsOffTheirKinds(db: Db<InventoryDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with ledger as (
      select sku_id, location_id,
        coalesce(sum(on_hand_change) filter (where kind = 'transfer_in'), 0) as arrived,
        coalesce(-sum(on_hand_change) filter (where kind = 'transfer_out'), 0) as sent,
        coalesce(-sum(on_hand_change) filter (where kind in ('sale', 'restock')), 0) as sold,
        coalesce(sum(on_hand_change) filter (where on_hand_change > 0 and kind not in ('transfer_in', 'restock', 'lot')), 0) as received,
        coalesce(-sum(on_hand_change) filter (where on_hand_change < 0 and kind not in ('transfer_out', 'sale', 'lot')), 0) as written_off
      from inventory.movement group by 1, 2
    )
    select s.sku_id::text as id, format('received %s, ledger %s; arrived %s, ledger %s; sold %s, ledger %s; written off %s, ledger %s; sent %s, ledger %s',
      s.received, l.received, s.arrived, l.arrived, s.sold, l.sold, s.written_off, l.written_off, s.sent, l.sent) as text
    from inventory.stock s left join ledger l using (sku_id, location_id)
    where (s.received, s.arrived, s.sold, s.written_off, s.sent) is distinct from
      (coalesce(l.received, 0), coalesce(l.arrived, 0), coalesce(l.sold, 0), coalesce(l.written_off, 0), coalesce(l.sent, 0))`.execute(db)
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
      select reference as key, sku_id, location_id, sum(held_change) as held, sum(on_hand_change) filter (where kind = 'sale') as sold
      from inventory.movement where kind in ('hold', 'release', 'sale') group by 1, 2, 3
    )
    select l.key as id, format('SKU %s is %s, but the ledger has held %s, sold %s', l.sku_id, h.state, m.held, m.sold) as text
    from inventory.hold_line l join inventory.hold h using (key) left join moves m using (key, sku_id, location_id)
    where coalesce(m.held, 0) <> (case when h.state = 'held' then l.quantity else 0 end)
       or coalesce(m.sold, 0) <> (case when h.state = 'sold' then -l.quantity else 0 end)`.execute(db)
  return rows
}

/** Levels with lots that are not the sum of them, or count other pieces as expired than those of lots that are marked so. */
export async function levelsOffTheLots(db: Db<InventoryDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with lots as (
      select sku_id, location_id, sum(on_hand) as on_hand, sum(held) as held, sum(on_hand - held) filter (where expired) as expired
      from inventory.lot group by 1, 2
    )
    select s.sku_id::text as id, format('on hand %s, lots %s; held %s, lots %s; expired %s, lots %s',
      s.on_hand, l.on_hand, s.held, l.held, s.expired, coalesce(l.expired, 0)) as text
    from inventory.stock s left join lots l using (sku_id, location_id)
    where (s.lots or l.on_hand is not null) and (s.on_hand <> coalesce(l.on_hand, 0) or s.held <> coalesce(l.held, 0) or s.expired <> coalesce(l.expired, 0))
       or (not s.lots and s.expired <> 0)`.execute(db)
  return rows
}

/** Lots that are not the sum of their movements, or hold other pieces than orders have of them. */
export async function lotsOffTheLedger(db: Db<InventoryDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with ledger as (
      select lot_id as id, sum(on_hand_change) as on_hand, sum(held_change) as held from inventory.movement where lot_id is not null group by 1
    ), owned as (
      select t.lot_id as id, sum(t.quantity) as held from inventory.hold_lot t join inventory.hold h using (key) where h.state = 'held' group by 1
    )
    select l.id::text, format('on hand %s, ledger %s; held %s, ledger %s, by holds %s', l.on_hand, coalesce(m.on_hand, 0), l.held,
      coalesce(m.held, 0), coalesce(o.held, 0)) as text
    from inventory.lot l left join ledger m using (id) left join owned o using (id)
    where l.on_hand <> coalesce(m.on_hand, 0) or l.held <> coalesce(m.held, 0) or l.held <> coalesce(o.held, 0)`.execute(db)
  return rows
}

/** Locations that are closed although something lies there. */
export async function closedNotEmpty(db: Db<InventoryDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select l.id::text, format('%s is closed, and %s pieces are held there', l.name, sum(s.held)) as text
    from inventory.location l join inventory.stock s on s.location_id = l.id
    where l.closed_at is not null group by l.id having sum(s.held) > 0`.execute(db)
  return rows
}

/** SKUs of which other pieces are between two locations than transfers say. */
export async function transitOff(db: Db<InventoryDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with level as (
      select sku_id, sum(sent) - sum(arrived) as pieces from inventory.stock group by 1
    ), way as (
      select l.sku_id, sum(l.quantity) as pieces from inventory.transfer_line l join inventory.transfer t on t.id = l.transfer_id
      where t.state = 'in_transit' group by 1
    )
    select l.sku_id::text as id, format('sent and not arrived %s, in transit %s', l.pieces, coalesce(w.pieces, 0)) as text
    from level l left join way w using (sku_id) where l.pieces <> coalesce(w.pieces, 0)`.execute(db)
  return rows
}

/** Counts and receipts whose pieces are not those of the ledger. */
export async function papersOff(db: Db<InventoryDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with booked as (
      select reference, kind, sum(on_hand_change) as pieces, sum(value_change) as value from inventory.movement
      where kind in ('count', 'receipt') group by 1, 2
    )
    select r.id::text, format('receipt of %s pieces for %s fen, ledger %s for %s', r.pieces, r.cost_fen, b.pieces, b.value) as text
    from inventory.receipt r left join booked b on b.reference = r.id::text and b.kind = 'receipt'
    where r.pieces is distinct from b.pieces or r.cost_fen is distinct from b.value
    union all
    select c.id::text, format('count differs by %s, ledger by %s', sum(n.counted - n.expected), coalesce(max(b.pieces), 0))
    from inventory.count_sheet c join inventory.count_line n on n.count_id = c.id
      left join booked b on b.reference = c.id::text and b.kind = 'count'
    where c.state = 'booked' group by c.id having coalesce(sum(n.counted - n.expected), 0) <> coalesce(max(b.pieces), 0)`.execute(db)
  return rows
}

/** Purchase orders that count other pieces as received than their receipts, or are done too early or not at all. */
export async function purchasesOff(db: Db<InventoryDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with line as (
      select purchase_id as id, sum(received) as received, bool_and(received = quantity) as whole from inventory.purchase_line group by 1
    ), came as (
      select purchase_id as id, sum(pieces) as pieces from inventory.receipt where purchase_id is not null group by 1
    )
    select p.id::text, format('%s: received %s, by receipts %s, %s', p.number, l.received, coalesce(c.pieces, 0), p.state) as text
    from inventory.purchase p join line l using (id) left join came c using (id)
    where l.received <> coalesce(c.pieces, 0) or l.whole <> (p.state = 'received')`.execute(db)
  return rows
}
