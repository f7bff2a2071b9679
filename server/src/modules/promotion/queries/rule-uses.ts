import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PromotionDb } from '../db.ts'

interface Use {
  key: string
  ruleId: string
  shopperId: string
}

/**
 * An order uses a rule that has limits; false when they are reached. The rule's row is locked first, so that the uses are counted one order
 * after the other.
 */
export async function takeRule(db: Db<PromotionDb>, { key, ruleId, shopperId }: Use): Promise<boolean> {
  const rule = await db
    .selectFrom('promotion.rule')
    .select(['limit_total', 'limit_per_shopper', 'taken'])
    .where('id', '=', ruleId)
    .forUpdate()
    .executeTakeFirst()
  if (!rule || (rule.limit_total !== null && rule.taken >= rule.limit_total)) return false
  const used = (await usesOf(db, shopperId, [ruleId])).get(ruleId) ?? 0
  if (rule.limit_per_shopper !== null && used >= rule.limit_per_shopper) return false
  await db
    .updateTable('promotion.rule')
    .set((eb) => ({ taken: eb('taken', '+', 1) }))
    .where('id', '=', ruleId)
    .execute()
  await db
    .insertInto('promotion.rule_use')
    .values({ key, rule_id: ruleId, shopper_id: shopperId, live: true })
    .onConflict((conflict) => conflict.columns(['key', 'rule_id']).doUpdateSet({ live: true }))
    .execute()
  return true
}

/** How many orders of a shopper use each of these rules. */
export async function usesOf(db: Db<PromotionDb>, shopperId: string, ruleIds: readonly string[]): Promise<Map<string, number>> {
  if (ruleIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('promotion.rule_use')
    .select(['rule_id', sql<number>`count(*)`.as('uses')])
    .where('shopper_id', '=', shopperId)
    .where('rule_id', 'in', ruleIds)
    .where('live', '=', true)
    .groupBy('rule_id')
    .execute()
  return new Map(rows.map((row) => [row.rule_id, row.uses]))
}

/** An order that ended uses its rules no more. */
export async function freeRules(db: Db<PromotionDb>, key: string): Promise<void> {
  await sql`
    with freed as (
      update promotion.rule_use set live = false where key = ${key} and live returning rule_id
    )
    update promotion.rule set taken = taken - 1 where id in (select rule_id from freed)`.execute(db)
}

/** Rules that a hold used before it lapsed. */
export async function freedRules(db: Db<PromotionDb>, key: string): Promise<{ ruleId: string; shopperId: string }[]> {
  const rows = await db
    .selectFrom('promotion.rule_use')
    .select(['rule_id', 'shopper_id'])
    .where('key', '=', key)
    .where('live', '=', false)
    .orderBy('rule_id')
    .execute()
  return rows.map((row) => ({ ruleId: row.rule_id, shopperId: row.shopper_id }))
}

/** The rules with limits in which an order has a place. */
export async function rulesOf(db: Db<PromotionDb>, key: string): Promise<string[]> {
  const rows = await db.selectFrom('promotion.rule_use').select('rule_id').where('key', '=', key).where('live', '=', true).execute()
  return rows.map((row) => row.rule_id)
}
