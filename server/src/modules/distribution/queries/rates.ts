import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { RateInput } from '../contract.ts'
import type { DistributionDb } from '../db.ts'

/** As it was written by `writeRule`. */
export async function ruleValue(db: Db<DistributionDb>, shopId: string): Promise<unknown> {
  const row = await db.selectFrom('distribution.rule').select('value').where('shop_id', '=', shopId).executeTakeFirst()
  return row?.value
}

/** The same, read together with whether there is commission for an order. */
export async function ruleAndOrder(
  db: Db<DistributionDb>,
  { shopId, orderId }: { shopId: string; orderId: string },
): Promise<{ value: unknown; earned: boolean }> {
  const { rows } = await sql<{ value: unknown; earned: boolean }>`
    select (select value from distribution.rule where shop_id = ${shopId}) as value,
      exists (select 1 from distribution.commission where order_id = ${orderId}) as earned`.execute(db)
  return rows[0] ?? { value: undefined, earned: false }
}

export async function writeRule(
  db: Db<DistributionDb>,
  rule: { shopId: string; enabled: boolean; value: object; at: Date },
): Promise<void> {
  const row = { enabled: rule.enabled, value: jsonb(rule.value), updated_at: rule.at }
  await db
    .insertInto('distribution.rule')
    .values({ shop_id: rule.shopId, ...row })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(row))
    .execute()
}

/** Shops that let others sell for them. */
export async function openShops(db: Db<DistributionDb>, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('distribution.rule')
    .select('shop_id as shopId')
    .where('enabled', '=', true)
    .orderBy('shop_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.shopId)
}

export async function putRate(db: Db<DistributionDb>, shopId: string, rate: RateInput, at: Date): Promise<void> {
  const row = { level1_bps: rate.level1Bps, level2_bps: rate.level2Bps, updated_at: at }
  await db
    .insertInto('distribution.rate')
    .values({ shop_id: shopId, kind: rate.kind, target_id: rate.targetId, ...row })
    .onConflict((conflict) => conflict.columns(['shop_id', 'kind', 'target_id']).doUpdateSet(row))
    .execute()
}

export async function deleteRate(db: Db<DistributionDb>, of: { shopId: string; kind: 'product' | 'category'; targetId: string }) {
  await db
    .deleteFrom('distribution.rate')
    .where('shop_id', '=', of.shopId)
    .where('kind', '=', of.kind)
    .where('target_id', '=', of.targetId)
    .execute()
}

const rateColumns = [
  'kind',
  'target_id as targetId',
  'level1_bps as level1Bps',
  'level2_bps as level2Bps',
  'updated_at as updatedAt',
] as const

export async function ratesPage(
  db: Db<DistributionDb>,
  of: { shopId: string; kind: 'product' | 'category' | undefined; page: number; pageSize: number },
) {
  let query = db.selectFrom('distribution.rate').where('shop_id', '=', of.shopId)
  if (of.kind) query = query.where('kind', '=', of.kind)
  const items = await query
    .select(rateColumns)
    .orderBy('updated_at', 'desc')
    .orderBy('target_id')
    .limit(of.pageSize)
    .offset((of.page - 1) * of.pageSize)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}
export type RateRow = Awaited<ReturnType<typeof ratesPage>>['items'][number]

/** Rates of a shop for these products and categories. */
export async function ratesFor(db: Db<DistributionDb>, shopId: string, targetIds: readonly string[]): Promise<RateRow[]> {
  if (targetIds.length === 0) return []
  return db
    .selectFrom('distribution.rate')
    .select(rateColumns)
    .where('shop_id', '=', shopId)
    .where(sql<boolean>`target_id = any(${[...targetIds]}::uuid[])`)
    .execute()
}
