import { dayOf, startOfDay } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { balances, HELD, HOUSE, isBooked, post } from '../../kernel/ledger.ts'
import { ledger, POINTS, type Points } from './context.ts'
import { cameInSince, ownersWithPoints } from './queries.ts'
import { ruleOf } from './rule-store.ts'

const PAGE = 500

/** The first instant of the month so many months before the one of `at`, in China. */
export function monthStart(at: Date, monthsBack: number): Date {
  const [year = 0, month = 1] = dayOf(at).split('-').map(Number)
  const count = year * 12 + (month - 1) - monthsBack
  return startOfDay(`${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`)
}

/**
 * What is spent is the oldest: so of all that somebody has, set aside or not, what is older than `since` is what exceeds that which has come in since
 * then. What is set aside stays until it is spent or free.
 */
export const olderPart = ({ available, held, since }: { available: number; held: number; since: number }): number =>
  Math.max(0, Math.min(available, available + held - since))

/** On the first of a month, and again on each day after it: whatever is older than the rule says goes, once a month for each. */
export async function expire(points: Points): Promise<void> {
  const { expireMonths } = await ruleOf(points)
  if (expireMonths === 0) return
  const since = monthStart(points.now(), expireMonths)
  for (let after: string | null = null; ;) {
    const owners: string[] = await ownersWithPoints(points.db, after, PAGE)
    for (const owner of owners) await expireOf(points, owner, since)
    after = owners.at(-1) ?? null
    if (owners.length < PAGE) return
  }
}

async function expireOf(points: Points, owner: string, since: Date): Promise<void> {
  await inTx(points.db, async (tx) => {
    const event = `expire:${owner}:${dayOf(since)}`
    const has = await balances(tx, ledger, { owner, lock: true })
    if (await isBooked(tx, ledger, event)) return
    const amount = olderPart({ available: has.get(POINTS) ?? 0, held: has.get(HELD) ?? 0, since: await cameInSince(tx, owner, since) })
    if (amount === 0) return
    await post(tx, ledger, {
      event,
      kind: 'expire',
      note: '积分到期',
      at: points.now(),
      changes: [
        { owner, name: POINTS, amount: -amount },
        { owner: HOUSE, name: 'expired', amount },
      ],
    })
  })
}

/** What goes at the end of this month, if it is not spent. */
export async function expiring(points: Points, owner: string): Promise<{ points: number; at: string } | null> {
  const { expireMonths } = await ruleOf(points)
  if (expireMonths === 0) return null
  const has = await balances(points.db, ledger, { owner })
  const since = await cameInSince(points.db, owner, monthStart(points.now(), expireMonths - 1))
  const amount = olderPart({ available: has.get(POINTS) ?? 0, held: has.get(HELD) ?? 0, since })
  return amount === 0 ? null : { points: amount, at: monthStart(points.now(), -1).toISOString() }
}
