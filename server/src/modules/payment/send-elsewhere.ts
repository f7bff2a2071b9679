import { z } from 'zod'
import { refundBanks, type SealedDestination } from '../../gateways/payment-channel.ts'
import { inTx } from '../../kernel/db.ts'
import { abnormalPauseMs, alarmRefund, bookRefund } from './book-refund.ts'
import type { GuardedChannel } from './circuit.ts'
import type { Payments } from './context.ts'
import type { Attempt } from './queries/attempts.ts'
import { endRedirect, liveRedirect, markAbnormal, markRedirectSent } from './queries/redirects.ts'
import { postpone, type Refund } from './queries/refunds.ts'
import { nextTry } from './schedule.ts'

const Sealed = z.discriminatedUnion('to', [
  z.object({ to: z.literal('card'), bank: z.enum(refundBanks), cardNumber: z.string(), holderName: z.string(), keyId: z.string() }),
  z.object({ to: z.literal('merchant') }),
])

/**
 * Sends a refund where a person has said, now that the channel has just called it abnormal. False: nobody has said anything that the channel
 * has not taken already. What a killed process has sent is sent again: the channel has called it abnormal since, or takes it as the same.
 */
export async function sendElsewhere(
  payments: Payments,
  refund: Refund,
  { channel, attempt }: { channel: GuardedChannel; attempt: Attempt },
): Promise<boolean> {
  const redirect = await liveRedirect(payments.db, refund.id)
  if (!redirect || !channel.elsewhere || !refund.channel_number || !(await markRedirectSent(payments.db, redirect.id))) return false
  const sealed: SealedDestination = Sealed.parse(redirect.sealed)
  const outcome = await channel.elsewhere.send(
    { refundNo: refund.number, attemptNo: attempt.number, startedAt: refund.created_at, channelRefundId: refund.channel_number },
    sealed,
  )
  if (outcome.result === 'ok') await bookRefund(payments, refund, { told: outcome.value, how: 'accepted' })
  else if (outcome.result === 'refused' && outcome.retry === 'never')
    await refuseRedirect(payments, refund, `${outcome.code} ${outcome.message}`)
  else {
    const note = outcome.result === 'unknown' ? outcome.reason : `${outcome.code} ${outcome.message}`
    await postpone(payments.db, refund.id, { state: 'unknown', dueAt: nextTry(0, payments.now()), note: note.slice(0, 200) })
  }
  return true
}

/** The channel does not take this destination: the person is told, and may name another. */
async function refuseRedirect(payments: Payments, refund: Refund, why: string): Promise<void> {
  await alarmRefund(payments, refund, { kind: 'refund_redirect_failed', text: why })
  const now = payments.now()
  await inTx(payments.db, async (tx) => {
    await endRedirect(tx, refund.id, { state: 'failed', note: why, now })
    await markAbnormal(tx, refund.id, { channelNumber: null, dueAt: new Date(now.getTime() + abnormalPauseMs), now })
  })
}
