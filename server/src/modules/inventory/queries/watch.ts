import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'

export interface Fallen {
  id: string
  shopId: string
  productId: string
  skuId: string
  available: number
  threshold: number
}

export async function shopsWithStock(db: Db<InventoryDb>): Promise<string[]> {
  const rows = await db.selectFrom('inventory.location').select('shop_id').distinct().execute()
  return rows.map((row) => row.shop_id)
}

/** Ends warnings of SKUs that are above their threshold again and begins one for each that fell since. Gives those that are new. */
export async function renewWarnings(
  db: Db<InventoryDb>,
  shops: readonly { shopId: string; threshold: number }[],
  now: Date,
): Promise<Fallen[]> {
  const { rows } = await sql<Fallen>`
    with low as (
      select s.sku_id, s.shop_id, min(s.product_id::text)::uuid as product_id, coalesce(min(t.pieces), min(h.threshold)) as threshold,
        coalesce(sum(s.available) filter (where l.closed_at is null), 0)::bigint as available
      from jsonb_to_recordset(${JSON.stringify(shops)}::jsonb) as h("shopId" uuid, threshold bigint)
        join inventory.stock s on s.shop_id = h."shopId" join inventory.location l on l.id = s.location_id
        left join inventory.threshold t on t.sku_id = s.sku_id
      group by s.sku_id, s.shop_id
      having sum(s.received + s.arrived) > 0
        and coalesce(sum(s.available) filter (where l.closed_at is null), 0) <= coalesce(min(t.pieces), min(h.threshold))
    ), ended as (
      update inventory.warning w set ended_at = ${now}
      where w.ended_at is null and w.shop_id in (select "shopId" from jsonb_to_recordset(${JSON.stringify(shops)}::jsonb) as h("shopId" uuid))
        and not exists (select from low where low.sku_id = w.sku_id)
    )
    insert into inventory.warning (id, shop_id, sku_id, product_id, threshold, available, at)
    select gen_random_uuid(), shop_id, sku_id, product_id, threshold, available, ${now} from low
    on conflict (sku_id) where ended_at is null do nothing
    returning id, shop_id as "shopId", product_id as "productId", sku_id as "skuId", available, threshold`.execute(db)
  return rows
}

export async function warningPage(db: Db<InventoryDb>, shopId: string, page: { limit: number; offset: number }) {
  const items = await db
    .selectFrom('inventory.warning as w')
    .select([
      'w.id as id',
      'w.sku_id as skuId',
      'w.product_id as productId',
      'w.threshold as threshold',
      'w.at as at',
      sql<boolean>`w.seen_at is not null`.as('seen'),
      sql<number>`(select coalesce(sum(s.available), 0)::bigint from inventory.stock s join inventory.location l on l.id = s.location_id
        where s.sku_id = w.sku_id and l.closed_at is null)`.as('available'),
      sql<number>`(select count(*) from inventory.subscription b where b.sku_id = w.sku_id and b.told_at is null)`.as('waiting'),
    ])
    .where('w.shop_id', '=', shopId)
    .where('w.ended_at', 'is', null)
    .orderBy('w.at', 'desc')
    .orderBy('w.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { items, total: (await todosOf(db, shopId)).warnings }
}

export async function seeWarnings(db: Db<InventoryDb>, shopId: string, now: Date): Promise<void> {
  await db
    .updateTable('inventory.warning')
    .set({ seen_at: now })
    .where('shop_id', '=', shopId)
    .where('ended_at', 'is', null)
    .where('seen_at', 'is', null)
    .execute()
}

interface Todos {
  warnings: number
  unseen: number
  conflicts: number
  inTransit: number
  expiredLots: number
}

export async function todosOf(db: Db<InventoryDb>, shopId: string): Promise<Todos> {
  const { rows } = await sql<Todos>`select
    (select count(*) from inventory.warning where shop_id = ${shopId} and ended_at is null) as warnings,
    (select count(*) from inventory.warning where shop_id = ${shopId} and ended_at is null and seen_at is null) as unseen,
    (select count(*) from inventory.sync_conflict where shop_id = ${shopId} and state = 'open') as conflicts,
    (select count(*) from inventory.transfer where shop_id = ${shopId} and state = 'in_transit') as "inTransit",
    (select count(*) from inventory.lot where shop_id = ${shopId} and expired and on_hand > 0) as "expiredLots"`.execute(db)
  const [found] = rows
  if (!found) throw new Error('a select without a table gives one row')
  return found
}

export async function putThreshold(db: Db<InventoryDb>, shopId: string, wish: { skuId: string; pieces: number | null }): Promise<void> {
  const { skuId, pieces } = wish
  if (pieces === null) await db.deleteFrom('inventory.threshold').where('sku_id', '=', skuId).where('shop_id', '=', shopId).execute()
  else
    await db
      .insertInto('inventory.threshold')
      .values({ sku_id: skuId, shop_id: shopId, pieces })
      .onConflict((conflict) => conflict.column('sku_id').doUpdateSet({ pieces }))
      .execute()
}

// --- subscriptions
export async function whoseSku(db: Db<InventoryDb>, skuId: string): Promise<{ shopId: string; productId: string } | undefined> {
  return db
    .selectFrom('inventory.stock')
    .select(['shop_id as shopId', 'product_id as productId'])
    .where('sku_id', '=', skuId)
    .limit(1)
    .executeTakeFirst()
}

export interface NewSubscription {
  id: string
  shopperId: string
  shopId: string
  skuId: string
  productId: string
  createdAt: Date
}

/** False: the shopper waits for as many SKUs as one may. */
export async function insertSubscription(db: Db<InventoryDb>, it: NewSubscription, most: number): Promise<boolean> {
  const { n } = await db
    .selectFrom('inventory.subscription')
    .select(sql<number>`count(*)`.as('n'))
    .where('shopper_id', '=', it.shopperId)
    .where('told_at', 'is', null)
    .where('sku_id', '<>', it.skuId)
    .executeTakeFirstOrThrow()
  if (n >= most) return false
  await db
    .insertInto('inventory.subscription')
    .values({
      id: it.id,
      shopper_id: it.shopperId,
      shop_id: it.shopId,
      sku_id: it.skuId,
      product_id: it.productId,
      created_at: it.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['shopper_id', 'sku_id']).where('told_at', 'is', null).doNothing())
    .execute()
  return true
}

export async function subscriptionsOf(db: Db<InventoryDb>, shopperId: string, limit: number) {
  return db
    .selectFrom('inventory.subscription')
    .select([
      'id',
      'sku_id as skuId',
      'product_id as productId',
      'created_at as createdAt',
      'told_at as toldAt',
      sql<boolean>`told_at is null or seen_at is not null`.as('seen'),
    ])
    .where('shopper_id', '=', shopperId)
    .orderBy(sql`coalesce(told_at, created_at) desc`)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function deleteSubscription(db: Db<InventoryDb>, shopperId: string, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom('inventory.subscription')
    .where('id', '=', id)
    .where('shopper_id', '=', shopperId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function seeSubscriptions(db: Db<InventoryDb>, shopperId: string, now: Date): Promise<void> {
  await db
    .updateTable('inventory.subscription')
    .set({ seen_at: now })
    .where('shopper_id', '=', shopperId)
    .where('told_at', 'is not', null)
    .where('seen_at', 'is', null)
    .execute()
}

export interface Told {
  subscriptionId: string
  shopperId: string
  shopId: string
  productId: string
  skuId: string
}

/** Marks those who wait for what is there again as told; each is taken by one worker. */
export async function tellWaiting(
  db: Db<InventoryDb>,
  which: { productId?: string | undefined; now: Date; limit: number },
): Promise<Told[]> {
  const { rows } = await sql<Told>`
    update inventory.subscription b set told_at = ${which.now}
    where b.id in (
      select w.id from inventory.subscription w
      where w.told_at is null and (${which.productId ?? null}::uuid is null or w.product_id = ${which.productId ?? null}::uuid)
        and exists (select from inventory.stock s join inventory.location l on l.id = s.location_id
          where s.sku_id = w.sku_id and s.available > 0 and l.closed_at is null)
      order by w.created_at, w.id limit ${which.limit} for update skip locked
    ) and b.told_at is null
    returning b.id as "subscriptionId", b.shopper_id as "shopperId", b.shop_id as "shopId", b.product_id as "productId", b.sku_id as "skuId"`.execute(
    db,
  )
  return rows
}
