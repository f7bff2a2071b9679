import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PromotionDb } from '../db.ts'
import { type Coupon, couponOf } from './coupons.ts'

/** Nothing happens when this coupon has a link already. */
export async function insertPass(
  db: Db<PromotionDb>,
  pass: { token: string; couponId: string; fromShopper: string; now: Date },
): Promise<void> {
  await db
    .insertInto('promotion.pass')
    .values({ token: pass.token, coupon_id: pass.couponId, from_shopper: pass.fromShopper, created_at: pass.now })
    .onConflict((conflict) => conflict.column('coupon_id').doNothing())
    .execute()
}

const passes = (db: Db<PromotionDb>) =>
  db.selectFrom('promotion.pass').select(['token', 'coupon_id as couponId', 'from_shopper as fromShopper', 'to_shopper as toShopper'])

export const findPass = async (db: Db<PromotionDb>, token: string) => passes(db).where('token', '=', token).executeTakeFirst()
export const findPassOf = async (db: Db<PromotionDb>, couponId: string) => passes(db).where('coupon_id', '=', couponId).executeTakeFirst()
export const lockPass = async (db: Db<PromotionDb>, token: string) => passes(db).where('token', '=', token).forUpdate().executeTakeFirst()

export async function takePass(db: Db<PromotionDb>, take: { token: string; shopperId: string; now: Date }): Promise<void> {
  await db
    .updateTable('promotion.pass')
    .set({ to_shopper: take.shopperId, taken_at: take.now })
    .where('token', '=', take.token)
    .where('taken_at', 'is', null)
    .execute()
}

/** Gives a coupon to its new owner; nothing when it is used, held or over by now. */
export async function handOver(
  db: Db<PromotionDb>,
  hand: { couponId: string; from: string; to: string; now: Date },
): Promise<Coupon | undefined> {
  const row = await db
    .updateTable('promotion.coupon')
    .set({ shopper_id: hand.to, claimed_by: hand.from })
    .where('id', '=', hand.couponId)
    .where('shopper_id', '=', hand.from)
    .where('claimed_by', 'is', null)
    .where('state', '=', 'usable')
    .where('expires_at', '>', hand.now)
    .returningAll()
    .executeTakeFirst()
  return row && couponOf(row)
}

export async function couponById(db: Db<PromotionDb>, id: string): Promise<Coupon | undefined> {
  const row = await db.selectFrom('promotion.coupon').selectAll().where('id', '=', id).executeTakeFirst()
  return row && couponOf(row)
}

/** How many of a template a shopper has, used ones among them. */
export async function countHeldBy(db: Db<PromotionDb>, templateId: string, shopperId: string): Promise<number> {
  const { count } = await db
    .selectFrom('promotion.coupon')
    .select(sql<number>`count(*)`.as('count'))
    .where('template_id', '=', templateId)
    .where('shopper_id', '=', shopperId)
    .executeTakeFirstOrThrow()
  return count
}
