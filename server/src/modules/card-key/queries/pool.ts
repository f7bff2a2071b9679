import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { CardKeyDb } from '../db.ts'

export interface NewImport {
  id: string
  shopId: string
  skuId: string
  requestId: string
  bodyHash: string
  staffName: string
  now: Date
}

/** False: an import with that key was done before. */
export async function claimImport(db: Db<CardKeyDb>, one: NewImport): Promise<boolean> {
  const row = await db
    .insertInto('card_key.import')
    .values({
      id: one.id,
      shop_id: one.shopId,
      sku_id: one.skuId,
      request_id: one.requestId,
      body_hash: one.bodyHash,
      added: 0,
      doubles: 0,
      staff_name: one.staffName,
      at: one.now,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'request_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findImport(db: Db<CardKeyDb>, shopId: string, requestId: string) {
  return db
    .selectFrom('card_key.import')
    .select(['body_hash as bodyHash', 'added', 'doubles'])
    .where('shop_id', '=', shopId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
}

export async function finishImport(db: Db<CardKeyDb>, id: string, counted: { added: number; doubles: number }): Promise<void> {
  await db.updateTable('card_key.import').set(counted).where('id', '=', id).execute()
}

export interface NewSecret {
  id: string
  sealed: Buffer
  keyId: string
  hash: Buffer
  hint: string
}

/** Puts keys in the pool; those the shop has, or had, are passed over. Gives how many were new. */
export async function insertKeys(
  db: Db<CardKeyDb>,
  of: { shopId: string; skuId: string; productId: string; importId: string; now: Date },
  keys: readonly NewSecret[],
): Promise<number> {
  const rows = await db
    .insertInto('card_key.secret')
    .values(
      keys.map((key) => ({
        id: key.id,
        shop_id: of.shopId,
        sku_id: of.skuId,
        product_id: of.productId,
        kind: 'card_key' as const,
        sealed: key.sealed,
        key_id: key.keyId,
        hash: key.hash,
        hint: key.hint,
        state: 'free' as const,
        import_id: of.importId,
        created_at: of.now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['shop_id', 'hash']).doNothing())
    .returning('id')
    .execute()
  return rows.length
}

export async function poolPage(db: Db<CardKeyDb>, shopId: string, page: { limit: number; offset: number }) {
  const pools = db.selectFrom('card_key.secret').where('shop_id', '=', shopId).where('kind', '=', 'card_key')
  const items = await pools
    .select([
      'sku_id as skuId',
      'product_id as productId',
      sql<number>`count(*) filter (where state = 'free')`.as('free'),
      sql<number>`count(*) filter (where state = 'delivered')`.as('delivered'),
    ])
    .groupBy(['sku_id', 'product_id'])
    .orderBy('free')
    .orderBy('sku_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await pools.select(sql<number>`count(distinct sku_id)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

interface Filter {
  shopId: string
  skuId?: string | undefined
  orderId?: string | undefined
  kind?: 'card_key' | 'voucher' | undefined
}

export async function secretPage(db: Db<CardKeyDb>, filter: Filter, page: { limit: number; offset: number }) {
  let query = db.selectFrom('card_key.secret').where('shop_id', '=', filter.shopId)
  if (filter.skuId) query = query.where('sku_id', '=', filter.skuId)
  if (filter.orderId) query = query.where('order_id', '=', filter.orderId)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  const items = await query
    .select([
      'id',
      'sku_id as skuId',
      'kind',
      'hint',
      'state',
      'order_id as orderId',
      'created_at as createdAt',
      'delivered_at as deliveredAt',
      'ended_at as endedAt',
      'staff_name as staffName',
    ])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}
