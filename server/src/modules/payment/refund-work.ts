import { alarmRefund, bookRefund, endOnce, failRefund } from './book-refund.ts'
import type { GuardedChannel } from './circuit.ts'
import { type Payments, recordedChannel } from './context.ts'
import { notifyUrlOf } from './prepay-input.ts'
import { sendElsewhere } from './send-elsewhere.ts'
import { type Attempt, attemptById, takeRefundTurn } from './queries/attempts.ts'
import { claimRefunds, markSent, postpone, type Refund } from './queries/refunds.ts'
import { nextTry } from './schedule.ts'

const leaseMs = 60_000
const atOnce = 20

/** Works on refunds whose time has come. Gives how many it looked at. */
export async function workOnRefunds(payments: Payments): Promise<number> {
  const now = payments.now()
  const due = await claimRefunds(payments.db, { now, leaseUntil: new Date(now.getTime() + leaseMs), limit: atOnce })
  await Promise.all(due.map((refund) => workOn(payments, refund)))
  return due.length
}

async function workOn(payments: Payments, refund: Refund): Promise<void> {
  if (!refund.attempt_id || refund.wallet_fen === refund.amount_fen) {
    await endOnce(payments, refund, { state: 'succeeded', at: payments.now(), channelNumber: null, note: '' })
    return
  }
  const attempt = await attemptById(payments.db, refund.attempt_id)
  if (attempt.channel === recordedChannel) {
    await endOnce(payments, refund, { state: 'succeeded', at: payments.now(), channelNumber: null, note: 'recorded: no channel' })
    return
  }
  const channel = payments.channels.of(attempt)
  if (!channel) return wait(payments, refund, { state: 'queued', note: 'the channel is not configured' })
  // Sent before, by this process or one that was killed: ask what became of it, and never guess.
  if (refund.state !== 'queued') {
    const asked = await channel.queryRefund({ refundNo: refund.number, attemptNo: attempt.number, startedAt: refund.created_at })
    if (asked.result !== 'ok') return wait(payments, refund, { state: 'unknown', note: 'the channel does not tell' })
    if (asked.value.state === 'abnormal' && (await sendElsewhere(payments, refund, { channel, attempt }))) return
    if (asked.value.state !== 'absent') return void (await bookRefund(payments, refund, { told: asked.value, how: 'asked' }))
  }
  await send(payments, refund, { channel, attempt })
}

async function send(
  payments: Payments,
  refund: Refund,
  { channel, attempt }: { channel: GuardedChannel; attempt: Attempt },
): Promise<void> {
  const now = payments.now()
  const { gapMs } = channel.refundLimits
  const turn = { now, notAfter: new Date(now.getTime() - gapMs) }
  if (!(await takeRefundTurn(payments.db, attempt.id, turn))) {
    await postpone(payments.db, refund.id, {
      state: 'queued',
      dueAt: new Date(now.getTime() + Math.min(10_000, gapMs)),
      note: 'waits for its turn',
    })
    return
  }
  if (!(await markSent(payments.db, refund.id, now))) return
  const sent = { ...refund, tries: refund.tries + 1 }
  const outcome = await channel.refund({
    refundNo: refund.number,
    attemptNo: attempt.number,
    startedAt: refund.created_at,
    transactionId: attempt.channel_number,
    refundFen: refund.amount_fen - refund.wallet_fen,
    totalFen: attempt.amount_fen,
    reason: refund.reason,
    notifyUrl: notifyUrlOf(payments, channel, 'refunds'),
  })
  if (outcome.result === 'ok') await bookRefund(payments, sent, { told: outcome.value, how: 'asked' })
  else if (outcome.result === 'unknown') await wait(payments, sent, { state: 'unknown', note: outcome.reason })
  else if (outcome.retry === 'later') await refusedForNow(payments, sent, outcome)
  else await failRefund(payments, sent, `${outcome.code} ${outcome.message}`)
}

async function refusedForNow(payments: Payments, refund: Refund, { code, message }: { code: string; message: string }): Promise<void> {
  if (code === 'NOT_ENOUGH')
    await alarmRefund(payments, refund, { kind: 'balance_short', text: 'the merchant balance does not cover refunds' })
  await wait(payments, refund, { state: 'queued', note: `${code} ${message}` })
}

const wait = (payments: Payments, refund: Refund, { state, note }: { state: 'queued' | 'unknown'; note: string }): Promise<void> =>
  postpone(payments.db, refund.id, { state, dueAt: nextTry(refund.tries, payments.now()), note: note.slice(0, 200) })
