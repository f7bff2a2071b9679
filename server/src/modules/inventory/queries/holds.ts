import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'

/** Pieces of a hold at one location, and of one lot where there are lots. */
export interface HeldPart {
  skuId: string
  locationId: string
  lotId: string | null
  quantity: number
  restocked: number
  /** What the sold pieces of this line at this location cost that have not come back, and how many they are. */
  costFen: number
  lineLeft: number
}

/** False: a hold (or a tombstone) with this key is there already. */
export async function claimHold(
  db: Db<InventoryDb>,
  hold: { key: string; bodyHash: string; expiresAt: Date; districtCode: string },
): Promise<boolean> {
  const row = await db
    .insertInto('inventory.hold')
    .values({ key: hold.key, state: 'held', body_hash: hold.bodyHash, expires_at: hold.expiresAt, district_code: hold.districtCode })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

export async function findHold(db: Db<InventoryDb>, key: string) {
  return db
    .selectFrom('inventory.hold')
    .select(['state', 'body_hash', 'expires_at', 'district_code'])
    .where('key', '=', key)
    .executeTakeFirst()
}

interface NewLine {
  skuId: string
  locationId: string
  parts: readonly { lotId: string | null; quantity: number }[]
}

export async function insertHoldLines(db: Db<InventoryDb>, key: string, lines: readonly NewLine[]): Promise<void> {
  await db
    .insertInto('inventory.hold_line')
    .values(
      lines.map(({ skuId, locationId, parts }) => ({
        key,
        sku_id: skuId,
        location_id: locationId,
        quantity: parts.reduce((sum, part) => sum + part.quantity, 0),
      })),
    )
    .execute()
  const ofLots = lines.flatMap(({ parts }) => parts.flatMap(({ lotId, quantity }) => (lotId ? [{ key, lot_id: lotId, quantity }] : [])))
  if (ofLots.length > 0) await db.insertInto('inventory.hold_lot').values(ofLots).execute()
}

/** A hold that lapsed is taken anew: where it was before does not matter any more. */
export async function forgetLines(db: Db<InventoryDb>, key: string): Promise<void> {
  await db.deleteFrom('inventory.hold_lot').where('key', '=', key).execute()
  await db.deleteFrom('inventory.hold_line').where('key', '=', key).execute()
}

/** Moves a hold from one state to another; false when it is not there in that state. */
export const moveHold = (db: Db<InventoryDb>, key: string, from: 'held', to: 'sold' | 'released'): Promise<boolean> =>
  moved(db, { key, from, to, lapsedAt: null })

/** A hold that lapsed is taken again, unless it was released since. */
export const retakeHold = (db: Db<InventoryDb>, key: string): Promise<boolean> =>
  moved(db, { key, from: 'released', to: 'sold', lapsedAt: null })

/** What is released stays so; false when it is sold. */
export async function endForGood(db: Db<InventoryDb>, key: string): Promise<boolean> {
  const row = await db
    .updateTable('inventory.hold')
    .set({ final: true })
    .where('key', '=', key)
    .where('state', '=', 'released')
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

/** Releases a hold if its time is still up: it may have been prolonged since it was looked at. */
export const lapseHold = (db: Db<InventoryDb>, key: string, lapsedAt: Date): Promise<boolean> =>
  moved(db, { key, from: 'held', to: 'released', lapsedAt })

interface HoldMove {
  key: string
  from: 'held' | 'released'
  to: 'sold' | 'released'
  lapsedAt: Date | null
}

async function moved(db: Db<InventoryDb>, { key, from, to, lapsedAt }: HoldMove): Promise<boolean> {
  const row = await db
    .updateTable('inventory.hold')
    .set({ state: to, ended_at: sql<Date>`now()` })
    .where('key', '=', key)
    .where('state', '=', from)
    .where('final', '=', false)
    .where(sql<boolean>`(${lapsedAt}::timestamptz is null or expires_at <= ${lapsedAt}::timestamptz)`)
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

/** Forbids a later hold with this key. */
export async function insertTombstone(db: Db<InventoryDb>, key: string, now: Date): Promise<void> {
  await db
    .insertInto('inventory.hold')
    .values({ key, state: 'released', final: true, expires_at: now, ended_at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** What a hold consists of. */
export async function holdParts(db: Db<InventoryDb>, key: string): Promise<HeldPart[]> {
  const { rows } = await sql<HeldPart>`
    select l.sku_id as "skuId", l.location_id as "locationId", t.lot_id as "lotId", coalesce(t.quantity, l.quantity) as quantity,
      coalesce(t.restocked, l.restocked) as restocked, l.cost_fen as "costFen", l.quantity - l.restocked as "lineLeft"
    from inventory.hold_line l left join (
      select h.lot_id, h.quantity, h.restocked, o.sku_id, o.location_id
      from inventory.hold_lot h join inventory.lot o on o.id = h.lot_id where h.key = ${key}
    ) t using (sku_id, location_id)
    where l.key = ${key} order by l.sku_id, l.location_id, t.lot_id`.execute(db)
  return rows
}

/** What the sold pieces of each line cost. */
export async function noteCost(db: Db<InventoryDb>, key: string, parts: readonly (HeldPart & { costFen: number })[]): Promise<void> {
  const costly = parts.filter((part) => part.costFen > 0)
  if (costly.length === 0) return
  await sql`update inventory.hold_line l set cost_fen = l.cost_fen + c.cost_fen
    from (select "skuId", "locationId", sum("costFen") as cost_fen
      from jsonb_to_recordset(${JSON.stringify(costly)}::jsonb) as p("skuId" uuid, "locationId" uuid, "costFen" bigint) group by 1, 2) c
    where l.key = ${key} and l.sku_id = c."skuId" and l.location_id = c."locationId"`.execute(db)
}

/** Pieces of these parts came back; the lines carry less of the cost. The CHECKs refuse more than were sold. */
export async function noteRestocked(db: Db<InventoryDb>, key: string, parts: readonly (HeldPart & { costFen: number })[]): Promise<void> {
  const body = JSON.stringify(parts)
  await sql`update inventory.hold_line l set restocked = l.restocked + b.quantity, cost_fen = l.cost_fen - b.cost_fen
    from (select "skuId", "locationId", sum(quantity) as quantity, sum("costFen") as cost_fen
      from jsonb_to_recordset(${body}::jsonb) as p("skuId" uuid, "locationId" uuid, quantity bigint, "costFen" bigint) group by 1, 2) b
    where l.key = ${key} and l.sku_id = b."skuId" and l.location_id = b."locationId"`.execute(db)
  if (parts.every((part) => part.lotId === null)) return
  await sql`update inventory.hold_lot h set restocked = h.restocked + p.quantity
    from jsonb_to_recordset(${body}::jsonb) as p("lotId" uuid, quantity bigint) where h.key = ${key} and h.lot_id = p."lotId"`.execute(db)
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
    .select([
      'h.key as key',
      'h.state as state',
      'l.sku_id as skuId',
      'l.location_id as locationId',
      'l.quantity as quantity',
      'l.restocked as restocked',
    ])
    .where('h.key', 'in', [...keys])
    .orderBy('h.key')
    .orderBy('l.sku_id')
    .orderBy('l.location_id')
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

/** A lease that has not ended lasts until then, at least. */
export async function prolongHold(db: Db<InventoryDb>, key: string, until: Date): Promise<void> {
  await db
    .updateTable('inventory.hold')
    .set({ expires_at: sql<Date>`greatest(expires_at, ${until})` })
    .where('key', '=', key)
    .where('state', '=', 'held')
    .execute()
}
