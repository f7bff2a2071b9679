import { toString as codeAsSvg } from 'qrcode'
import type { z } from 'zod'
import type { Outcome } from '../../gateways/outcome.ts'
import type { Prepaid } from '../../gateways/payment-channel.ts'
import { inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { shortNumber } from '../../kernel/ids.ts'
import { ask, closeAttempt } from './ask.ts'
import type { GuardedChannel } from './circuit.ts'
import type { Payments } from './context.ts'
import { PayAction, type paymentCalls, paymentPaid } from './contract.ts'
import { downElsewhere } from './health.ts'
import { methodFacts } from './methods.ts'
import { prepayInputOf } from './prepay-input.ts'
import { type Attempt, insertAttempt, leaveAttempt, liveAttempt, openAttempt, settleAttempt } from './queries/attempts.ts'
import { openIntent, payIntent } from './queries/intents.ts'
import { nextAsk } from './schedule.ts'
import { settleWalletPart, wishOf } from './wallet-part.ts'

export type StartInput = z.output<typeof paymentCalls.start.input>
export interface Started {
  number: string
  action: PayAction
  walletFen: number
}

type Plan =
  | { step: 'wallet' }
  | { step: 'done'; started: Started }
  | { step: 'replace'; attempt: Attempt }
  | { step: 'open'; attempt: Attempt }

/**
 * Opens the payment of a subject and an attempt at it. The same arguments again give the same attempt; with other arguments the former
 * attempt is closed at its channel first. The attempt is written before the channel is called.
 * Throws `payment_closed`, `payment_paid`, `channel_refused`, `channel_unavailable`, `open_id_missing`.
 */
export async function start(payments: Payments, input: StartInput): Promise<Started> {
  if (methodFacts[input.method].needsPayer && input.openId === null) throw new AppError('invalid', 'open_id_missing')
  // Accounts that came to nothing within this call: the next round takes another one.
  const tried = new Set<string>()
  // Each round ends one thing in the way: the wallet's part, an earlier attempt (replaced, left behind, closed by time), a number taken.
  for (let round = 0; round < 8; round += 1) {
    const down = await downElsewhere(payments)
    const plan = await planned(payments, { input, choice: { not: tried, down } })
    if (plan?.step === 'done') return plan.started
    if (plan?.step === 'wallet') await settleWalletPart(payments, { ...input, expiresAt: new Date(input.expiresAt) })
    if (plan?.step === 'replace') await replace(payments, plan.attempt)
    if (plan?.step !== 'open') continue
    const started = await openAtChannel(payments, plan.attempt, { input, tried, down })
    if (started) return started
  }
  throw new AppError('unavailable', 'channel_unavailable')
}

type Choice = Parameters<Payments['channels']['choose']>[1]
interface Planning {
  input: StartInput
  choice: Choice
}

/** The former attempt is closed at its channel. If that does not answer, it is left behind: it must not keep a shopper from paying elsewhere. */
async function replace(payments: Payments, attempt: Attempt): Promise<void> {
  if ((await closeAttempt(payments, attempt)) === 'unknown')
    await leaveAttempt(payments.db, attempt.id, { note: 'left behind: its channel does not answer', askAt: payments.now() })
}

/** What is to be done, decided under the lock of the intent; nothing when the fresh number was taken by chance. */
async function planned(payments: Payments, planning: Planning): Promise<Plan | undefined> {
  try {
    return await inTx(payments.db, (tx) => plan({ ...payments, db: tx }, planning))
  } catch (error) {
    if (isDuplicate(error, 'attempt_number_key')) return undefined
    throw error
  }
}

async function plan(payments: Payments, planning: Planning): Promise<Plan> {
  const { input } = planning
  const now = payments.now()
  const intent = await openIntent(payments.db, { ...input, expiresAt: new Date(input.expiresAt) }, now)
  if (intent.state === 'paid') {
    if (intent.paid_attempt_id === null) return { step: 'done', started: free(intent.wallet_fen) }
    throw new AppError('conflict', 'payment_paid', { subject: input.subject })
  }
  if (intent.state === 'closed' || intent.closing_at) throw new AppError('conflict', 'payment_closed', { subject: input.subject })
  if (intent.wallet_wish !== wishOf(input) || !intent.wallet_ready) return { step: 'wallet' }
  const channelFen = input.amountFen - intent.wallet_fen
  const live = await liveAttempt(payments.db, input.subject)
  if (live && !isSame(live, { ...input, channelFen })) return { step: 'replace', attempt: live }
  if (channelFen === 0) return { step: 'done', started: await payWithoutChannel(payments, input, intent.wallet_fen) }
  if (!live) return { step: 'open', attempt: await writeAttempt(payments, channelFen, planning) }
  const fresh = live.state === 'open' && live.action_until !== null && live.action_until > now && live.return_url === input.returnUrl
  if (!fresh && isLost(payments, live, planning)) return { step: 'replace', attempt: live }
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
const payerOf = (input: StartInput): string | null => (methodFacts[input.method].needsPayer ? input.openId : null)

/** Its account came to nothing, and another one can take the payment. */
function isLost(payments: Payments, live: Attempt, { input, choice }: Planning): boolean {
  const channel = payments.channels.of(live)
  const dead = !channel || choice.not.has(channel.key) || choice.down.has(channel.key) || channel.health() === 'down'
  return dead && payments.channels.choose(input.method, choice) !== undefined
}

async function writeAttempt(payments: Payments, channelFen: number, { input, choice }: Planning): Promise<Attempt> {
  const channel = payments.channels.choose(input.method, choice)
  if (!channel) throw new AppError('unavailable', 'channel_unavailable', { reason: 'no account can take it now' })
  const createdAt = payments.now()
  const expiresAt = new Date(input.expiresAt)
  const id = payments.newId()
  return insertAttempt(payments.db, {
    id,
    number: `P${shortNumber(createdAt)}`,
    subject: input.subject,
    channel: channel.name,
    method: input.method,
    amountFen: channelFen,
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
}

interface Opening {
  input: StartInput
  tried: Set<string>
  down: ReadonlySet<string>
}

/** Nothing: the attempt has ended or was left meanwhile, and another round decides. */
async function openAtChannel(payments: Payments, attempt: Attempt, opening: Opening): Promise<Started | undefined> {
  const { input } = opening
  const channel = payments.channels.of(attempt)
  if (!channel) throw new AppError('unavailable', 'channel_unavailable', { reason: 'the account is not configured' })
  const outcome = await channel.prepay(prepayInputOf(payments, { channel, attempt }, input))
  if (outcome.result === 'ok') return opened(payments, attempt, { action: await actionOf(payments, attempt, outcome.value), input })
  return notOpened(payments, attempt, { ...opening, channel, outcome })
}

type NotOpened = Opening & { channel: GuardedChannel; outcome: Exclude<Outcome<never>, { result: 'ok' }> }

async function notOpened(payments: Payments, attempt: Attempt, { input, tried, down, channel, outcome }: NotOpened): Promise<undefined> {
  tried.add(channel.key)
  const another = payments.channels.choose(input.method, { not: tried, down }) !== undefined
  if (outcome.result === 'unknown' || outcome.retry === 'later') {
    const note = outcome.result === 'unknown' ? outcome.reason : outcome.code
    await settleAttempt(payments.db, attempt.id, { state: 'unknown', note: note.slice(0, 200) })
    // The next round leaves it behind and begins at the other account.
    if (another) return undefined
    throw new AppError('unavailable', 'channel_unavailable')
  }
  if (outcome.code === 'attempt_paid') await ask(payments, attempt)
  else if (outcome.code === 'attempt_closed')
    await settleAttempt(payments.db, attempt.id, { state: 'closed', note: 'closed at the channel', askAt: null })
  else {
    await settleAttempt(payments.db, attempt.id, { state: 'failed', note: `${outcome.code} ${outcome.message}`.slice(0, 200), askAt: null })
    payments.log.error({ number: attempt.number, code: outcome.code, message: outcome.message }, 'the channel refused an attempt')
    channel.blame(outcome.code)
    if (another) return undefined
    throw new AppError('conflict', 'channel_refused', { code: outcome.code })
  }
  // It has ended at this account, which answers: the next round may use it again.
  tried.delete(channel.key)
  return undefined
}

async function opened(
  payments: Payments,
  attempt: Attempt,
  { action, input }: { action: PayAction; input: StartInput },
): Promise<Started | undefined> {
  const actionUntil = new Date(payments.now().getTime() + methodFacts[input.method].actionMinutes * 60_000)
  if (await openAttempt(payments.db, attempt.id, { action, actionUntil, returnUrl: input.returnUrl }))
    return { number: attempt.number, action, walletFen: input.amountFen - attempt.amount_fen }
  // Closed by somebody while the channel was opening it: what came out of the call must not be given to anybody.
  await closeAttempt(payments, attempt)
  return undefined
}

async function actionOf(payments: Payments, attempt: Attempt, prepaid: Prepaid): Promise<PayAction> {
  if (prepaid.method === 'h5' || prepaid.method === 'wap') return { kind: 'redirect', url: prepaid.url }
  if (prepaid.method === 'front') return { kind: 'redirect', url: `${payments.hooksUrl}/payments/form/${attempt.id}` }
  if (prepaid.method === 'mini') return { kind: 'alipay', tradeNo: prepaid.tradeNo }
  if (prepaid.method === 'native') {
    const svg = await codeAsSvg(prepaid.codeUrl, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
    return { kind: 'code', codeUrl: prepaid.codeUrl, image: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` }
  }
  const { timeStamp, nonceStr, package: pack, signType, paySign } = prepaid.params
  return { kind: 'wechat', timeStamp, nonceStr, package: pack, signType, paySign }
}
