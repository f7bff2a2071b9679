import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { balances, HELD, HOUSE, isBooked, post } from '../../kernel/ledger.ts'
import { ledger, POINTS, type Points } from './context.ts'
import type { MyPoints, pointsCalls } from './contract.ts'
import { expiring } from './expire.ts'
import { earnedFor, eventReference } from './queries.ts'
import { ruleOf } from './rule-store.ts'

const done = { ok: true as const }
type Input<K extends keyof typeof pointsCalls> = z.output<(typeof pointsCalls)[K]['input']>

export async function balanceOf(points: Pick<Points, 'db'>, shopperId: string): Promise<{ available: number; held: number }> {
  const has = await balances(points.db, ledger, { owner: shopperId })
  return { available: has.get(POINTS) ?? 0, held: has.get(HELD) ?? 0 }
}

export async function myPoints(points: Points, shopperId: string): Promise<z.input<typeof MyPoints>> {
  const [balance, rule, next] = await Promise.all([balanceOf(points, shopperId), ruleOf(points), expiring(points, shopperId)])
  return { ...balance, worthFen: Math.floor(balance.available / rule.perFen), expiring: next, rule }
}

export async function earn(points: Points, input: Input<'earn'>): Promise<typeof done> {
  if (input.points === 0) return done
  await inTx(points.db, (tx) =>
    post(tx, ledger, {
      event: `earn:${input.key}`,
      kind: 'earn',
      note: input.note,
      reference: input.key,
      at: points.now(),
      changes: [
        { owner: input.shopperId, name: POINTS, amount: input.points },
        { owner: HOUSE, name: 'earned', amount: -input.points },
      ],
    }),
  )
  return done
}

/**
 * What was earned for what came back is taken back, down to nothing: a balance is never negative. Of all that is lost so far the share is
 * rounded down, less what was taken before, so that any sequence sums exactly.
 */
export async function takeBack(points: Points, input: Input<'takeBack'>): Promise<{ taken: number }> {
  return inTx(points.db, async (tx) => {
    const event = `take_back:${input.key}`
    const has = await balances(tx, ledger, { owner: input.shopperId, lock: true })
    if (await isBooked(tx, ledger, event)) return { taken: 0 }
    const { earned, taken: before } = await earnedFor(tx, input.earnKey)
    const due = Number((BigInt(earned) * BigInt(Math.min(input.lostFen, input.ofFen))) / BigInt(input.ofFen)) - before
    const taken = Math.max(0, Math.min(due, has.get(POINTS) ?? 0))
    if (taken === 0) return { taken }
    await post(tx, ledger, {
      event,
      kind: 'take_back',
      note: input.note,
      reference: input.earnKey,
      at: points.now(),
      changes: [
        { owner: input.shopperId, name: POINTS, amount: -taken },
        { owner: HOUSE, name: 'earned', amount: taken },
      ],
    })
    return { taken }
  })
}

export async function adjust(points: Points, wish: Input<'adjust'>): Promise<typeof done> {
  const event = `adjust:${wish.shopId}:${wish.requestId}`
  const sameness = `${wish.shopperId} ${wish.change}`
  const booked = await inTx(points.db, (tx) =>
    post(tx, ledger, {
      event,
      kind: 'adjust',
      reference: sameness,
      note: wish.reason,
      actor: wish.staffName,
      at: points.now(),
      changes: [
        { owner: wish.shopperId, name: POINTS, amount: wish.change },
        { owner: HOUSE, name: 'adjusted', amount: -wish.change },
      ],
    }),
  )
  if (!booked && (await eventReference(points.db, event)) !== sameness)
    throw new AppError('conflict', 'key_reused', { key: wish.requestId })
  return done
}
