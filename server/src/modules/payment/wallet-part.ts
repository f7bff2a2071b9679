import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { closeAttempt } from './ask.ts'
import type { Payments } from './context.ts'
import { walletPartFreed } from './contract.ts'
import { type Attempt, leaveAttempt, liveAttempt } from './queries/attempts.ts'
import { findIntent, fixWalletPart, type IntentInput, openIntent, wishWalletPart } from './queries/intents.ts'
import type { Refund } from './queries/refunds.ts'

/** How long after the payment's time the money stays set aside: the channel is asked about attempts for a day, and closing may take its time. */
const GRACE_MINUTES = 7 * 24 * 60

export interface WalletWish extends IntentInput {
  /** At most so much from the wallet: a wish, the wallet says how much there is. */
  walletFen: number
}

export const wishOf = ({ walletFen, amountFen }: Pick<WalletWish, 'walletFen' | 'amountFen'>): string =>
  walletFen > 0 && amountFen > 0 ? `${Math.min(walletFen, amountFen)}/${amountFen}` : ''

type Step = { do: 'nothing' } | { do: 'close'; attempt: Attempt } | { do: 'hold'; key: string; freed?: string | null }

/**
 * Sets the wallet's part of a payment aside, once per wish. The key is written before the wallet is asked, so what a crash leaves is found
 * and freed; another wish frees the former part, after the attempt that counted on it is closed at its channel.
 */
export async function settleWalletPart(payments: Payments, wish: WalletWish): Promise<void> {
  // Each round ends one thing in the way: the attempt of another wish, or a key that somebody freed.
  for (let round = 0; round < 4; round += 1) {
    const step = await inTx(payments.db, (tx) => nextStep({ ...payments, db: tx }, wish))
    if (step.do === 'nothing') return
    if (step.do === 'hold') {
      // At once, so that it can be set aside again; the event does it when this process dies here.
      if (step.freed) await payments.wallet.release({ key: step.freed })
      if (await holdPart(payments, wish, step.key)) return
      continue
    }
    const closed = await closeAttempt(payments, step.attempt)
    if (closed === 'paid') return
    // Its channel does not answer: it must not keep the shopper from paying elsewhere, and money that still comes goes back.
    if (closed === 'unknown')
      await leaveAttempt(payments.db, step.attempt.id, { note: 'left behind: its channel does not answer', askAt: payments.now() })
  }
  throw new AppError('unavailable', 'channel_unavailable')
}

async function nextStep(payments: Payments, wish: WalletWish): Promise<Step> {
  const intent = await openIntent(payments.db, wish, payments.now())
  if (intent.state !== 'open' || intent.closing_at) return { do: 'nothing' }
  const wanted = wishOf(wish)
  if (intent.wallet_wish === wanted)
    return intent.wallet_ready || !intent.wallet_key ? { do: 'nothing' } : { do: 'hold', key: intent.wallet_key }
  const attempt = await liveAttempt(payments.db, wish.subject)
  if (attempt) return { do: 'close', attempt }
  if (intent.wallet_key) await emit(payments.db, walletPartFreed, { subject: wish.subject, key: intent.wallet_key })
  const key = wanted === '' ? null : `pay:${wish.subject}#${intent.wallet_round + 1}`
  await wishWalletPart(payments.db, wish.subject, { key, wish: wanted })
  return key ? { do: 'hold', key, freed: intent.wallet_key } : { do: 'nothing' }
}

/** False: the part was freed meanwhile. */
async function holdPart(payments: Payments, wish: WalletWish, key: string): Promise<boolean> {
  const minutes = Math.max(0, Math.ceil((wish.expiresAt.getTime() - payments.now().getTime()) / 60_000)) + GRACE_MINUTES
  try {
    const amountFen = Math.min(wish.walletFen, wish.amountFen)
    const { shopperId, subject } = wish
    const held = await payments.wallet.hold({ key, shopperId, amountFen, mode: 'up_to', minutes, reference: subject })
    return await fixWalletPart(payments.db, { subject, key, walletFen: held.amountFen })
  } catch (error) {
    if (error instanceof AppError && error.code === 'hold_ended') return false
    throw error
  }
}

/** Paid: what was set aside is spent. */
export async function captureWalletPart(payments: Payments, subject: string): Promise<void> {
  const intent = await findIntent(payments.db, subject)
  if (!intent?.wallet_key) return
  if (intent.wallet_fen > 0) await payments.wallet.capture({ key: intent.wallet_key, to: 'sales' })
  else await payments.wallet.release({ key: intent.wallet_key })
}

/** The wallet's part of a refund goes back, keyed by the refund's number. */
export async function giveWalletPartBack(payments: Payments, refund: Refund): Promise<void> {
  if (refund.wallet_fen === 0) return
  const intent = await findIntent(payments.db, refund.subject)
  if (!intent?.wallet_key) throw new Error(`refund ${refund.number} gives back what the wallet never paid`)
  // The refund may be heard of before the payment: spent comes first.
  await payments.wallet.capture({ key: intent.wallet_key, to: 'sales' })
  const { number: returnKey, wallet_fen: amountFen, reason: note } = refund
  await payments.wallet.giveBack({ key: intent.wallet_key, returnKey, amountFen, note })
}
