import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { closeAttempt } from './ask.ts'
import type { Payments } from './context.ts'
import { walletPartFreed } from './contract.ts'
import { leaveAttempt, liveAttempt } from './queries/attempts.ts'
import { beginClosing, closeIntent, findIntent } from './queries/intents.ts'

/** Long enough that a channel which comes back tells of money that came in time; short enough that an order does not hang for days. */
const afterExpiryMs = 2 * 3600_000

/**
 * Closes a subject: first no new attempt may start, then the live one is closed at its channel, then the subject is closed. `paid`: the
 * money was faster. Throws `channel_unavailable` while the channel does not tell, until the attempt has long expired;
 * what was begun stays begun, so ask again.
 */
export async function close(payments: Payments, { subject }: { subject: string }): Promise<{ outcome: 'closed' | 'paid' }> {
  const now = payments.now()
  const intent = await inTx(payments.db, (tx) => beginClosing(tx, subject, now))
  if (intent.state === 'open') {
    const live = await liveAttempt(payments.db, subject)
    if (live && (await closeAttempt(payments, live)) === 'unknown') {
      // Long past its expiry the channel takes no more money for it: it is asked about later, and what has come goes back by itself.
      if (now.getTime() < live.expires_at.getTime() + afterExpiryMs) throw new AppError('unavailable', 'channel_unavailable', { subject })
      await leaveAttempt(payments.db, live.id, { note: 'closed while its channel did not answer', askAt: now })
    }
    await inTx(payments.db, async (tx) => {
      const key = await closeIntent(tx, subject, now)
      if (key) await emit(tx, walletPartFreed, { subject, key })
    })
  }
  const after = await findIntent(payments.db, subject)
  if (after?.state === 'open') throw new AppError('unavailable', 'channel_unavailable', { subject })
  return { outcome: after?.state === 'paid' ? 'paid' : 'closed' }
}
