import type { ChannelRefund } from '../../gateways/payment-channel.ts'
import { inTx } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import type { Booked } from './book.ts'
import type { Payments } from './context.ts'
import { paymentRefunded } from './contract.ts'
import { refundMismatch } from './mismatch.ts'
import { attemptById } from './queries/attempts.ts'
import { raiseAlarm } from './queries/records.ts'
import { acceptRedirect, endRedirect, hurryRefund, liveRedirect, markAbnormal } from './queries/redirects.ts'
import { endRefund, postpone, type Refund } from './queries/refunds.ts'
import { nextTry } from './schedule.ts'
import { giveWalletPartBack } from './wallet-part.ts'

/** A payer whose account is gone does not come back within minutes. */
export const abnormalPauseMs = 6 * 3600_000

/** How we know: it answered when we asked, it has just taken a new destination, or it sent a message, which may be days old. */
export interface Told {
  told: ChannelRefund
  how: 'asked' | 'accepted' | 'message'
}

/** Books what a channel told of a refund, in whatever order and however often. */
export async function bookRefund(payments: Payments, refund: Refund, { told, how }: Told): Promise<Booked> {
  if (refund.done_at) return 'repeated'
  if (!refund.attempt_id) throw new Error(`refund ${refund.number} has no attempt at a channel`)
  const attempt = await attemptById(payments.db, refund.attempt_id)
  const amountFen = refund.amount_fen - refund.wallet_fen
  const expected = { number: refund.number, attemptNumber: attempt.number, amountFen, totalFen: attempt.amount_fen }
  const wrong = refundMismatch(expected, told)
  if (wrong.length > 0) {
    await alarmRefund(payments, refund, { kind: 'refund_mismatch', text: wrong.join('; ') })
    return 'refused'
  }
  const now = payments.now()
  if (told.state === 'done') {
    const end = { state: 'succeeded' as const, at: told.doneAt ?? now, channelNumber: told.channelRefundId ?? null, note: '' }
    return (await endOnce(payments, refund, end)) ? 'booked' : 'repeated'
  }
  if (told.state === 'closed') return failRefund(payments, refund, 'the channel closed it')
  if (told.state === 'abnormal') return bookAbnormal(payments, refund, { told, how })
  if (how !== 'message') await inTx(payments.db, (tx) => acceptRedirect(tx, refund.id))
  await postpone(payments.db, refund.id, { state: 'sent', dueAt: nextTry(refund.tries, now), note: '' })
  return 'repeated'
}

/** The payer's account cannot take it: a person says where it goes. */
async function bookAbnormal(payments: Payments, refund: Refund, { told, how }: Told): Promise<Booked> {
  const now = payments.now()
  const live = await liveRedirect(payments.db, refund.id)
  // A message about the first way may come after a new one was taken: what holds now is asked.
  if (live && how === 'message') {
    await hurryRefund(payments.db, refund.id, now)
    return 'repeated'
  }
  await alarmRefund(payments, refund, { kind: 'refund_abnormal', text: 'the account of the payer cannot take the money' })
  await inTx(payments.db, async (tx) => {
    if (live) await endRedirect(tx, refund.id, { state: 'failed', note: 'the channel calls it abnormal again', now })
    const dueAt = new Date(now.getTime() + abnormalPauseMs)
    await markAbnormal(tx, refund.id, { channelNumber: told.channelRefundId ?? null, dueAt, now })
  })
  return 'booked'
}

/** The channel said a clear no that time does not cure. A person must act. */
export async function failRefund(payments: Payments, refund: Refund, why: string): Promise<Booked> {
  await alarmRefund(payments, refund, { kind: 'refund_failed', text: why })
  const ended = await endOnce(payments, refund, { state: 'failed', at: payments.now(), channelNumber: null, note: why.slice(0, 200) })
  return ended ? 'booked' : 'repeated'
}

interface End {
  state: 'succeeded' | 'failed'
  at: Date
  channelNumber: string | null
  note: string
}

/** Ends a refund and tells everybody, once. The wallet's part goes back first, when the channel's is through. */
export async function endOnce(payments: Payments, refund: Refund, end: End): Promise<boolean> {
  if (end.state === 'succeeded') await giveWalletPartBack(payments, refund)
  return inTx(payments.db, async (tx) => {
    if (!(await endRefund(tx, refund.id, end))) return false
    await endRedirect(tx, refund.id, { state: end.state === 'succeeded' ? 'done' : 'failed', note: end.note, now: payments.now() })
    const { subject, key, amount_fen: amountFen } = refund
    await emit(tx, paymentRefunded, { subject, key, amountFen, ok: end.state === 'succeeded', at: end.at.toISOString() })
    return true
  })
}

export async function alarmRefund(payments: Payments, refund: Refund, { kind, text }: { kind: string; text: string }): Promise<void> {
  payments.log.error({ number: refund.number, kind, text }, 'a refund needs a person')
  await raiseAlarm(payments.db, {
    id: payments.newId(),
    kind,
    number: refund.number,
    text,
    subject: refund.subject,
    detail: {},
    sameness: `refund:${refund.number}:${kind}:${text}`.slice(0, 500),
    now: payments.now(),
  })
}
