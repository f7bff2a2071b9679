import { type Db, jsonb } from '../../../kernel/db.ts'
import type { AfterSalesDb } from '../db.ts'

export async function settingsOf(db: Db<AfterSalesDb>, shopId: string): Promise<unknown> {
  return (await db.selectFrom('after_sales.settings').select('value').where('shop_id', '=', shopId).executeTakeFirst())?.value
}

export async function putSettings(db: Db<AfterSalesDb>, shopId: string, value: unknown, now: Date): Promise<void> {
  await db
    .insertInto('after_sales.settings')
    .values({ shop_id: shopId, value: jsonb(value), updated_at: now })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet({ value: jsonb(value), updated_at: now }))
    .execute()
}

export async function rulesOf(db: Db<AfterSalesDb>, shopId: string) {
  return db
    .selectFrom('after_sales.rule')
    .select(['id', 'name', 'enabled', 'conditions'])
    .where('shop_id', '=', shopId)
    .orderBy('position')
    .execute()
}

/** All rules of a shop, in their order. */
export async function replaceRules(
  tx: Db<AfterSalesDb>,
  shopId: string,
  rules: readonly { id: string; name: string; enabled: boolean; conditions: unknown }[],
): Promise<void> {
  await tx.deleteFrom('after_sales.rule').where('shop_id', '=', shopId).execute()
  if (rules.length === 0) return
  await tx
    .insertInto('after_sales.rule')
    .values(
      rules.map((rule, position) => ({
        id: rule.id,
        shop_id: shopId,
        position,
        name: rule.name,
        enabled: rule.enabled,
        conditions: jsonb(rule.conditions),
      })),
    )
    .execute()
}
