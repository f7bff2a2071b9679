import type { Check } from '../../kernel/doctor.ts'
import { ledgerChecks } from '../../kernel/ledger-checks.ts'
import { type Distribution, ledger } from './context.ts'
import { booksOff, commissionsOfOrders, loops, samplesOff, unpaidWithdrawals } from './queries/checks.ts'

export function checksOf(kit: Distribution): Check[] {
  return [
    ...ledgerChecks(kit.db, ledger, kit.now),
    { name: 'distribution: accounts are what commissions, rewards and withdrawals say', invariant: 22, run: () => booksOff(kit.db) },
    {
      name: 'distribution: commission is that of a paid line, and what went back took its part along',
      invariant: 22,
      run: () => linesOff(kit),
    },
    { name: 'distribution: nobody stands above themselves, and nobody under another shop', invariant: 22, run: () => loops(kit.db) },
    { name: 'distribution: samples count the pieces that their requests have', invariant: 9, run: () => samplesOff(kit.db) },
    { name: 'distribution: withdrawn commission reaches the wallet', invariant: 19, run: () => unpaidWithdrawals(kit.db, kit.now()) },
  ]
}

/** Commission without a paid line, or that was not taken back with it. */
async function linesOff(kit: Distribution): Promise<{ id: string; text: string }[]> {
  const found = []
  for (let after: string | null = null; ;) {
    const page = await commissionsOfOrders(kit.db, after, 500)
    if (page.length === 0) return found
    after = page.at(-1)?.id ?? null
    const orderIds = [...new Set(page.map((one) => one.orderId))]
    const lines = new Map<string, { payableFen: number; leftFen: number; paid: boolean }>()
    for (let from = 0; from < orderIds.length; from += 200)
      for (const order of (await kit.order.refundable({ orderIds: orderIds.slice(from, from + 200) })).items)
        for (const line of order.lines) {
          const leftFen = Math.max(0, line.payableFen - line.refundedFen - line.allowanceFen)
          lines.set(line.id, { payableFen: line.payableFen, leftFen, paid: order.paidAt !== null })
        }
    for (const one of page) {
      const line = lines.get(one.lineId)
      if (!line?.paid || line.payableFen !== one.baseFen) found.push({ id: one.id, text: `no paid line of ${one.baseFen} fen` })
      // A refund that was decided a moment ago is still on its way here.
      else if (line.leftFen !== one.leftFen) found.push({ id: one.id, text: `${line.leftFen} fen are left, it says ${one.leftFen}` })
    }
  }
}
