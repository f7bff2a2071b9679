import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Payments } from './context.ts'
import { type paymentCalls, paymentPaid } from './contract.ts'
import { fixWalletPart, markCollecting, openIntent, payIntent } from './queries/intents.ts'

type Collected = z.output<typeof paymentCalls.collect.input>

/**
 * Money taken at the door pays a subject, once. Its key in the wallet's books is written first, so that what a crash leaves is finished by
 * whoever asks again. Throws `payment_closed`.
 */
export async function collect(payments: Payments, input: Collected): Promise<{ ok: true }> {
  const { subject, shopperId, amountFen } = input
  const key = `collected:${subject}`
  const isOpen = await inTx(payments.db, async (tx) => {
    const intent = await openIntent(tx, { ...input, expiresAt: new Date(input.at) }, payments.now())
    if (intent.state === 'paid') return false
    if (intent.state === 'closed' || intent.closing_at) throw new AppError('conflict', 'payment_closed', { subject })
    await markCollecting(tx, subject, key)
    return true
  })
  if (!isOpen) return { ok: true }
  await payments.wallet.collect({ key, shopperId, amountFen })
  await inTx(payments.db, async (tx) => {
    if (!(await fixWalletPart(tx, { subject, key, walletFen: amountFen }))) return
    const at = new Date(input.at)
    if (!(await payIntent(tx, subject, { attemptId: null, at }))) return
    await emit(tx, paymentPaid, { subject, amountFen, paidAt: at.toISOString(), method: null, number: '' })
  })
  return { ok: true }
}
