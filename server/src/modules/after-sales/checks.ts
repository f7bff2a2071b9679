import { later } from '../../kernel/clock.ts'
import type { Check, Violation } from '../../kernel/doctor.ts'
import { type AfterSalesKit, keyOf } from './context.ts'
import type { RequestState } from './contract.ts'
import { budgetsOff, forgotten, givenAfter, logsOff, replacementsAfter, stepsTaken, unitsOff } from './queries/checks.ts'
import { canMove } from './transitions.ts'

/** Everything that was given is a refund of its order, of that amount; what is done has its money. */
async function givenOff(kit: AfterSalesKit): Promise<Violation[]> {
  const found: Violation[] = []
  for (let after = ''; ;) {
    const given = await givenAfter(kit.db, after, 500)
    const last = given.at(-1)
    if (!last) return found
    const { items } = await kit.order.refunds({ keys: given.map((one) => one.key) })
    const refunds = new Map(items.map((one) => [one.key, one]))
    for (const one of given) {
      const refund = refunds.get(one.key)
      if (!refund) found.push({ id: one.key, text: `${one.amountFen} fen were given, the order knows nothing of it` })
      else if (refund.amountFen !== one.amountFen)
        found.push({ id: one.key, text: `${one.amountFen} fen were given, the order refunds ${refund.amountFen}` })
      else if (one.state === 'done' && refund.state !== 'paid') found.push({ id: one.key, text: `done, its money is ${refund.state}` })
    }
    after = last.key
  }
}

const START = '00000000-0000-0000-0000-000000000000'

/** Pieces are sold for an exchange only if they were sent: all of them, and those that came back later lie on the shelf. */
async function replacementsOff(kit: AfterSalesKit): Promise<Violation[]> {
  const found: Violation[] = []
  for (let after = START; ;) {
    const rows = await replacementsAfter(kit.db, after, 500)
    const last = rows.at(-1)
    if (!last) return found
    const { items } = await kit.inventory.holds({ keys: rows.map((row) => keyOf(row.id)) })
    for (const { id, state, sent } of rows) {
      const hold = items.find((item) => item.key === keyOf(id))
      const lines = hold?.state === 'sold' ? hold.lines : []
      const sold = lines.reduce((sum, line) => sum + line.quantity, 0)
      const away = lines.reduce((sum, line) => sum + line.quantity - line.restocked, 0)
      if (state !== 'exchanging' && (sent > 0 ? sold !== sent : away > 0))
        found.push({ id, text: `exchange is ${state}, ${sent} pieces were sent, ${sold} were sold for it and ${away} did not come back` })
    }
    after = last.id
  }
}

export function afterSalesChecks(kit: AfterSalesKit): Check[] {
  return [
    { name: 'after-sales: no unit is in two requests', invariant: 17, run: () => unitsOff(kit.db) },
    { name: 'after-sales: the state is where the log ends', invariant: 12, run: () => logsOff(kit.db) },
    {
      name: 'after-sales: every step is in the table of transitions',
      invariant: 12,
      // Steps hold states only: the column's values come from `move`.
      run: async () =>
        (await stepsTaken(kit.db))
          .filter((step) => !canMove(step.from as RequestState, step.to as RequestState))
          .map((step) => ({ id: step.id, text: `${step.from} → ${step.to}` })),
    },
    { name: 'after-sales: everything given is a refund of its order, once', invariant: 17, run: () => givenOff(kit) },
    { name: 'after-sales: pieces are sold for an exchange only if they were sent', invariant: 10, run: () => replacementsOff(kit) },
    { name: 'after-sales: the budget is the sum of its entries', invariant: 7, run: () => budgetsOff(kit.db) },
    {
      name: 'after-sales: no step that was due is forgotten',
      invariant: 19,
      run: () => forgotten(kit.db, later(kit.now(), { hours: -1 })),
    },
  ]
}
