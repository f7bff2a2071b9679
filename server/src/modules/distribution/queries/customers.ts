import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { DistributionDb } from '../db.ts'

export interface Binding {
  shopId: string
  shopperId: string
  distributorId: string
  at: Date
  protectedUntil: Date
  validUntil: Date | null
}

export async function noteVisit(db: Db<DistributionDb>, visit: { shopId: string; shopperId: string; distributorId: string; at: Date }) {
  const row = { distributor_id: visit.distributorId, at: visit.at }
  await db
    .insertInto('distribution.visit')
    .values({ shop_id: visit.shopId, shopper_id: visit.shopperId, ...row })
    .onConflict((conflict) => conflict.columns(['shop_id', 'shopper_id']).doUpdateSet(row))
    .execute()
}

export async function lastVisit(db: Db<DistributionDb>, who: { shopId: string; shopperId: string }) {
  return db
    .selectFrom('distribution.visit')
    .select(['distributor_id as distributorId', 'at'])
    .where('shop_id', '=', who.shopId)
    .where('shopper_id', '=', who.shopperId)
    .executeTakeFirst()
}

/**
 * The shopper becomes this distributor's customer, unless they are another's who is protected. Of two who come at once the first has the row, and
 * the second finds it protected. False: they stay the other's.
 */
export async function bind(tx: Db<DistributionDb>, b: Binding): Promise<boolean> {
  const { rows } = await sql<{ before: string | null }>`
    with before as (
      select distributor_id from distribution.customer where shop_id = ${b.shopId}::uuid and shopper_id = ${b.shopperId}::uuid
    )
    insert into distribution.customer as c (shop_id, shopper_id, distributor_id, bound_at, protected_until, valid_until)
    values (${b.shopId}, ${b.shopperId}, ${b.distributorId}, ${b.at}, ${b.protectedUntil}, ${b.validUntil})
    on conflict (shop_id, shopper_id) do update set distributor_id = excluded.distributor_id, protected_until = excluded.protected_until,
      valid_until = excluded.valid_until,
      bound_at = case when c.distributor_id = excluded.distributor_id and (c.valid_until is null or c.valid_until > excluded.bound_at)
        then c.bound_at else excluded.bound_at end
    where c.distributor_id = excluded.distributor_id or c.protected_until <= excluded.bound_at or c.valid_until <= excluded.bound_at
      or not exists (select 1 from distribution.distributor d where d.id = c.distributor_id and d.state = 'approved')
    returning (select distributor_id from before) as before`.execute(tx)
  const [row] = rows
  if (!row) return false
  if (row.before !== b.distributorId)
    await tx
      .insertInto('distribution.binding')
      .values({ shop_id: b.shopId, shopper_id: b.shopperId, distributor_id: b.distributorId, from_id: row.before, at: b.at })
      .execute()
  return true
}

/** Whose customer a shopper is at that moment. */
export async function customerOf(
  db: Db<DistributionDb>,
  who: { shopId: string; shopperId: string; at: Date },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('distribution.customer')
    .select('distributor_id as distributorId')
    .where('shop_id', '=', who.shopId)
    .where('shopper_id', '=', who.shopperId)
    .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', who.at)]))
    .executeTakeFirst()
  return row?.distributorId
}

export interface CustomerRow {
  shopperId: string
  boundAt: Date
  protectedUntil: Date
  validUntil: Date | null
  orders: number
  gmvFen: number
}

/** A distributor's customers, the latest first, after so many. */
export async function customersOf(
  db: Db<DistributionDb>,
  of: { distributorId: string; now: Date; offset: number; limit: number },
): Promise<CustomerRow[]> {
  const { rows } = await sql<CustomerRow>`
    select c.shopper_id as "shopperId", c.bound_at as "boundAt", c.protected_until as "protectedUntil", c.valid_until as "validUntil",
      count(distinct k.order_id)::int as orders, coalesce(sum(k.left_fen), 0)::bigint as "gmvFen"
    from distribution.customer c
    left join distribution.commission k on k.distributor_id = c.distributor_id and k.buyer_id = c.shopper_id and k.level = 1
    where c.distributor_id = ${of.distributorId}::uuid and (c.valid_until is null or c.valid_until > ${of.now})
    group by c.shop_id, c.shopper_id order by c.bound_at desc, c.shopper_id limit ${of.limit} offset ${of.offset}`.execute(db)
  return rows
}

/** Whoever binds this shopper does so one after another. */
export async function lockCustomer(tx: Db<DistributionDb>, who: { shopId: string; shopperId: string }): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`distribution.customer:${who.shopId}:${who.shopperId}`}, 0))`.execute(tx)
}
