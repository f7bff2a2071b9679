import type { ChannelPayment } from '../../gateways/payment-channel.ts'
import { inTx } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import { shortNumber } from '../../kernel/ids.ts'
import type { Payments } from './context.ts'
import { paymentPaid, PayMethod } from './contract.ts'
import { paymentMismatch } from './mismatch.ts'
import { askSoon, type Attempt, payAttempt } from './queries/attempts.ts'
import { type Intent, lockIntent, payIntent } from './queries/intents.ts'
import { raiseAlarm } from './queries/records.ts'
import { insertRefund } from './queries/refunds.ts'

export type Booked = 'booked' | 'repeated' | 'refused'

/**
 * Books what a channel told of money that came, in whatever order and however often it is told. What does not match the attempt is
 * refused, alarmed and kept. Money for a subject that is closed, or paid already, goes back by itself.
 */
export async function bookPayment(payments: Payments, attempt: Attempt, told: ChannelPayment): Promise<Booked> {
  if (attempt.state === 'paid') return 'repeated'
  const wrong = paymentMismatch(expectedOf(attempt), told)
  // Refunded before we ever heard of the payment: somebody else acted on it, so a person must look.
  if (told.state !== 'paid') wrong.push(`state: ${told.state}`)
  if (wrong.length > 0) {
    await alarm(payments, attempt, { wrong, told })
    return 'refused'
  }
  const at = told.paidAt ?? payments.now()
  return inTx(payments.db, async (tx) => {
    const intent = await lockIntent(tx, attempt.subject)
    if (!intent) throw new Error(`attempt ${attempt.number} has no intent`)
    if (!(await payAttempt(tx, attempt.id, { at, channelNumber: told.transactionId ?? null }))) return 'repeated'
    if (intent.state !== 'open' || intent.amount_fen - intent.wallet_fen !== attempt.amount_fen) {
      await sendBack(payments, { tx, attempt, intent })
      return 'booked'
    }
    await payIntent(tx, attempt.subject, { attemptId: attempt.id, at })
    await askSoon(tx, attempt.subject, payments.now())
    const { subject, number } = attempt
    const amountFen = intent.amount_fen
    const concerns = intent.wallet_key === null ? [] : ['wallet']
    const method = PayMethod.parse(attempt.method)
    await emit(tx, paymentPaid, { subject, amountFen, paidAt: at.toISOString(), method, number, concerns })
    return 'booked'
  })
}

const expectedOf = (attempt: Attempt) => ({
  number: attempt.number,
  amountFen: attempt.amount_fen,
  appId: attempt.app_id,
  merchantId: attempt.merchant_id,
  payerId: attempt.payer_id,
})

async function sendBack(
  payments: Payments,
  { tx, attempt, intent }: { tx: Payments['db']; attempt: Attempt; intent: Intent },
): Promise<void> {
  const cause = intent.state === 'paid' ? 'duplicate' : 'late'
  const now = payments.now()
  await insertRefund(tx, {
    id: payments.newId(),
    key: `${cause}:${attempt.number}`,
    number: `R${shortNumber(now)}`,
    subject: attempt.subject,
    attemptId: attempt.id,
    orderId: null,
    shopId: null,
    cause,
    amountFen: attempt.amount_fen,
    walletFen: 0,
    reason: cause === 'late' ? '订单已关闭，自动退款' : '重复支付，自动退款',
    now,
  })
}

async function alarm(payments: Payments, attempt: Attempt, { wrong, told }: { wrong: string[]; told: ChannelPayment }): Promise<void> {
  const text = `told as ${told.state}, but ${wrong.join('; ')}`
  payments.log.error({ number: attempt.number, wrong }, 'a payment does not match its attempt')
  await raiseAlarm(payments.db, {
    id: payments.newId(),
    kind: 'payment_mismatch',
    number: attempt.number,
    text,
    subject: attempt.subject,
    detail: told,
    sameness: `payment:${attempt.number}:${text}`.slice(0, 500),
    now: payments.now(),
  })
}
