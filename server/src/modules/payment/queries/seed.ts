import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PaymentDb } from '../db.ts'

export interface PastPayment {
  subject: string
  shopperId: string
  shopIds: readonly string[]
  amountFen: number
  title: string
  paidAt: Date
  /** Missing when nothing was to be paid. */
  attempt: { id: string; number: string; channel: string } | undefined
  refunds: readonly { id: string; number: string; key: string; orderId: string; amountFen: number; at: Date; reason: string }[]
}

/** Writes past payments in a few statements; a subject that is there already stays as it is. */
export async function insertPastPayments(tx: Db<PaymentDb>, payments: readonly PastPayment[]): Promise<void> {
  const fresh = new Set(
    (
      await tx
        .insertInto('payment.intent')
        .values(
          payments.map((one) => ({
            subject: one.subject,
            shopper_id: one.shopperId,
            shop_ids: [...one.shopIds],
            title: one.title,
            amount_fen: one.amountFen,
            expires_at: one.paidAt,
            created_at: one.paidAt,
          })),
        )
        .onConflict((conflict) => conflict.column('subject').doNothing())
        .returning('subject')
        .execute()
    ).map(({ subject }) => subject),
  )
  const written = payments.filter(({ subject }) => fresh.has(subject))
  const attempts = written.flatMap((one) => (one.attempt ? [{ ...attemptRow(one), ...one.attempt }] : []))
  if (attempts.length > 0) await tx.insertInto('payment.attempt').values(attempts).execute()
  await sql`update payment.intent i set state = 'paid', paid_at = i.expires_at,
    paid_attempt_id = (select a.id from payment.attempt a where a.subject = i.subject)
    where i.subject = any(${[...fresh]}::uuid[])`.execute(tx)
  const refunds = written.flatMap((one) => one.refunds.map((refund) => refundRow(one, refund)))
  if (refunds.length > 0) await tx.insertInto('payment.refund').values(refunds).execute()
}

const attemptRow = (one: PastPayment) => ({
  subject: one.subject,
  method: 'wechat_h5',
  state: 'paid' as const,
  amount_fen: one.amountFen,
  app_id: '',
  merchant_id: '',
  title: one.title,
  expires_at: one.paidAt,
  paid_at: one.paidAt,
  created_at: one.paidAt,
})

function refundRow(one: PastPayment, refund: PastPayment['refunds'][number]) {
  if (!one.attempt) throw new Error(`nothing was paid for ${one.subject}, so nothing can have been refunded`)
  return {
    id: refund.id,
    key: refund.key,
    number: refund.number,
    subject: one.subject,
    attempt_id: one.attempt.id,
    order_id: refund.orderId,
    cause: 'asked' as const,
    amount_fen: refund.amountFen,
    reason: refund.reason,
    state: 'succeeded' as const,
    tries: 1,
    created_at: refund.at,
    sent_at: refund.at,
    done_at: refund.at,
  }
}
