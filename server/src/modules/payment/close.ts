import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { closeAttempt } from './ask.ts'
import type { Payments } from './context.ts'
import { walletPartFreed } from './contract.ts'
import { liveAttempt } from './queries/attempts.ts'
import { beginClosing, closeIntent, findIntent } from './queries/intents.ts'

/**
 * Closes a subject: first no new attempt may start, then the live one is closed at its channel, then the subject is closed. `paid`: the
 * money was faster. Throws `channel_unavailable` while the channel does not tell; what was begun stays begun, so ask again.
 */
export async function close(payments: Payments, { subject }: { subject: string }): Promise<{ outcome: 'closed' | 'paid' }> {
  const now = payments.now()
  const intent = await inTx(payments.db, (tx) => beginClosing(tx, subject, now))
  if (intent.state === 'open') {
    const live = await liveAttempt(payments.db, subject)
    if (live && (await closeAttempt(payments, live)) === 'unknown') throw new AppError('unavailable', 'channel_unavailable', { subject })
    await inTx(payments.db, async (tx) => {
      const key = await closeIntent(tx, subject, now)
      if (key) await emit(tx, walletPartFreed, { subject, key })
    })
  }
  const after = await findIntent(payments.db, subject)
  if (after?.state === 'open') throw new AppError('unavailable', 'channel_unavailable', { subject })
  return { outcome: after?.state === 'paid' ? 'paid' : 'closed' }
}
