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

/** Rules whose places taken are not those of the orders that use them, or more than there are for one shopper. */
export async function rulesOffTheirUses(db: Db<PromotionDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select r.id::text as id, format('taken %s, orders %s, limit %s', r.taken, count(u.key), r.limit_total) as text
    from promotion.rule r left join promotion.rule_use u on u.rule_id = r.id and u.live
    group by r.id having r.taken <> count(u.key) or r.taken > r.limit_total
    union all
    select u.rule_id::text, format('live for %s, whose hold is %s', u.key, h.state)
    from promotion.rule_use u join promotion.hold h on h.key = u.key where u.live and h.state = 'released'`.execute(db)
  return rows
}

/** Codes that gave other than one coupon, and coupons passed on other than their link says. */
export async function issuesOff(db: Db<PromotionDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select k.code as id, format('used by %s, its coupon is of %s', k.shopper_id, coalesce(coalesce(c.claimed_by, c.shopper_id)::text, 'nobody')) as text
    from promotion.coupon_code k left join promotion.coupon c on c.grant_key = 'code:' || k.code
    where (k.used_at is null) <> (c.id is null) or (c.id is not null and coalesce(c.claimed_by, c.shopper_id) <> k.shopper_id)
    union all
    select c.id::text, format('of %s, the link says %s', c.shopper_id, coalesce(p.to_shopper::text, 'nobody'))
    from promotion.coupon c left join promotion.pass p on p.coupon_id = c.id
    where (c.claimed_by is not null) and (p.to_shopper is distinct from c.shopper_id or p.from_shopper is distinct from c.claimed_by)
    union all
    select p.coupon_id::text, 'taken over by link, and still its first owner''s'
    from promotion.pass p join promotion.coupon c on c.id = p.coupon_id where p.taken_at is not null and c.claimed_by is null`.execute(db)
  return rows
}
