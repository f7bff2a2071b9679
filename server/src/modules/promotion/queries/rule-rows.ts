import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import { type Db, jsonb } from '../../../kernel/db.ts'
import { Part, Scope } from '../contract.ts'
import type { Rule, RuleInput } from '../contract.ts'
import type { PromotionDb } from '../db.ts'

type Input = z.output<typeof RuleInput>
type Row = Selectable<PromotionDb['promotion.rule']>

export async function insertRule(db: Db<PromotionDb>, rule: Input & { id: string; shopId: string; now: Date }): Promise<void> {
  await db
    .insertInto('promotion.rule')
    .values({ id: rule.id, shop_id: rule.shopId, created_at: rule.now, updated_at: rule.now, ...columns(rule) })
    .execute()
}

/** False: the shop has no such rule, or more orders use it than its new limit allows. */
export async function replaceRule(db: Db<PromotionDb>, rule: Input & { id: string; shopId: string; now: Date }): Promise<boolean> {
  const row = await db
    .updateTable('promotion.rule')
    .set({ ...columns(rule), updated_at: rule.now })
    .where('id', '=', rule.id)
    .where('shop_id', '=', rule.shopId)
    .where((eb) => eb.or([eb.val(rule.limitTotal === null), eb('taken', '<=', rule.limitTotal ?? 0)]))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const columns = (rule: Input) => ({
  title: rule.title,
  priority: rule.priority,
  exclusive_group: rule.group,
  scope: jsonb(rule.scope),
  conditions: jsonb(rule.conditions),
  benefit: jsonb(rule.benefit),
  starts_at: rule.startsAt === null ? null : new Date(rule.startsAt),
  ends_at: rule.endsAt === null ? null : new Date(rule.endsAt),
  enabled: rule.enabled,
  alone: rule.alone,
  across: isAcross(rule),
  limit_total: rule.limitTotal,
  limit_per_shopper: rule.limitPerShopper,
})

/** Whether a rule is over several shops. */
export const isAcross = (rule: Pick<Input, 'benefit'>): boolean => rule.benefit.type === 'cross_shop'

export async function findRule(db: Db<PromotionDb>, shopId: string, id: string) {
  const row = await db.selectFrom('promotion.rule').selectAll().where('id', '=', id).where('shop_id', '=', shopId).executeTakeFirst()
  return row && ruleOf(row)
}

/** The newest rule of a shop with that title. */
export async function findRuleByTitle(db: Db<PromotionDb>, shopId: string, title: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('promotion.rule')
    .select('id')
    .where('shop_id', '=', shopId)
    .where('title', '=', title)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  return row?.id
}

export async function rulePage(db: Db<PromotionDb>, shopId: string, page: { limit: number; offset: number }) {
  const ofShop = db.selectFrom('promotion.rule').where('shop_id', '=', shopId)
  const rows = await ofShop.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).offset(page.offset).execute()
  const { total } = await ofShop.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items: rows.map(ruleOf), total }
}

/** The rules of a shop that are on and not over; those that start later are among them. */
export async function liveRules(db: Db<PromotionDb>, shopId: string, now: Date) {
  const rows = await db
    .selectFrom('promotion.rule')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('across', '=', false)
    .where('enabled', '=', true)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .orderBy('id')
    .limit(500)
    .execute()
  return rows.map(ruleOf)
}

/** The rules over several shops that are on and not over. */
export async function liveAcross(db: Db<PromotionDb>, now: Date) {
  const rows = await db
    .selectFrom('promotion.rule')
    .selectAll()
    .where('across', '=', true)
    .where('enabled', '=', true)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.map(ruleOf)
}

// Read through the schema: a row written by an earlier release gets the defaults of fields added since.
function ruleOf(row: Row): z.output<typeof Rule> {
  return {
    id: row.id,
    title: row.title,
    priority: row.priority,
    group: row.exclusive_group,
    scope: Scope.parse(row.scope),
    conditions: Part.array().parse(row.conditions),
    benefit: Part.parse(row.benefit),
    startsAt: row.starts_at?.toISOString() ?? null,
    endsAt: row.ends_at?.toISOString() ?? null,
    enabled: row.enabled,
    alone: row.alone,
    limitTotal: row.limit_total,
    limitPerShopper: row.limit_per_shopper,
    taken: row.taken,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
