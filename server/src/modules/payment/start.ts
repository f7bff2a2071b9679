import type { z } from 'zod'
import type { PaymentChannel, PayMethod as ChannelMethod, Prepaid } from '../../gateways/payment-channel.ts'
import { inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { shortNumber } from '../../kernel/ids.ts'
import { ask, closeAttempt } from './ask.ts'
import type { Payments } from './context.ts'
import { PayAction, type paymentCalls, paymentPaid } from './contract.ts'
import { type Attempt, attemptById, insertAttempt, liveAttempt, openAttempt, settleAttempt } from './queries/attempts.ts'
import { openIntent, payIntent } from './queries/intents.ts'
import { nextAsk } from './schedule.ts'
import { settleWalletPart, wishOf } from './wallet-part.ts'

export type StartInput = z.output<typeof paymentCalls.start.input>
export interface Started {
  number: string
  action: PayAction
  walletFen: number
}

const methods: Record<StartInput['method'], ChannelMethod> = { wechat_jsapi: 'jsapi', wechat_h5: 'h5', wechat_native: 'native' }
/** How long what the channel gave opens its cashier: 5 minutes or 2 hours by its document, less some time to get there. */
const actionMinutes: Record<StartInput['method'], number> = { wechat_jsapi: 110, wechat_h5: 4, wechat_native: 110 }

type Plan =
  | { step: 'again' }
  | { step: 'done'; started: Started }
  | { step: 'replace'; attempt: Attempt }
  | { step: 'open'; attempt: Attempt }

/**
 * Opens the payment of a subject and an attempt at it. The same arguments again give the same attempt; with other arguments the former
 * attempt is closed at its channel first. The attempt is written before the channel is called.
 * Throws `payment_closed`, `payment_paid`, `channel_refused`, `channel_unavailable`, `open_id_missing`.
 */
export async function start(payments: Payments, input: StartInput): Promise<Started> {
  if (input.method === 'wechat_jsapi' && input.openId === null) throw new AppError('invalid', 'open_id_missing')
  // Each round ends one way an earlier attempt can be in the way: replaced, closed by time, number taken.
  for (let round = 0; round < 4; round += 1) {
    await settleWalletPart(payments, { ...input, expiresAt: new Date(input.expiresAt) })
    const plan = await planned(payments, input)
    if (plan?.step === 'done') return plan.started
    if (plan?.step === 'replace' && (await closeAttempt(payments, plan.attempt)) === 'unknown') break
    if (plan?.step !== 'open') continue
    const started = await openAtChannel(payments, plan.attempt, input)
    if (started) return started
  }
  throw new AppError('unavailable', 'channel_unavailable')
}

/** What is to be done, decided under the lock of the intent; nothing when the fresh number was taken by chance. */
async function planned(payments: Payments, input: StartInput): Promise<Plan | undefined> {
  try {
    return await inTx(payments.db, (tx) => plan({ ...payments, db: tx }, input))
  } catch (error) {
    if (isDuplicate(error, 'attempt_number_key')) return undefined
    throw error
  }
}

async function plan(payments: Payments, input: StartInput): Promise<Plan> {
  const now = payments.now()
  const intent = await openIntent(payments.db, { ...input, expiresAt: new Date(input.expiresAt) }, now)
  if (intent.state === 'paid') {
    if (intent.paid_attempt_id === null) return { step: 'done', started: free(intent.wallet_fen) }
    throw new AppError('conflict', 'payment_paid', { subject: input.subject })
  }
  if (intent.state === 'closed' || intent.closing_at) throw new AppError('conflict', 'payment_closed', { subject: input.subject })
  if (intent.wallet_wish !== wishOf(input) || !intent.wallet_ready) return { step: 'again' }
  const channelFen = input.amountFen - intent.wallet_fen
  const live = await liveAttempt(payments.db, input.subject)
  if (live && !isSame(live, { ...input, channelFen })) return { step: 'replace', attempt: live }
  if (channelFen === 0) return { step: 'done', started: await payWithoutChannel(payments, input, intent.wallet_fen) }
  if (!live) return { step: 'open', attempt: await writeAttempt(payments, { ...input, channelFen }) }
  const fresh = live.state === 'open' && live.action_until !== null && live.action_until > now && live.return_url === input.returnUrl
  return fresh
    ? { step: 'done', started: { number: live.number, action: PayAction.parse(live.action), walletFen: intent.wallet_fen } }
    : { step: 'open', attempt: live }
}

const free = (walletFen: number): Started => ({ number: '', action: { kind: 'none' }, walletFen })

/** There is nothing to pay, or the wallet pays all of it. */
async function payWithoutChannel(payments: Payments, { subject, amountFen }: StartInput, walletFen: number): Promise<Started> {
  const at = payments.now()
  await payIntent(payments.db, subject, { attemptId: null, at })
  await emit(payments.db, paymentPaid, { subject, amountFen, paidAt: at.toISOString(), method: null, number: '' })
  return free(walletFen)
}

/** What the channel is to take: the wallet's part is taken off. */
type ChannelInput = StartInput & { channelFen: number }

/** Whether the channel would take it for the same attempt. */
const isSame = (attempt: Attempt, input: ChannelInput): boolean =>
  attempt.amount_fen === input.channelFen &&
  attempt.method === input.method &&
  attempt.title === input.title &&
  attempt.payer_id === payerOf(input) &&
  attempt.expires_at.getTime() === Date.parse(input.expiresAt)

/** Who must pay: known only inside the app. */
const payerOf = (input: StartInput): string | null => (input.method === 'wechat_jsapi' ? input.openId : null)

async function writeAttempt(payments: Payments, input: ChannelInput): Promise<Attempt> {
  const channel = channelFor(payments)
  const createdAt = payments.now()
  const expiresAt = new Date(input.expiresAt)
  const id = payments.newId()
  await insertAttempt(payments.db, {
    id,
    number: `P${shortNumber(createdAt)}`,
    subject: input.subject,
    channel: channel.name,
    method: input.method,
    amountFen: input.channelFen,
    appId: channel.account.appId,
    merchantId: channel.account.merchantId,
    payerId: payerOf(input),
    title: input.title,
    ip: input.ip,
    returnUrl: input.returnUrl,
    expiresAt,
    askAt: nextAsk({ createdAt, expiresAt, asked: 0 }, createdAt),
    createdAt,
  })
  return attemptById(payments.db, id)
}

function channelFor(payments: Payments): PaymentChannel {
  const channel = payments.channel()
  if (!channel) throw new AppError('unavailable', 'channel_unavailable', { reason: 'no channel is configured' })
  return channel
}

/** Nothing: the attempt has ended meanwhile and another round decides. */
async function openAtChannel(payments: Payments, attempt: Attempt, input: StartInput): Promise<Started | undefined> {
  const outcome = await channelFor(payments).prepay({
    method: methods[input.method],
    attemptNo: attempt.number,
    description: attempt.title,
    amountFen: attempt.amount_fen,
    expiresAt: attempt.expires_at,
    notifyUrl: `${payments.hooksUrl}/wechat-pay/notify`,
    payerIp: input.ip,
    ...(attempt.payer_id && { payerId: attempt.payer_id }),
    ...(input.returnUrl && { returnUrl: input.returnUrl }),
  })
  if (outcome.result === 'ok') return opened(payments, attempt, { action: actionOf(outcome.value), input })
  if (outcome.result === 'unknown' || outcome.retry === 'later') {
    const note = outcome.result === 'unknown' ? outcome.reason : outcome.code
    await settleAttempt(payments.db, attempt.id, { state: 'unknown', note: note.slice(0, 200) })
    throw new AppError('unavailable', 'channel_unavailable')
  }
  if (outcome.code === 'attempt_paid') await ask(payments, attempt)
  else if (outcome.code === 'attempt_closed')
    await settleAttempt(payments.db, attempt.id, { state: 'closed', note: 'closed at the channel', askAt: null })
  else {
    await settleAttempt(payments.db, attempt.id, { state: 'failed', note: `${outcome.code} ${outcome.message}`.slice(0, 200), askAt: null })
    payments.log.error({ number: attempt.number, code: outcome.code, message: outcome.message }, 'the channel refused an attempt')
    throw new AppError('conflict', 'channel_refused', { code: outcome.code })
  }
  return undefined
}

async function opened(
  payments: Payments,
  attempt: Attempt,
  { action, input }: { action: PayAction; input: StartInput },
): Promise<Started | undefined> {
  const actionUntil = new Date(payments.now().getTime() + actionMinutes[input.method] * 60_000)
  if (await openAttempt(payments.db, attempt.id, { action, actionUntil, returnUrl: input.returnUrl }))
    return { number: attempt.number, action, walletFen: input.amountFen - attempt.amount_fen }
  // Closed by somebody while the channel was opening it: what came out of the call must not be given to anybody.
  await closeAttempt(payments, attempt)
  return undefined
}

function actionOf(prepaid: Prepaid): PayAction {
  if (prepaid.method === 'h5') return { kind: 'redirect', url: prepaid.url }
  if (prepaid.method === 'native') return { kind: 'code', codeUrl: prepaid.codeUrl }
  const { timeStamp, nonceStr, package: pack, signType, paySign } = prepaid.params
  return { kind: 'wechat', timeStamp, nonceStr, package: pack, signType, paySign }
}
