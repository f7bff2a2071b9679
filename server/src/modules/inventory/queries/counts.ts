import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'

const sheets = (db: Db<InventoryDb>) =>
  db
    .selectFrom('inventory.count_sheet as c')
    .innerJoin('inventory.location as l', 'l.id', 'c.location_id')
    .select([
      'c.id as id',
      'c.number as number',
      'c.location_id as locationId',
      'l.name as locationName',
      'c.state as state',
      'c.note as note',
      'c.reason as reason',
      'c.created_by as createdBy',
      'c.created_at as createdAt',
      'c.ended_at as endedAt',
      sql<number>`(select count(*) from inventory.count_line n where n.count_id = c.id)`.as('lines'),
      sql<number>`(select count(n.counted) from inventory.count_line n where n.count_id = c.id)`.as('counted'),
      sql<number>`(select count(*) from inventory.count_line n where n.count_id = c.id and n.counted <> n.expected)`.as('differing'),
    ])

export async function sheetPage(db: Db<InventoryDb>, shopId: string, page: { limit: number; offset: number }) {
  const items = await sheets(db)
    .where('c.shop_id', '=', shopId)
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await db
    .selectFrom('inventory.count_sheet')
    .select(sql<number>`count(*)`.as('total'))
    .where('shop_id', '=', shopId)
    .executeTakeFirstOrThrow()
  return { items, total }
}

export async function findSheet(db: Db<InventoryDb>, shopId: string, id: string) {
  return sheets(db).where('c.shop_id', '=', shopId).where('c.id', '=', id).executeTakeFirst()
}

export async function sheetLines(
  db: Db<InventoryDb>,
  which: { id: string; only: 'all' | 'open' | 'differing' },
  page: { limit: number; offset: number },
) {
  let query = db.selectFrom('inventory.count_line').where('count_id', '=', which.id)
  if (which.only === 'open') query = query.where('counted', 'is', null)
  if (which.only === 'differing') query = query.whereRef('counted', '<>', 'expected')
  const items = await query
    .select(['sku_id as skuId', 'expected', 'counted', 'counted_by as countedBy', 'counted_at as countedAt'])
    .orderBy('sku_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

export interface NewSheet {
  id: string
  shopId: string
  number: string
  requestId: string
  locationId: string
  productIds: readonly string[]
  note: string
  createdBy: string
  createdAt: Date
}

/** Gives how many lines the sheet has. */
export async function insertSheet(db: Db<InventoryDb>, it: NewSheet): Promise<number> {
  await db
    .insertInto('inventory.count_sheet')
    .values({
      id: it.id,
      shop_id: it.shopId,
      number: it.number,
      request_id: it.requestId,
      location_id: it.locationId,
      state: 'open',
      note: it.note,
      created_by: it.createdBy,
      created_at: it.createdAt,
    })
    .execute()
  const { rows } = await sql`
    insert into inventory.count_line (count_id, sku_id)
    select ${it.id}::uuid, sku_id from inventory.stock where shop_id = ${it.shopId} and location_id = ${it.locationId}
      and (${it.productIds.length} = 0 or product_id = any(${[...it.productIds]}::uuid[])) returning sku_id`.execute(db)
  return rows.length
}

export async function sheetOfRequest(db: Db<InventoryDb>, shopId: string, requestId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('inventory.count_sheet')
    .select('id')
    .where('shop_id', '=', shopId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  return row?.id
}

/** A sheet that is open stays so until the transaction ends; `for update` alone against others that write or book. */
export async function lockSheet(db: Db<InventoryDb>, shopId: string, id: string) {
  return db
    .selectFrom('inventory.count_sheet')
    .select(['state', 'location_id as locationId'])
    .where('shop_id', '=', shopId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Writes down what was counted beside what is on hand at this very moment. Gives the SKUs that are on the sheet. */
export async function writeLines(
  db: Db<InventoryDb>,
  sheet: { id: string; locationId: string; by: string; at: Date },
  lines: readonly { skuId: string; counted: number | null }[],
): Promise<Set<string>> {
  await sql`select sku_id from inventory.stock where location_id = ${sheet.locationId} and sku_id = any(${lines.map((line) => line.skuId)}::uuid[])
    order by sku_id for update`.execute(db)
  const { rows } = await sql<{ skuId: string }>`
    update inventory.count_line n set counted = x.counted, expected = case when x.counted is null then null else s.on_hand end,
      counted_by = ${sheet.by}, counted_at = ${sheet.at}
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x("skuId" uuid, counted bigint)
    join inventory.stock s on s.sku_id = x."skuId" and s.location_id = ${sheet.locationId}
    where n.count_id = ${sheet.id} and n.sku_id = x."skuId" returning n.sku_id as "skuId"`.execute(db)
  return new Set(rows.map((row) => row.skuId))
}

export async function differences(db: Db<InventoryDb>, id: string): Promise<{ skuId: string; change: number }[]> {
  return db
    .selectFrom('inventory.count_line')
    .select(['sku_id as skuId', sql<number>`counted - expected`.as('change')])
    .where('count_id', '=', id)
    .whereRef('counted', '<>', 'expected')
    .orderBy('sku_id')
    .execute()
}

/** What one sheet has put right is not put right again by another that was written down before. */
export async function expectChanged(
  db: Db<InventoryDb>,
  sheet: { id: string; locationId: string },
  lines: readonly { skuId: string; change: number }[],
): Promise<void> {
  await sql`
    update inventory.count_line n set expected = greatest(0, n.expected + x.change)
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x("skuId" uuid, change bigint), inventory.count_sheet c
    where c.id = n.count_id and c.id <> ${sheet.id} and c.location_id = ${sheet.locationId} and c.state = 'open'
      and n.sku_id = x."skuId" and n.counted is not null`.execute(db)
}

export async function endSheet(
  db: Db<InventoryDb>,
  id: string,
  end: { state: 'booked' | 'cancelled'; reason: string; at: Date },
): Promise<void> {
  await db
    .updateTable('inventory.count_sheet')
    .set({ state: end.state, reason: end.reason, ended_at: end.at })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}
