import type { PaymentChannel } from '../../gateways/payment-channel.ts'
import { bookPayment } from './book.ts'
import { recordedChannel, type Payments } from './context.ts'
import { askAt, type Attempt, claimAsks, findAttempt, settleAttempt } from './queries/attempts.ts'
import { findIntent } from './queries/intents.ts'
import { nextAsk } from './schedule.ts'

const leaseMs = 60_000
const atOnce = 20

/** Asks about attempts whose time has come: what finds lost notifications. Gives how many it asked about. */
export async function askDue(payments: Payments): Promise<number> {
  const now = payments.now()
  const due = await claimAsks(payments.db, { now, leaseUntil: new Date(now.getTime() + leaseMs), limit: atOnce })
  await Promise.all(due.map((attempt) => askAndPlan(payments, attempt)))
  return due.length
}

async function askAndPlan(payments: Payments, claimed: Attempt): Promise<void> {
  await ask(payments, claimed)
  const attempt = await findAttempt(payments.db, claimed.number)
  if (!attempt || attempt.state === 'paid') return
  const ended = attempt.state === 'closed' || attempt.state === 'failed'
  const times = { createdAt: attempt.created_at, expiresAt: attempt.expires_at, asked: attempt.asked }
  await askAt(payments.db, attempt.id, ended ? null : nextAsk(times, payments.now()))
}

/** Asks the channel what became of an attempt and books the answer. Nothing changes while the channel does not know. */
export async function ask(payments: Payments, attempt: Attempt): Promise<void> {
  const channel = channelOf(payments, attempt)
  if (!channel) return
  const answer = await channel.query(attempt.number)
  if (answer.result !== 'ok') {
    payments.log.warn({ number: attempt.number, answer }, 'the channel did not tell about an attempt')
    return
  }
  const { state } = answer.value
  if (state === 'paid' || state === 'refunded') await bookPayment(payments, attempt, answer.value)
  else if (state === 'closed' || state === 'failed')
    await settleAttempt(payments.db, attempt.id, { state: 'closed', note: `the channel says ${state}` })
  else if (await isUnwanted(payments, attempt)) await closeAttempt(payments, attempt)
}

/** Nobody waits for it any more: its time is over, or its subject is closed or paid by another attempt. */
async function isUnwanted(payments: Payments, attempt: Attempt): Promise<boolean> {
  if (payments.now() > attempt.expires_at) return true
  const intent = await findIntent(payments.db, attempt.subject)
  return !intent || intent.state !== 'open' || intent.closing_at !== null
}

export type Closed = 'closed' | 'paid' | 'unknown'

const lookAgainMs = 60_000

/** Closes an attempt at its channel, so that no money can come to it any more. */
export async function closeAttempt(payments: Payments, attempt: Attempt): Promise<Closed> {
  const channel = channelOf(payments, attempt)
  if (!channel) return 'unknown'
  const answer = await channel.close(attempt.number)
  if (answer.result !== 'ok') return 'unknown'
  if (answer.value === 'closed') {
    // A prepay call that got lost on its way may still arrive there: look once more when it can no longer be paid.
    const late = attempt.state === 'open' ? null : new Date(attempt.expires_at.getTime() + lookAgainMs)
    await settleAttempt(payments.db, attempt.id, { state: 'closed', note: 'closed by us', askAt: late })
    return 'closed'
  }
  await ask(payments, attempt)
  const after = await findAttempt(payments.db, attempt.number)
  return after?.state === 'paid' ? 'paid' : 'unknown'
}

/** The channel an attempt was begun at; nothing when it is not there (any more). */
export function channelOf(payments: Payments, attempt: Attempt): PaymentChannel | undefined {
  const channel = attempt.channel === recordedChannel ? undefined : payments.channel()
  return channel?.name === attempt.channel ? channel : undefined
}
