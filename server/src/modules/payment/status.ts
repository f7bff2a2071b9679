import { ask } from './ask.ts'
import type { Payments } from './context.ts'
import { liveAttempt, takeAsk } from './queries/attempts.ts'
import { findIntent } from './queries/intents.ts'

const leastBetweenAsksMs = 2000

export interface Status {
  state: 'none' | 'open' | 'paid' | 'closed'
  paidAt: string | null
}

/** How a payment stands. With `ask` the channel is asked first, at most every two seconds: somebody waits in front of the screen. */
export async function status(payments: Payments, input: { subject: string; ask: boolean }): Promise<Status> {
  const before = await findIntent(payments.db, input.subject)
  if (!before) return { state: 'none', paidAt: null }
  if (input.ask && before.state === 'open') await askNow(payments, input.subject)
  const intent = (await findIntent(payments.db, input.subject)) ?? before
  return { state: intent.state, paidAt: intent.paid_at?.toISOString() ?? null }
}

async function askNow(payments: Payments, subject: string): Promise<void> {
  const attempt = await liveAttempt(payments.db, subject)
  if (!attempt) return
  const now = payments.now()
  const notAfter = new Date(now.getTime() - leastBetweenAsksMs)
  if (await takeAsk(payments.db, attempt.id, { now, notAfter })) await ask(payments, attempt)
}
