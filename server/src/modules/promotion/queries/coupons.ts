import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import { type Db, jsonb } from '../../../kernel/db.ts'
import { CouponGift, Scope } from '../contract.ts'
import type { CouponState } from '../contract.ts'
import type { PromotionDb } from '../db.ts'
import type { Template } from './templates.ts'

type Row = Selectable<PromotionDb['promotion.coupon']>
export type Coupon = ReturnType<typeof couponOf>

export interface NewCoupon {
  id: string
  shopperId: string
  claimedAt: Date
  expiresAt: Date
  /** One coupon for each key. */
  grantKey: string | null
  /** Read out in the shop; null for a coupon that is of no use there. */
  verifyCode: string | null
  /** The order that brought it. */
  broughtBy: string | null
  /** How many of this template one shopper may have had. */
  most: number
}

/**
 * Gives a shopper one more of a template if they have had fewer than they may; nothing otherwise. The template's row must be locked
 * by the caller, so that two claims of one shopper are counted one after the other.
 */
export async function insertCoupon(db: Db<PromotionDb>, template: Template, coupon: NewCoupon): Promise<Coupon | undefined> {
  const { rows } = await sql<Row>`
    insert into promotion.coupon (id, template_id, shop_id, shopper_id, nth, title, kind, value, cap_fen, threshold_fen, scope, gifts, stack_group,
      use_in, platform_share_bps, passable, state, claimed_at, expires_at, grant_key, verify_code, brought_by)
    select ${coupon.id}::uuid, ${template.id}::uuid, ${template.shopId}::uuid, ${coupon.shopperId}::uuid, coalesce(max(nth), 0) + 1, ${template.title}::text,
      ${template.kind}::text, ${template.value}::bigint, ${template.capFen}::bigint, ${template.thresholdFen}::bigint, ${jsonb(template.scope)},
      ${jsonb(template.gifts)}, ${template.stackGroup}::text, ${template.useIn}::text, ${template.platformShareBps}::int, ${template.passable}::boolean,
      'usable', ${coupon.claimedAt}::timestamptz, ${coupon.expiresAt}::timestamptz, ${coupon.grantKey}::text, ${coupon.verifyCode}::text,
      ${coupon.broughtBy}::text
    from promotion.coupon where template_id = ${template.id}::uuid and coalesce(claimed_by, shopper_id) = ${coupon.shopperId}::uuid
    having count(*) < ${coupon.most}::bigint
    returning *`.execute(db)
  const [row] = rows
  return row && couponOf(row)
}

/** A shopper's coupons, newest first; `usable` and `expired` are told apart by the time. */
export async function couponsOf(
  db: Db<PromotionDb>,
  of: { shopperId: string; shopId?: string; state: z.output<typeof CouponState> | undefined; now: Date },
) {
  let query = db.selectFrom('promotion.coupon').selectAll().where('shopper_id', '=', of.shopperId)
  if (of.shopId) query = query.where('shop_id', '=', of.shopId)
  if (of.state === 'usable') query = query.where('state', '=', 'usable').where('expires_at', '>', of.now)
  else if (of.state === 'expired') query = query.where('state', '=', 'usable').where('expires_at', '<=', of.now)
  else if (of.state) query = query.where('state', '=', of.state)
  const rows = await query.orderBy('claimed_at', 'desc').orderBy('id', 'desc').limit(200).execute()
  return rows.map(couponOf)
}

/** What a shopper could use in a shop now; those that end first come first. */
export async function usableCoupons(db: Db<PromotionDb>, of: { shopperId: string; shopId: string; now: Date }): Promise<Coupon[]> {
  const rows = await db
    .selectFrom('promotion.coupon')
    .selectAll()
    .where('shopper_id', '=', of.shopperId)
    .where('shop_id', '=', of.shopId)
    .where('use_in', '<>', 'store')
    .where('state', '=', 'usable')
    .where('expires_at', '>', of.now)
    .orderBy('expires_at')
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.map(couponOf)
}

/** Takes a usable coupon of this shopper for a hold; false when it is not theirs, not free or over. */
export async function holdCoupon(db: Db<PromotionDb>, coupon: { id: string; shopperId: string; key: string; now: Date }): Promise<boolean> {
  const row = await db
    .updateTable('promotion.coupon')
    .set({ state: 'held', hold_key: coupon.key })
    .where('id', '=', coupon.id)
    .where('shopper_id', '=', coupon.shopperId)
    .where('state', '=', 'usable')
    .where('expires_at', '>', coupon.now)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The coupons this key holds become used. */
export async function useHeld(db: Db<PromotionDb>, key: string, now: Date): Promise<void> {
  await db
    .updateTable('promotion.coupon')
    .set({ state: 'used', used_at: now })
    .where('hold_key', '=', key)
    .where('state', '=', 'held')
    .execute()
}

/** A coupon whose hold lapsed is used all the same, when it is still free: the order was paid. False when it is not. */
export async function useFree(db: Db<PromotionDb>, coupon: { id: string; key: string; now: Date }): Promise<boolean> {
  const row = await db
    .updateTable('promotion.coupon')
    .set({ state: 'used', hold_key: coupon.key, used_at: coupon.now })
    .where('id', '=', coupon.id)
    .where('state', '=', 'usable')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** What this key holds or has used is free again. */
export async function freeCoupons(db: Db<PromotionDb>, key: string): Promise<void> {
  await db.updateTable('promotion.coupon').set({ state: 'usable', hold_key: null, used_at: null }).where('hold_key', '=', key).execute()
}

/** Coupons that an order brought end with it, when they are not used or held. */
export async function endBrought(db: Db<PromotionDb>, orderKey: string, now: Date): Promise<void> {
  await db
    .updateTable('promotion.coupon')
    .set({ expires_at: now })
    .where('brought_by', '=', orderKey)
    .where('state', '=', 'usable')
    .where('expires_at', '>', now)
    .execute()
}

/** The coupon of a grant that was made before. */
export async function couponOfGrant(db: Db<PromotionDb>, grantKey: string): Promise<Coupon | undefined> {
  const row = await db.selectFrom('promotion.coupon').selectAll().where('grant_key', '=', grantKey).executeTakeFirst()
  return row && couponOf(row)
}

export async function couponOfShopper(db: Db<PromotionDb>, id: string, shopperId: string): Promise<Coupon | undefined> {
  const row = await db
    .selectFrom('promotion.coupon')
    .selectAll()
    .where('id', '=', id)
    .where('shopper_id', '=', shopperId)
    .executeTakeFirst()
  return row && couponOf(row)
}

export function couponOf(row: Row) {
  return {
    id: row.id,
    templateId: row.template_id,
    shopId: row.shop_id,
    title: row.title,
    kind: row.kind,
    value: row.value,
    capFen: row.cap_fen,
    thresholdFen: row.threshold_fen,
    scope: Scope.parse(row.scope),
    gifts: CouponGift.array().parse(row.gifts),
    stackGroup: row.stack_group,
    useIn: row.use_in,
    platformShareBps: row.platform_share_bps,
    passable: row.passable && row.claimed_by === null,
    verifyCode: row.verify_code,
    shopperId: row.shopper_id,
    state: row.state,
    claimedAt: row.claimed_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    usedAt: row.used_at?.toISOString() ?? null,
  }
}

export async function couponByVerifyCode(db: Db<PromotionDb>, code: string): Promise<Coupon | undefined> {
  const row = await db.selectFrom('promotion.coupon').selectAll().where('verify_code', '=', code).executeTakeFirst()
  return row && couponOf(row)
}

/** Marks some coupons that end soon as reminded of; those another process is at are passed over. */
export async function takeExpiring(db: Db<PromotionDb>, within: { now: Date; until: Date }, limit: number): Promise<Coupon[]> {
  const rows = await db
    .updateTable('promotion.coupon')
    .set({ reminded_at: within.now })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('promotion.coupon')
        .select('id')
        .where('state', '=', 'usable')
        .where('reminded_at', 'is', null)
        .where('expires_at', '>', within.now)
        .where('expires_at', '<=', within.until)
        .orderBy('expires_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
  return rows.map(couponOf)
}
