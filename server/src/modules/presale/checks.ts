import type { Violation } from '../../kernel/doctor.ts'
import type { Presales } from './context.ts'
import { paidDeposits } from './queries/results.ts'

/** Deposits that payment knows otherwise: not paid, of another amount, or with more or less on its way back. Looks at the newest. */
export async function moneyOff(presales: Presales): Promise<Violation[]> {
  const rows = await paidDeposits(presales.db, 1000)
  if (rows.length === 0) return []
  const { items } = await presales.payment.find({ subjects: rows.map((row) => row.id) })
  const payments = new Map(items.map((item) => [item.subject, item]))
  return rows.flatMap(({ id, paidFen, backFen }) => {
    const payment = payments.get(id)
    if (payment?.state !== 'paid' || payment.amountFen !== paidFen)
      return [{ id, text: `paid ${paidFen}; payment: ${payment?.state ?? 'none'} ${payment?.amountFen ?? 0}` }]
    const asked = payment.refunds.reduce((sum, refund) => sum + refund.amountFen, 0)
    if (payment.refundedFen > backFen || asked < backFen)
      return [{ id, text: `${backFen} fen go back; payment: ${payment.refundedFen} of ${asked}` }]
    return []
  })
}
