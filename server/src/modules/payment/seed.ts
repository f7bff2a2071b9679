import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { shortNumber } from '../../kernel/ids.ts'
import { type Payments, recordedChannel } from './context.ts'
import type { paymentCalls } from './contract.ts'
import { insertPastPayments, type PastPayment } from './queries/seed.ts'

type SeedInput = z.output<typeof paymentCalls.seed.input>

/** One statement carries so many rows. */
const atOnce = 1000

/** Records past payments as if a channel had taken them. Again with the same subjects changes nothing. */
export async function seed(payments: Payments, input: SeedInput): Promise<{ ok: true }> {
  const all = input.payments.map((one) => pastPayment(payments, one))
  await inTx(payments.db, async (tx) => {
    for (let from = 0; from < all.length; from += atOnce) {
      // One transaction has one connection: its statements follow one another.
      // oxlint-disable-next-line eslint/no-await-in-loop
      await insertPastPayments(tx, all.slice(from, from + atOnce))
    }
  })
  return { ok: true }
}

function pastPayment({ newId }: Payments, one: SeedInput['payments'][number]): PastPayment {
  const paidAt = new Date(one.paidAt)
  return {
    ...one,
    paidAt,
    attempt: one.amountFen > 0 ? { id: newId(), number: `P${shortNumber(paidAt)}`, channel: recordedChannel } : undefined,
    refunds: one.refunds.map((refund) => {
      const at = new Date(refund.at)
      return { ...refund, id: newId(), number: `R${shortNumber(at)}`, at }
    }),
  }
}
