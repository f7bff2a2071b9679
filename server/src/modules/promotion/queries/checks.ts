import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PromotionDb } from '../db.ts'

interface Found {
  id: string
  text: string
}

/** Templates that gave out more than they have, or a number other than their coupons. */
export async function templatesOffTheirCoupons(db: Db<PromotionDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select t.id::text as id, format('claimed %s, coupons %s, stock %s', t.claimed, count(c.id), t.stock) as text
    from promotion.coupon_template t left join promotion.coupon c on c.template_id = t.id
    group by t.id having t.claimed <> count(c.id) or t.claimed > t.stock`.execute(db)
  return rows
}

/** Coupons that are held or used by a key whose hold says otherwise, or by none. */
export async function couponsOffTheirHold(db: Db<PromotionDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select c.id::text as id, format('%s by %s, whose hold is %s', c.state, c.hold_key, coalesce(h.state, 'not there')) as text
    from promotion.coupon c
      left join promotion.hold_coupon hc on hc.key = c.hold_key and hc.coupon_id = c.id
      left join promotion.hold h on h.key = hc.key
    where c.state <> 'usable' and h.state is distinct from c.state`.execute(db)
  return rows
}

/** Holds that say they have coupons which are free or someone else's; and leases that ended long ago and were never released. */
export async function holdsOffTheirCoupons(db: Db<PromotionDb>, overdueBefore: Date): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select h.key as id, format('%s, but its coupon %s is %s by %s', h.state, c.id, c.state, coalesce(c.hold_key, 'nobody')) as text
    from promotion.hold h join promotion.hold_coupon hc on hc.key = h.key join promotion.coupon c on c.id = hc.coupon_id
    where h.state <> 'released' and (c.state <> h.state or c.hold_key is distinct from h.key)
    union all
    select key, format('held, but its lease ended at %s', expires_at) from promotion.hold where state = 'held' and expires_at < ${overdueBefore}`.execute(
    db,
  )
  return rows
}
