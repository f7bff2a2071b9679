import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PromotionDb } from '../db.ts'

export interface NewHold {
  key: string
  shopperId: string
  bodyHash: string
  expiresAt: Date
  now: Date
}

/** False: a hold (or a tombstone) with this key is there already. */
export async function claimHold(db: Db<PromotionDb>, hold: NewHold): Promise<boolean> {
  const row = await db
    .insertInto('promotion.hold')
    .values({
      key: hold.key,
      shopper_id: hold.shopperId,
      state: 'held',
      body_hash: hold.bodyHash,
      expires_at: hold.expiresAt,
      created_at: hold.now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

/** Forbids a later hold with this key, when there is none yet. */
export async function insertTombstone(db: Db<PromotionDb>, key: string, now: Date): Promise<void> {
  await db
    .insertInto('promotion.hold')
    .values({ key, state: 'released', body_hash: '', expires_at: now, created_at: now, ended_at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

export async function insertHoldCoupon(db: Db<PromotionDb>, key: string, couponId: string): Promise<void> {
  await db.insertInto('promotion.hold_coupon').values({ key, coupon_id: couponId }).execute()
}

export async function findHold(db: Db<PromotionDb>, key: string) {
  return db.selectFrom('promotion.hold').select(['state', 'body_hash', 'lapsed']).where('key', '=', key).executeTakeFirst()
}

/** Moves a hold from one of these states for good; false when it is in none of them. */
export async function moveHold(
  db: Db<PromotionDb>,
  key: string,
  to: { from: readonly ('held' | 'used' | 'released')[]; state: 'used' | 'released'; now: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('promotion.hold')
    .set({ state: to.state, ended_at: to.now, lapsed: false })
    .where('key', '=', key)
    .where('state', 'in', to.from)
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

/** Uses a hold that only ran out of time; false for one that was given back, or never was. */
export async function retakeLapsed(db: Db<PromotionDb>, key: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('promotion.hold')
    .set({ state: 'used', ended_at: now, lapsed: false })
    .where('key', '=', key)
    .where('state', '=', 'released')
    .where('lapsed', '=', true)
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

/** Ids of a hold's coupons in the order in which rows are locked. */
export async function couponIdsOf(db: Db<PromotionDb>, key: string): Promise<string[]> {
  const rows = await db.selectFrom('promotion.hold_coupon').select('coupon_id').where('key', '=', key).orderBy('coupon_id').execute()
  return rows.map((row) => row.coupon_id)
}

/** Releases a lapsed hold, unless it was used or released at the same moment. */
export async function lapseHold(db: Db<PromotionDb>, key: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('promotion.hold')
    .set({ state: 'released', ended_at: now, lapsed: true })
    .where('key', '=', key)
    .where('state', '=', 'held')
    .where('expires_at', '<=', now)
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

/** Some holds whose lease is over; those another process is at are passed over. */
export async function lapsedHolds(db: Db<PromotionDb>, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('promotion.hold')
    .select('key')
    .where('state', '=', 'held')
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map((row) => row.key)
}

export async function holdsByKey(db: Db<PromotionDb>, keys: readonly string[]) {
  return db
    .selectFrom('promotion.hold')
    .innerJoin('promotion.hold_coupon', 'promotion.hold_coupon.key', 'promotion.hold.key')
    .select(['promotion.hold.key as key', 'promotion.hold_coupon.coupon_id as couponId', 'promotion.hold.state as state'])
    .where('promotion.hold.key', 'in', keys)
    .orderBy('promotion.hold.key')
    .orderBy('promotion.hold_coupon.coupon_id')
    .execute()
}

/** A lease that has not ended lasts until then, at least. */
export async function prolongHold(db: Db<PromotionDb>, key: string, until: Date): Promise<void> {
  await db
    .updateTable('promotion.hold')
    .set({ expires_at: sql<Date>`greatest(expires_at, ${until})` })
    .where('key', '=', key)
    .where('state', '=', 'held')
    .execute()
}
