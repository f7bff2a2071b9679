import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'
import { partOf } from './part-of.ts'

interface Page {
  limit: number
  offset: number
}

// --- suppliers
export interface SupplierInput {
  name: string
  contact: string
  phone: string
  note: string
  active: boolean
}

export async function supplierPage(db: Db<InventoryDb>, which: { shopId: string; id?: string }, page: Page) {
  let query = db.selectFrom('inventory.supplier as s').where('s.shop_id', '=', which.shopId)
  if (which.id) query = query.where('s.id', '=', which.id)
  const items = await query
    .select([
      's.id as id',
      's.name as name',
      's.contact as contact',
      's.phone as phone',
      's.note as note',
      's.active as active',
      sql<number>`(select count(*) from inventory.purchase p where p.supplier_id = s.id and p.state = 'open')`.as('openPurchases'),
    ])
    .orderBy('s.active', 'desc')
    .orderBy('s.name')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

export async function insertSupplier(db: Db<InventoryDb>, at: { id: string; shopId: string }, input: SupplierInput): Promise<void> {
  await db
    .insertInto('inventory.supplier')
    .values({ id: at.id, shop_id: at.shopId, ...input })
    .execute()
}

export async function updateSupplier(db: Db<InventoryDb>, at: { id: string; shopId: string }, input: SupplierInput): Promise<boolean> {
  const row = await db
    .updateTable('inventory.supplier')
    .set(input)
    .where('id', '=', at.id)
    .where('shop_id', '=', at.shopId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function supplierExists(db: Db<InventoryDb>, shopId: string, id: string): Promise<boolean> {
  const row = await db.selectFrom('inventory.supplier').select('id').where('id', '=', id).where('shop_id', '=', shopId).executeTakeFirst()
  return row !== undefined
}

// --- purchase orders
const purchases = (db: Db<InventoryDb>) =>
  db
    .selectFrom('inventory.purchase as p')
    .innerJoin('inventory.supplier as s', 's.id', 'p.supplier_id')
    .innerJoin('inventory.location as l', 'l.id', 'p.location_id')
    .select([
      'p.id as id',
      'p.number as number',
      'p.supplier_id as supplierId',
      's.name as supplierName',
      'p.location_id as locationId',
      'l.name as locationName',
      'p.state as state',
      'p.expected_on as expectedOn',
      'p.note as note',
      'p.created_by as createdBy',
      'p.created_at as createdAt',
      'p.ended_at as endedAt',
      sql<number>`(select coalesce(sum(quantity), 0)::bigint from inventory.purchase_line n where n.purchase_id = p.id)`.as('pieces'),
      sql<number>`(select coalesce(sum(received), 0)::bigint from inventory.purchase_line n where n.purchase_id = p.id)`.as('received'),
      sql<number>`(select coalesce(sum(quantity * unit_cost_fen), 0)::bigint from inventory.purchase_line n where n.purchase_id = p.id)`.as(
        'costFen',
      ),
    ])

export type PurchaseState = InventoryDb['inventory.purchase']['state']

export async function purchasePage(
  db: Db<InventoryDb>,
  filter: { shopId: string; state?: PurchaseState | undefined; supplierId?: string | undefined; search?: string | undefined },
  page: Page,
) {
  let query = purchases(db).where('p.shop_id', '=', filter.shopId)
  let count = db.selectFrom('inventory.purchase').where('shop_id', '=', filter.shopId)
  if (filter.state) {
    query = query.where('p.state', '=', filter.state)
    count = count.where('state', '=', filter.state)
  }
  if (filter.supplierId) {
    query = query.where('p.supplier_id', '=', filter.supplierId)
    count = count.where('supplier_id', '=', filter.supplierId)
  }
  if (filter.search) {
    const like = partOf(filter.search)
    query = query.where('p.number', 'ilike', like)
    count = count.where('number', 'ilike', like)
  }
  const items = await query.orderBy('p.created_at', 'desc').orderBy('p.id', 'desc').limit(page.limit).offset(page.offset).execute()
  const { total } = await count.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

export async function findPurchase(db: Db<InventoryDb>, shopId: string, id: string) {
  return purchases(db).where('p.shop_id', '=', shopId).where('p.id', '=', id).executeTakeFirst()
}

export async function purchaseLines(db: Db<InventoryDb>, id: string) {
  return db
    .selectFrom('inventory.purchase_line')
    .select(['sku_id as skuId', 'quantity', 'received', 'unit_cost_fen as unitCostFen'])
    .where('purchase_id', '=', id)
    .orderBy('sku_id')
    .execute()
}

export interface NewPurchase {
  id: string
  shopId: string
  number: string
  requestId: string
  supplierId: string
  locationId: string
  expectedOn: string | null
  note: string
  createdBy: string
  createdAt: Date
  lines: readonly { skuId: string; quantity: number; unitCostFen: number }[]
}

export async function insertPurchase(db: Db<InventoryDb>, it: NewPurchase): Promise<void> {
  await db
    .insertInto('inventory.purchase')
    .values({
      id: it.id,
      shop_id: it.shopId,
      number: it.number,
      request_id: it.requestId,
      supplier_id: it.supplierId,
      location_id: it.locationId,
      state: 'open',
      expected_on: it.expectedOn,
      note: it.note,
      created_by: it.createdBy,
      created_at: it.createdAt,
    })
    .execute()
  await db
    .insertInto('inventory.purchase_line')
    .values(it.lines.map((line) => ({ purchase_id: it.id, sku_id: line.skuId, quantity: line.quantity, unit_cost_fen: line.unitCostFen })))
    .execute()
}

export async function purchaseOfRequest(db: Db<InventoryDb>, shopId: string, requestId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('inventory.purchase')
    .select('id')
    .where('shop_id', '=', shopId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  return row?.id
}

export async function lockPurchase(db: Db<InventoryDb>, shopId: string, id: string) {
  return db
    .selectFrom('inventory.purchase')
    .select(['state', 'location_id as locationId', 'supplier_id as supplierId'])
    .where('shop_id', '=', shopId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** So many of a line came; nothing when that is more than are still expected. Gives what one piece costs. */
export async function takeOfLine(db: Db<InventoryDb>, id: string, line: { skuId: string; quantity: number }): Promise<number | undefined> {
  const row = await db
    .updateTable('inventory.purchase_line')
    .set((eb) => ({ received: eb('received', '+', line.quantity) }))
    .where('purchase_id', '=', id)
    .where('sku_id', '=', line.skuId)
    .where((eb) => eb(eb('received', '+', line.quantity), '<=', eb.ref('quantity')))
    .returning('unit_cost_fen as unitCostFen')
    .executeTakeFirst()
  return row?.unitCostFen
}

export async function endPurchase(db: Db<InventoryDb>, id: string, end: { state: 'received' | 'closed'; at: Date }): Promise<void> {
  await db
    .updateTable('inventory.purchase')
    .set({ state: end.state, ended_at: end.at })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}

export async function isComplete(db: Db<InventoryDb>, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('inventory.purchase_line')
    .select('sku_id')
    .where('purchase_id', '=', id)
    .whereRef('received', '<', 'quantity')
    .limit(1)
    .executeTakeFirst()
  return row === undefined
}

// --- receipts
export interface NewReceipt {
  id: string
  shopId: string
  requestId: string
  locationId: string
  purchaseId: string | null
  supplierId: string | null
  note: string
  actor: string
  at: Date
  pieces: number
  costFen: number
}

export async function insertReceipt(db: Db<InventoryDb>, it: NewReceipt): Promise<void> {
  await db
    .insertInto('inventory.receipt')
    .values({
      id: it.id,
      shop_id: it.shopId,
      request_id: it.requestId,
      location_id: it.locationId,
      purchase_id: it.purchaseId,
      supplier_id: it.supplierId,
      note: it.note,
      actor: it.actor,
      at: it.at,
      pieces: it.pieces,
      cost_fen: it.costFen,
    })
    .execute()
}

export async function receiptPage(
  db: Db<InventoryDb>,
  filter: { shopId: string; purchaseId?: string | undefined; requestId?: string },
  page: Page,
) {
  let query = db.selectFrom('inventory.receipt as r').where('r.shop_id', '=', filter.shopId)
  if (filter.purchaseId) query = query.where('r.purchase_id', '=', filter.purchaseId)
  if (filter.requestId) query = query.where('r.request_id', '=', filter.requestId)
  const items = await query
    .innerJoin('inventory.location as l', 'l.id', 'r.location_id')
    .leftJoin('inventory.purchase as p', 'p.id', 'r.purchase_id')
    .leftJoin('inventory.supplier as s', 's.id', 'r.supplier_id')
    .select([
      'r.id as id',
      'r.location_id as locationId',
      'l.name as locationName',
      'r.purchase_id as purchaseId',
      'p.number as purchaseNumber',
      's.name as supplierName',
      'r.note as note',
      'r.actor as actor',
      'r.at as at',
      'r.pieces as pieces',
      'r.cost_fen as costFen',
    ])
    .orderBy('r.at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}
