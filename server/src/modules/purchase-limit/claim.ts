import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Limits } from './context.ts'
import type { purchaseLimitCalls } from './contract.ts'
import type { PurchaseLimitDb } from './db.ts'
import {
  claimReturn,
  findClaim,
  insertClaim,
  insertEnd,
  insertLines,
  lapsedKeys,
  type Line,
  linesOf,
  lockClaim,
  moveClaim,
  prolongClaim,
  putBack,
  returnPieces,
  take,
  usedOf,
} from './queries.ts'
import { spanOf } from './span.ts'

type Input<C extends keyof typeof purchaseLimitCalls> = z.output<(typeof purchaseLimitCalls)[C]['input']>
const done = { ok: true as const }

/** How many more pieces of each product this person may buy now. */
export async function left(limits: Limits, { shopperId, products }: Input<'left'>) {
  const now = limits.now()
  const windows = products.map(({ productId, period }) => ({ productId, span: spanOf(period, now) }))
  const used = await usedOf(limits.db, shopperId, windows)
  return { items: products.map(({ productId, most }) => ({ productId, left: Math.max(0, most - (used.get(productId) ?? 0)) })) }
}

/** Counts all lines or none. Asking again with the same key is asking once. */
export async function claim(limits: Limits, input: Input<'claim'>) {
  const now = limits.now()
  const lines = byProduct(input.lines.map(({ period, ...line }) => ({ ...line, span: spanOf(period, now) })))
  const asked = [...input.lines].sort((a, b) => (a.productId < b.productId ? -1 : 1))
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([input.shopperId, asked]))
    .digest('base64url')
  const expiresAt = new Date(now.getTime() + input.minutes * 60_000)
  await inTx(limits.db, async (db) => {
    if (!(await insertClaim(db, { key: input.key, shopperId: input.shopperId, bodyHash, expiresAt, now }))) {
      const before = await findClaim(db, input.key)
      if (!before || before.state === 'ended' || before.state === 'lapsed')
        throw new AppError('conflict', 'claim_ended', { key: input.key })
      if (before.bodyHash !== bodyHash) throw new AppError('conflict', 'key_reused', { key: input.key })
      return
    }
    await takeAll(db, input.shopperId, lines)
    await insertLines(db, input.key, lines)
  })
  return done
}

async function takeAll(db: Db<PurchaseLimitDb>, shopperId: string, lines: readonly Line[]): Promise<void> {
  for (const line of lines) {
    if (await take(db, shopperId, line)) continue
    const used = (await usedOf(db, shopperId, [line])).get(line.productId) ?? 0
    throw new AppError('conflict', 'over_person_limit', { productId: line.productId, left: Math.max(0, line.most - used) })
  }
}

/** One line a product, in one order for everybody, so that two orders never deadlock. */
function byProduct(lines: readonly Line[]): Line[] {
  const sums = new Map<string, Line>()
  for (const line of lines) sums.set(line.productId, { ...line, quantity: line.quantity + (sums.get(line.productId)?.quantity ?? 0) })
  return [...sums.values()].sort((a, b) => (a.productId < b.productId ? -1 : 1))
}

/** The claim counts for good. An order without one has nothing to keep. */
export async function keep(limits: Limits, { key }: Input<'keep'>) {
  await inTx(limits.db, async (db) => {
    if (await moveClaim(db, key, { from: ['held'], to: 'kept', now: limits.now() })) return
    const again = await moveClaim(db, key, { from: ['lapsed'], to: 'kept', now: limits.now() })
    if (again) await takeAll(db, again.shopperId, await linesOf(db, key))
  })
  return done
}

/** What waits for somebody keeps its room. */
export async function prolong(limits: Limits, { key, minutes }: Input<'prolong'>): Promise<{ held: boolean }> {
  return { held: await prolongClaim(limits.db, key, new Date(limits.now().getTime() + minutes * 60_000)) }
}

/** What the claim still counts is free again, for good. */
export async function end(limits: Limits, { key }: Input<'end'>) {
  await inTx(limits.db, async (db) => {
    await insertEnd(db, key, limits.now())
    await free(db, key, await moveClaim(db, key, { from: ['held', 'kept'], to: 'ended', now: limits.now() }))
    await moveClaim(db, key, { from: ['lapsed'], to: 'ended', now: limits.now() })
  })
  return done
}

async function free(db: Db<PurchaseLimitDb>, key: string, of: { shopperId: string } | undefined): Promise<void> {
  if (!of) return
  for (const line of await linesOf(db, key)) await putBack(db, of.shopperId, line)
}

/** Some pieces of an order that stays came back. A claim that has ended counts nothing any more. */
export async function giveBack(limits: Limits, { key, returnKey, lines }: Input<'giveBack'>) {
  await inTx(limits.db, async (db) => {
    if (!(await claimReturn(db, returnKey, limits.now()))) return
    const of = await lockClaim(db, key)
    if (!of || of.state === 'ended') return
    for (const line of [...lines].sort((a, b) => (a.productId < b.productId ? -1 : 1))) {
      const back = await returnPieces(db, key, line)
      // What has lapsed counts nothing now; taken again, it is to count that much less.
      if (back && of.state !== 'lapsed') await putBack(db, of.shopperId, { productId: line.productId, ...back })
    }
  })
  return done
}

/** Lets go of claims nobody kept in time. Returns how many. */
export async function lapse(limits: Limits): Promise<number> {
  const keys = await lapsedKeys(limits.db, limits.now(), 100)
  for (const key of keys) {
    await inTx(limits.db, async (db) => free(db, key, await moveClaim(db, key, { from: ['held'], to: 'lapsed', now: limits.now() })))
  }
  return keys.length
}
