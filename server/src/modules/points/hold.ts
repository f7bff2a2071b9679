import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import {
  captureHold,
  claimHold,
  fillHold,
  findHold,
  type Hold,
  type HoldWish,
  holdsOf,
  lapsedKeys,
  prolongHold,
  releaseHold,
  undoHold,
} from '../../kernel/ledger-holds.ts'
import { ledger, POINTS, type Points } from './context.ts'
import type { pointsCalls } from './contract.ts'
import { ruleOf } from './rule-store.ts'

const done = { ok: true as const }
type Input<K extends keyof typeof pointsCalls> = z.output<(typeof pointsCalls)[K]['input']>

/** Sets points for so much money aside, at the rate of this moment: the hold keeps it, whatever the mall changes later. */
export async function hold(points: Points, input: Input<'hold'>): Promise<typeof done> {
  const { perFen } = await ruleOf(points)
  const now = points.now()
  const wish: HoldWish = {
    key: input.key,
    owner: input.shopperId,
    wish: `${input.amountFen} fen`,
    reference: String(perFen),
    expiresAt: later(now, { minutes: input.minutes }),
    at: now,
  }
  await inTx(points.db, async (tx) => {
    if ((await claimHold(tx, ledger, wish)) !== 'new') return
    await fillHold(tx, ledger, { hold: wish, parts: [{ name: POINTS, amount: input.amountFen * perFen }], kind: 'pay' })
  })
  return done
}

/** Points for their own sake: for what costs points and no money. */
export async function holdPoints(points: Points, input: Input<'holdPoints'>): Promise<typeof done> {
  const now = points.now()
  const wish: HoldWish = {
    key: input.key,
    owner: input.shopperId,
    wish: `${input.points} points`,
    reference: '1',
    expiresAt: later(now, { minutes: input.minutes }),
    at: now,
  }
  await inTx(points.db, async (tx) => {
    if ((await claimHold(tx, ledger, wish)) !== 'new') return
    await fillHold(tx, ledger, { hold: wish, parts: [{ name: POINTS, amount: input.points }], kind: 'exchange' })
  })
  return done
}

export async function capture(points: Points, { key }: Input<'capture'>): Promise<typeof done> {
  await inTx(points.db, (tx) => captureHold(tx, ledger, { key, kind: 'spent', to: 'spent', at: points.now() }))
  return done
}

export async function release(points: Points, { key }: Input<'release'>): Promise<typeof done> {
  await inTx(points.db, (tx) => releaseHold(tx, ledger, { key, kind: 'pay_back', at: points.now() }))
  return done
}

export async function prolong(points: Points, { key, minutes }: Input<'prolong'>): Promise<{ held: boolean }> {
  return { held: await prolongHold(points.db, ledger, { key, until: later(points.now(), { minutes }) }) }
}

/** Leases that are over. Returns how many. */
export async function releaseLapsed(points: Points): Promise<number> {
  return inTx(points.db, async (tx) => {
    const keys = await lapsedKeys(tx, ledger, { now: points.now(), limit: 100 })
    for (const key of keys) await releaseHold(tx, ledger, { key, kind: 'pay_back', lapse: true, at: points.now() })
    return keys.length
  })
}

export async function giveBack(points: Points, { key, returnKey, amountFen }: Input<'giveBack'>): Promise<typeof done> {
  await inTx(points.db, async (tx) => {
    const known = await findHold(tx, ledger, key)
    const amount = amountFen * rateOf(known)
    await undoHold(tx, ledger, { key, returnKey, amount, from: 'spent', kind: 'refund', at: points.now() })
  })
  return done
}

/** Points for one fen, as they were when the hold was made. */
const rateOf = (hold: Pick<Hold, 'reference'> | undefined): number => Number(hold?.reference) || 1

export async function holds(points: Points, { keys }: { keys: readonly string[] }): Promise<z.input<typeof pointsCalls.holds.reply>> {
  const found = await holdsOf(points.db, ledger, keys)
  return {
    items: found.map((one) => ({
      key: one.key,
      state: one.state,
      lapsed: one.lapsed,
      amountFen: one.amount / rateOf(one),
      returnedFen: one.returned / rateOf(one),
    })),
  }
}
