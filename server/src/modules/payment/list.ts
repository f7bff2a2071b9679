import type { z } from 'zod'
import type { Payments } from './context.ts'
import { type Payment, type PaymentAlarm, PayMethod } from './contract.ts'
import { listAlarms, paymentsOf } from './queries/records.ts'
import { type Redirect, redirectsOf } from './queries/redirects.ts'
import { redirectView } from './redirect-refund.ts'

/** Payments of these subjects; of those in which a shop has a part, when given. */
export async function list(payments: Payments, subjects: readonly string[], shopId: string | null): Promise<z.output<typeof Payment>[]> {
  const { intents, attempts, refunds } = await paymentsOf(payments.db, subjects, shopId)
  const odd = refunds.filter(({ tries, state }) => tries > 0 && state !== 'queued').map(({ id }) => id)
  const redirects = odd.length > 0 ? await redirectsOf(payments.db, odd) : []
  const redirectOf = (id: string) => redirects.find((one) => one.refund_id === id)
  return intents.map((intent) => {
    const own = refunds.filter((refund) => refund.subject === intent.subject)
    return {
      subject: intent.subject,
      state: intent.state,
      amountFen: intent.amount_fen,
      walletFen: intent.wallet_fen,
      onDelivery: intent.on_delivery,
      // Money that came for nothing and went back never counted as paid, so it does not count as refunded.
      refundedFen: own.filter((one) => one.cause === 'asked' && one.state === 'succeeded').reduce((sum, one) => sum + one.amount_fen, 0),
      paidAt: intent.paid_at?.toISOString() ?? null,
      attempts: attempts
        .filter((attempt) => attempt.subject === intent.subject)
        .map((attempt) => ({
          id: attempt.id,
          number: attempt.number,
          method: PayMethod.parse(attempt.method),
          state: attempt.state,
          amountFen: attempt.amount_fen,
          channelNumber: attempt.channel_number,
          createdAt: attempt.created_at.toISOString(),
          paidAt: attempt.paid_at?.toISOString() ?? null,
          note: attempt.note,
        })),
      refunds: own.map((refund) => ({
        id: refund.id,
        number: refund.number,
        orderId: refund.order_id,
        amountFen: refund.amount_fen,
        walletFen: refund.wallet_fen,
        reason: refund.reason,
        state: refund.state,
        tries: refund.tries,
        createdAt: refund.created_at.toISOString(),
        doneAt: refund.done_at?.toISOString() ?? null,
        note: refund.note,
        abnormal: refund.abnormal_at !== null && refund.done_at === null,
        redirect: viewOf(redirectOf(refund.id)),
      })),
    }
  })
}

const viewOf = (redirect: Redirect | undefined) => (redirect ? redirectView(redirect) : null)

export async function alarms(payments: Payments, shopId: string): Promise<z.output<typeof PaymentAlarm>[]> {
  const rows = await listAlarms(payments.db, shopId)
  return rows.map(({ id, at, kind, number, text, times }) => ({
    id,
    at: at.toISOString(),
    kind,
    number,
    text: times > 1 ? `${text} (×${times})` : text,
  }))
}
