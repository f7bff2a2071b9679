import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import { type Offer, Part, Scope } from '../contract.ts'
import type { PromotionDb } from '../db.ts'

export interface OnNow {
  id: string
  /** Null: over every shop. */
  shopId: string | null
  scope: Scope
  /** What a rule does; a coupon has none. */
  benefit?: Offer['benefit']
}

const atMost = 5000

/** Rules that work now, in all shops: switched on, within their period, not used up. */
export async function rulesOnNow(db: Db<PromotionDb>, now: Date): Promise<OnNow[]> {
  const rows = await db
    .selectFrom('promotion.rule')
    .select(['id', 'shop_id', 'across', 'scope', 'benefit'])
    .where('enabled', '=', true)
    .where((eb) => eb.or([eb('starts_at', 'is', null), eb('starts_at', '<=', now)]))
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .where((eb) => eb.or([eb('limit_total', 'is', null), eb('taken', '<', eb.ref('limit_total'))]))
    .orderBy('id')
    .limit(atMost)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    shopId: row.across ? null : row.shop_id,
    scope: Scope.parse(row.scope),
    benefit: Part.parse(row.benefit),
  }))
}

/** Coupons for certain goods that anybody may claim now and use in an order. */
export async function couponsForGoods(db: Db<PromotionDb>, now: Date): Promise<OnNow[]> {
  const rows = await db
    .selectFrom('promotion.coupon_template')
    .select(['id', 'shop_id', 'scope'])
    .where('enabled', '=', true)
    .where('claimable', '=', true)
    .where('use_in', '<>', 'store')
    .where('claimed', '<', sql.ref<number>('stock'))
    .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', now)]))
    .where((eb) => eb.or([eb('claim_from', 'is', null), eb('claim_from', '<=', now)]))
    .where((eb) => eb.or([eb('claim_until', 'is', null), eb('claim_until', '>', now)]))
    .orderBy('id')
    .limit(atMost)
    .execute()
  return rows
    .map((row) => ({ id: row.id, shopId: row.shop_id, scope: Scope.parse(row.scope) }))
    .filter(({ scope }) => scope.categoryIds.length + scope.productIds.length + scope.skuIds.length > 0)
}
