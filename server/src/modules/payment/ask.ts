import { bookPayment } from './book.ts'
import type { Payments } from './context.ts'
import { askAt, type Attempt, claimAsks, findAttempt, settleAttempt } from './queries/attempts.ts'
import { findIntent } from './queries/intents.ts'
import { askAgain, nextAsk } from './schedule.ts'

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
  const answered = await ask(payments, claimed)
  const attempt = await findAttempt(payments.db, claimed.number)
  if (!attempt || attempt.state === 'paid') return
  const ended = attempt.state === 'closed' || attempt.state === 'failed'
  const times = { createdAt: attempt.created_at, expiresAt: attempt.expires_at, asked: attempt.asked }
  const planned = ended ? null : nextAsk(times, payments.now())
  // No answer is no news, also for what is closed here and after days of being down: it is asked again until it is known.
  const next = answered ? planned : askAgain(times, payments.now())
  // A day after its expiry what was left behind ends as closed; should money have come, an answer still tells.
  if (planned === null && attempt.state === 'left')
    await settleAttempt(payments.db, attempt.id, { state: 'closed', note: 'its channel never answered', askAt: next })
  else if (!ended || claimed.state === attempt.state) await askAt(payments.db, attempt.id, next)
}

/** Asks the channel what became of an attempt and books the answer. Nothing changes while the channel does not know: false. */
export async function ask(payments: Payments, attempt: Attempt): Promise<boolean> {
  const channel = payments.channels.of(attempt)
  if (!channel) return false
  const answer = await channel.query(refOf(attempt))
  if (answer.result !== 'ok') {
    payments.log.warn({ number: attempt.number, answer }, 'the channel did not tell about an attempt')
    return false
  }
  const { state } = answer.value
  if (state === 'paid' || state === 'refunded') await bookPayment(payments, attempt, answer.value)
  else if (state === 'closed' || state === 'failed')
    await settleAttempt(payments.db, attempt.id, { state: 'closed', note: `the channel says ${state}` })
  else if (await isUnwanted(payments, attempt)) await closeAttempt(payments, attempt)
  return true
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
  const channel = payments.channels.of(attempt)
  if (!channel) return 'unknown'
  const answer = await channel.close(refOf(attempt))
  if (answer.result !== 'ok') return 'unknown'
  if (answer.value !== 'paid') {
    // A prepay call that got lost on its way may still arrive there, and what nobody has opened there yet cannot be closed: look once
    // more when it can no longer be paid.
    const certain = answer.value === 'closed' && attempt.state === 'open'
    const over = attempt.expires_at.getTime() + lookAgainMs
    const late = certain || over <= payments.now().getTime() ? null : new Date(over)
    await settleAttempt(payments.db, attempt.id, { state: 'closed', note: 'closed by us', askAt: late })
    return 'closed'
  }
  await ask(payments, attempt)
  const after = await findAttempt(payments.db, attempt.number)
  return after?.state === 'paid' ? 'paid' : 'unknown'
}

/** As its channel finds it again. */
const refOf = (attempt: Attempt) => ({ attemptNo: attempt.number, startedAt: attempt.created_at })
