import type { Violation } from '../../kernel/doctor.ts'
import { type Funds, holdOf } from './context.ts'
import { withdrawalStates } from './queries.ts'

const due: Record<string, readonly string[]> = { done: ['captured'], rejected: ['released'], failed: ['released'], asked: ['held', 'none'] }

/** Withdrawals whose money is not held, spent or free as they say. What is on its way is a finding that goes away. */
export async function withdrawalsOff(funds: Funds): Promise<Violation[]> {
  const found: Violation[] = []
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await withdrawalStates(funds.db, after, 500)
    const last = rows.at(-1)
    if (!last) return found
    const { items } = await funds.wallet.holds({ keys: rows.map((row) => holdOf(row.id)) })
    const holds = new Map(items.map((item) => [item.key, item]))
    for (const row of rows) {
      const hold = holds.get(holdOf(row.id))
      const fits = (due[row.state] ?? ['held']).includes(hold?.state ?? 'none')
      // A gift that goes along makes it more, never less.
      const short = hold !== undefined && hold.state !== 'released' && hold.amountFen < row.amountFen
      if (!fits || short)
        found.push({ id: row.id, text: `${row.state} ${row.amountFen}; the wallet: ${hold?.state ?? 'none'} ${hold?.amountFen ?? 0}` })
    }
    after = last.id
  }
}
