import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Promotion } from './context.ts'
import type { promotionCalls } from './contract.ts'
import { endBrought, freeCoupons, holdCoupon, useFree, useHeld } from './queries/coupons.ts'
import { freedRules, freeRules, takeRule } from './queries/rule-uses.ts'
import {
  claimHold,
  couponIdsOf,
  findHold,
  holdsByKey,
  insertHoldCoupon,
  insertTombstone,
  lapsedHolds,
  lapseHold,
  moveHold,
  prolongHold,
  retakeLapsed,
} from './queries/holds.ts'

const done = { ok: true as const }

/**
 * Holds all coupons for an order and takes its place in rules with limits, or does neither. Asking again with the same key is fine.
 * Throws `coupon_unusable`, `rule_used_up`, `key_reused`, `hold_ended`.
 */
export async function hold(promotion: Promotion, input: z.output<typeof promotionCalls.hold.input>): Promise<typeof done> {
  const now = promotion.now()
  const couponIds = [...new Set(input.couponIds)].sort() // one order for everybody, so that two holds never deadlock
  const ruleIds = [...new Set(input.ruleIds ?? [])].sort()
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(ruleIds.length === 0 ? [input.shopperId, couponIds] : [input.shopperId, couponIds, ruleIds]))
    .digest('base64url')
  return inTx(promotion.db, async (tx) => {
    const claimed = await claimHold(tx, {
      key: input.key,
      shopperId: input.shopperId,
      bodyHash,
      expiresAt: later(now, { minutes: input.minutes }),
      now,
    })
    if (!claimed) {
      const found = await findHold(tx, input.key)
      if (!found || found.state === 'released') throw new AppError('conflict', 'hold_ended', { key: input.key })
      if (found.body_hash !== bodyHash) throw new AppError('conflict', 'key_reused', { key: input.key })
      return done
    }
    for (const id of couponIds) {
      if (!(await holdCoupon(tx, { id, shopperId: input.shopperId, key: input.key, now })))
        throw new AppError('conflict', 'coupon_unusable', { couponId: id })
      await insertHoldCoupon(tx, input.key, id)
    }
    for (const ruleId of ruleIds) {
      if (!(await takeRule(tx, { key: input.key, ruleId, shopperId: input.shopperId })))
        throw new AppError('conflict', 'rule_used_up', { ruleId })
    }
    return done
  })
}

/**
 * The order was paid: its coupons are used. Twice is once, and an order without coupons has nothing to use. A hold that lapsed
 * before is taken again when its coupons are still free; else `coupon_unusable`. One that was given back stays given back: the refund
 * may be heard of first.
 */
export async function redeem(promotion: Promotion, { key }: { key: string }): Promise<typeof done> {
  const now = promotion.now()
  return inTx(promotion.db, async (tx) => {
    if (await moveHold(tx, key, { from: ['held'], state: 'used', now })) {
      await useHeld(tx, key, now)
      return done
    }
    if (!(await retakeLapsed(tx, key, now))) return done
    for (const id of await couponIdsOf(tx, key)) {
      if (!(await useFree(tx, { id, key, now }))) throw new AppError('conflict', 'coupon_unusable', { couponId: id })
    }
    for (const use of await freedRules(tx, key)) {
      if (!(await takeRule(tx, { key, ...use }))) throw new AppError('conflict', 'rule_used_up', { ruleId: use.ruleId })
    }
    return done
  })
}

/**
 * Gives back what this key holds or has used, and ends the coupons that the order brought and that are not used yet. Twice is once; a hold
 * that never was cannot be taken afterwards.
 */
export async function release(promotion: Promotion, { key }: { key: string }): Promise<typeof done> {
  const now = promotion.now()
  return inTx(promotion.db, async (tx) => {
    await insertTombstone(tx, key, now)
    // Also from `released`: what had lapsed is given back for good.
    if (await moveHold(tx, key, { from: ['held', 'used', 'released'], state: 'released', now })) {
      await freeCoupons(tx, key)
      await freeRules(tx, key)
    }
    await endBrought(tx, key, now)
    return done
  })
}

export async function prolong(promotion: Promotion, { key, minutes }: { key: string; minutes: number }): Promise<typeof done> {
  await prolongHold(promotion.db, key, later(promotion.now(), { minutes }))
  return done
}

/** Releases leases that are over. Returns how many. */
export async function releaseLapsed(promotion: Promotion): Promise<number> {
  const now = promotion.now()
  return inTx(promotion.db, async (tx) => {
    const keys = await lapsedHolds(tx, now, 100)
    for (const key of keys) {
      if (!(await lapseHold(tx, key, now))) continue
      await freeCoupons(tx, key)
      await freeRules(tx, key)
    }
    return keys.length
  })
}

/** Which coupon is held, used or was given back by which key; for checks over several modules. */
export async function holds(
  promotion: Promotion,
  { keys }: { keys: readonly string[] },
): Promise<z.input<typeof promotionCalls.holds.reply>> {
  if (keys.length === 0) return { items: [] }
  return { items: await holdsByKey(promotion.db, keys) }
}
