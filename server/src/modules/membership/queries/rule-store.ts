import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { TierInput } from '../contract.ts'
import type { MembershipDb } from '../db.ts'

export async function ruleValue(db: Db<MembershipDb>): Promise<unknown> {
  return (await db.selectFrom('membership.rule').select('value').executeTakeFirst())?.value
}

export async function putRule(db: Db<MembershipDb>, value: unknown): Promise<void> {
  await db
    .insertInto('membership.rule')
    .values({ value: jsonb(value) })
    .onConflict((conflict) => conflict.column('single').doUpdateSet({ value: jsonb(value), updated_at: sql<Date>`now()` }))
    .execute()
}

export async function replaceTiers(db: Db<MembershipDb>, shopId: string, items: readonly TierInput[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`membership.tiers:${shopId}`}, 0))`.execute(db)
  await db.deleteFrom('membership.tier').where('shop_id', '=', shopId).execute()
  if (items.length === 0) return
  await db
    .insertInto('membership.tier')
    .values(items.map((tier) => ({ shop_id: shopId, level: tier.level, name: tier.name, growth: tier.growth, rights: jsonb(tier.rights) })))
    .execute()
}

export async function tiersOf(db: Db<MembershipDb>, shopId: string): Promise<TierInput[]> {
  return (await tiersOfAll(db, shopId)).map(({ shopId: _shopId, ...tier }) => tier)
}

/** Tiers by shop and level; of all shops without one. */
export async function tiersOfAll(db: Db<MembershipDb>, shopId?: string): Promise<(TierInput & { shopId: string })[]> {
  let query = db.selectFrom('membership.tier').select(['shop_id as shopId', 'level', 'name', 'growth', 'rights'])
  if (shopId) query = query.where('shop_id', '=', shopId)
  const rows = await query.orderBy('shop_id').orderBy('level').limit(2000).execute()
  // Written by replaceTiers, which takes parsed ones; those of before have no number.
  return rows.map((row) => ({
    ...row,
    rights: (row.rights as TierInput['rights']).map((right) => ({ ...right, offBps: right.offBps ?? null })),
  }))
}

export interface TierRule {
  kind: 'discount' | 'free_shipping'
  level: number
}

/** The rules of the price engine that this shop's rights have. */
export async function rulesOf(db: Db<MembershipDb>, shopId: string): Promise<TierRule[]> {
  return db.selectFrom('membership.tier_rule').select(['kind', 'level']).where('shop_id', '=', shopId).execute()
}

export async function noteRule(db: Db<MembershipDb>, shopId: string, { kind, level }: TierRule): Promise<void> {
  await db
    .insertInto('membership.tier_rule')
    .values({ shop_id: shopId, kind, level })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function forgetRule(db: Db<MembershipDb>, shopId: string, { kind, level }: TierRule): Promise<void> {
  await db.deleteFrom('membership.tier_rule').where('shop_id', '=', shopId).where('kind', '=', kind).where('level', '=', level).execute()
}
