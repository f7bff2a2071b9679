import { sql } from 'kysely'
import type { AnyDb } from '../../../kernel/db.ts'
import type { MergeItem } from '../../../kernel/merge.ts'

/** Coupons of one template that both have are counted on: none is lost, and each counts against what one person may have. */
export async function moveCoupons(tx: AnyDb, { from, into }: { from: string; into: string }): Promise<MergeItem[]> {
  const { numAffectedRows } = await sql`
    update promotion.coupon c set shopper_id = case when c.shopper_id = ${from} then ${into}::uuid else c.shopper_id end,
      claimed_by = case when c.claimed_by = ${from} then ${into}::uuid else c.claimed_by end,
      nth = c.nth + (
        select coalesce(max(o.nth), 0) from promotion.coupon o where o.template_id = c.template_id and coalesce(o.claimed_by, o.shopper_id) = ${into})
    where coalesce(c.claimed_by, c.shopper_id) = ${from}`.execute(tx)
  return [{ what: 'promotion.coupon', moved: Number(numAffectedRows ?? 0n), combined: 0, sums: null }]
}
