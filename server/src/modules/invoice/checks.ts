import { later } from '../../kernel/clock.ts'
import type { Check, Violation } from '../../kernel/doctor.ts'
import { amountsOf } from './amounts.ts'
import type { Invoices } from './context.ts'
import type { InvoiceState } from './contract-shop.ts'
import { forgotten, holdingAfter, logsOff, stepsTaken, sumsOff, uncorrected } from './queries/checks.ts'
import { canMove } from './transitions.ts'

/** How it is taxed does not matter here. */
const untaxed = () => ({ rateBps: 0, taxCode: '', category: '' })

/** No more is invoiced than was paid and kept; what is to be reversed already is on its way. */
async function tooMuch(invoices: Invoices): Promise<Violation[]> {
  const found: Violation[] = []
  for (let after: string | null = null; ;) {
    const rows = await holdingAfter(invoices.db, after, 200)
    const last = rows.at(-1)
    if (!last) return found
    const { items } = await invoices.order.refundable({ orderIds: rows.map((row) => row.order_id) })
    const orders = new Map(items.map((order) => [order.id, order]))
    const parts = await invoices.payment.parts({ subjects: [...new Set(items.map((order) => order.checkoutId))] })
    const paidWith = new Map(parts.items.map((one) => [one.subject, one]))
    for (const row of rows) {
      const order = orders.get(row.order_id)
      const most = order ? amountsOf(order, { termsOf: untaxed, paidWith: paidWith.get(order.checkoutId) }).totalFen : 0
      if (row.total_fen > most && !row.reverse_wanted)
        found.push({ id: row.id, text: `${row.total_fen} fen are invoiced, ${most} were paid and kept` })
    }
    after = last.id
  }
}

export function invoiceChecks(invoices: Invoices): Check[] {
  return [
    { name: 'invoice: no more is invoiced than was paid and kept', invariant: 17, run: () => tooMuch(invoices) },
    { name: 'invoice: lines, tax and total sum exactly', invariant: 1, run: () => sumsOff(invoices.db) },
    { name: 'invoice: every refund after issuing has its red-letter', invariant: 17, run: () => uncorrected(invoices.db) },
    { name: 'invoice: the state is where the log ends', invariant: 12, run: () => logsOff(invoices.db) },
    {
      name: 'invoice: every step is in the table of transitions',
      invariant: 12,
      // The column's values come from `tryMove`.
      run: async () =>
        (await stepsTaken(invoices.db))
          .filter((step) => !canMove(step.from_state as InvoiceState, step.to_state as InvoiceState))
          .map((step) => ({ id: step.id, text: `${step.from_state} → ${step.to_state}` })),
    },
    {
      name: 'invoice: nothing that is due is forgotten',
      invariant: 19,
      run: () => forgotten(invoices.db, later(invoices.now(), { hours: -2 })),
    },
  ]
}
