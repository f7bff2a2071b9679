import type { z } from 'zod'
import { inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { shortNumber } from '../../kernel/ids.ts'
import type { Payments } from './context.ts'
import type { RefundState } from './contract.ts'
import { attemptById } from './queries/attempts.ts'
import { lockIntent } from './queries/intents.ts'
import { insertRefund, type Refund, refundByKey, refundedOf } from './queries/refunds.ts'
import { walletShare } from './split.ts'

export interface RefundInput {
  key: string
  subject: string
  orderId: string | null
  shopId: string | null
  amountFen: number
  reason: string
}

export interface Recorded {
  number: string
  state: z.output<typeof RefundState>
}

/** Records a refund; the work is done by `workOnRefunds`. The same key is the same refund. Throws `refund_too_much`, `refund_too_often`, `payment_not_paid`, `key_reused`. */
export async function refund(payments: Payments, input: RefundInput): Promise<Recorded> {
  // A number taken by chance is the only thing a second round can meet.
  for (let round = 0; ; round += 1) {
    try {
      return await inTx(payments.db, (tx) => record({ ...payments, db: tx }, input))
    } catch (error) {
      if (round >= 3 || !isDuplicate(error, 'refund_number_key')) throw error
    }
  }
}

async function record(payments: Payments, input: RefundInput): Promise<Recorded> {
  const intent = await lockIntent(payments.db, input.subject)
  const known = await refundByKey(payments.db, input.key)
  if (known) return firstAnswer(known, input)
  if (intent?.state !== 'paid' || (!intent.paid_attempt_id && intent.wallet_fen === 0))
    throw new AppError('conflict', 'payment_not_paid', { subject: input.subject })
  const paid = { amountFen: intent.amount_fen, walletFen: intent.wallet_fen }
  const before = await refundedOf(payments.db, input.subject)
  if (before.amountFen + input.amountFen > paid.amountFen) {
    throw new AppError('conflict', 'refund_too_much', { paidFen: paid.amountFen, refundedFen: before.amountFen })
  }
  // The channel takes no more for one payment: a person must give the rest back another way.
  const attempt = intent.paid_attempt_id ? await attemptById(payments.db, intent.paid_attempt_id) : undefined
  const most = attempt && payments.channels.of(attempt)?.refundLimits.most
  if (most !== undefined && before.count >= most) throw new AppError('conflict', 'refund_too_often', { most })
  const now = payments.now()
  const number = `R${shortNumber(now)}`
  const walletFen = walletShare(paid, before, input.amountFen)
  const attemptId = intent.paid_attempt_id
  await insertRefund(payments.db, { ...input, id: payments.newId(), number, attemptId, walletFen, cause: 'asked', now })
  return { number, state: 'queued' }
}

function firstAnswer(known: Refund, input: RefundInput): Recorded {
  const same = known.subject === input.subject && known.amount_fen === input.amountFen && known.order_id === input.orderId
  if (!same) throw new AppError('conflict', 'key_reused', { key: input.key })
  return { number: known.number, state: known.state }
}
