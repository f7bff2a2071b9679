import type { ChannelPayment, ChannelRefund, NotifyEvent, ParsedNotify } from '../../gateways/payment-channel.ts'
import type { RawReply, WebhookRequest } from '../../kernel/http.ts'
import { dayOf } from '../../kernel/clock.ts'
import { type Booked, bookPayment } from './book.ts'
import { bookRefund } from './book-refund.ts'
import type { GuardedChannel } from './circuit.ts'
import type { Payments } from './context.ts'
import { attemptById, findAttempt } from './queries/attempts.ts'
import { raiseAlarm, recordNotification } from './queries/records.ts'
import { findRefund } from './queries/refunds.ts'

/**
 * A message of a payment channel. It is acknowledged only when what it says is safely booked, or was before. `channels`: the accounts it
 * may come from, which the address it came to names.
 */
export async function receiveNotification(
  payments: Payments,
  channels: readonly GuardedChannel[],
  request: WebhookRequest,
): Promise<RawReply> {
  const read = await firstThatOpens(channels, request)
  if (!read) return { status: 503, body: '' }
  const { channel, parsed } = read
  if (!parsed.ok) {
    if (parsed.rejection !== 'probe') await distrust(payments, { ...parsed, ip: request.ip, channel: channel.name })
    return { ...channel.acknowledge(false), status: 401 }
  }
  const { event } = parsed
  const { number, outcome } = await take(payments, channel, event)
  await recordNotification(payments.db, {
    id: payments.newId(),
    channel: channel.name,
    channelId: event.id,
    kind: event.kind,
    number,
    outcome,
    now: payments.now(),
  })
  return channel.acknowledge(outcome !== 'refused')
}

/** The payer's browser comes back with the channel's signed word: as good as its server's, and then on to the page it came from. */
export async function receiveFront(payments: Payments, channel: GuardedChannel | undefined, request: WebhookRequest): Promise<RawReply> {
  if (!channel) return { status: 503, body: '' }
  const parsed = await channel.parseNotify(request)
  if (!parsed.ok) {
    await distrust(payments, { ...parsed, ip: request.ip, channel: channel.name })
    return { ...channel.acknowledge(false), status: 401 }
  }
  const { number } = await take(payments, channel, parsed.event)
  const attempt = await findAttempt(payments.db, number)
  return { status: 303, headers: { location: attempt?.return_url ?? '/' }, body: '' }
}

async function take(payments: Payments, channel: GuardedChannel, event: NotifyEvent): Promise<{ number: string; outcome: Booked }> {
  if (event.kind === 'payment') return { number: event.payment.attemptNo, outcome: await paymentTold(payments, channel, event.payment) }
  if (event.kind === 'refund') return { number: event.refund.refundNo, outcome: await refundTold(payments, channel, event.refund) }
  const refund = await findRefund(payments.db, event.refundNo)
  if (!refund) return { number: event.refundNo, outcome: await unknownNumber(payments, event.refundNo) }
  const asked = await channel.queryRefund({ refundNo: refund.number, attemptNo: event.attemptNo, startedAt: refund.created_at })
  if (asked.result !== 'ok' || asked.value.state === 'absent') return { number: event.refundNo, outcome: 'refused' }
  return { number: event.refundNo, outcome: await refundTold(payments, channel, asked.value) }
}

/** Whose key verifies it; what the first account says when none does. */
async function firstThatOpens(
  channels: readonly GuardedChannel[],
  request: WebhookRequest,
): Promise<{ channel: GuardedChannel; parsed: ParsedNotify } | undefined> {
  const read = await Promise.all(channels.map(async (channel) => ({ channel, parsed: await channel.parseNotify(request) })))
  return read.find(({ parsed }) => parsed.ok) ?? read[0]
}

async function paymentTold(payments: Payments, channel: GuardedChannel, told: ChannelPayment): Promise<Booked> {
  const attempt = await findAttempt(payments.db, told.attemptNo)
  if (!attempt || payments.channels.of(attempt) !== channel) return unknownNumber(payments, told.attemptNo)
  // Only money is news here; every other state is found by asking.
  return told.state === 'paid' || told.state === 'refunded' ? bookPayment(payments, attempt, told) : 'repeated'
}

async function refundTold(payments: Payments, channel: GuardedChannel, told: ChannelRefund): Promise<Booked> {
  const refund = await findRefund(payments.db, told.refundNo)
  const attempt = refund?.attempt_id ? await attemptById(payments.db, refund.attempt_id) : undefined
  // Another account may not speak of it, however well it signs.
  return refund && attempt && payments.channels.of(attempt) === channel
    ? bookRefund(payments, refund, { told, how: 'message' })
    : unknownNumber(payments, told.refundNo)
}

async function unknownNumber(payments: Payments, number: string): Promise<'refused'> {
  payments.log.error({ number }, 'a channel tells of a number that is not ours')
  await raiseAlarm(payments.db, {
    id: payments.newId(),
    kind: 'number_unknown',
    number,
    text: 'a verified message about a number that is not ours',
    subject: null,
    detail: {},
    sameness: `unknown:${number}`,
    now: payments.now(),
  })
  return 'refused'
}

/** Counted by day and reason: a stranger who sends a million of them writes one row. */
async function distrust(
  payments: Payments,
  { rejection, detail, ip, channel }: { rejection: string; detail: string; ip: string; channel: string },
): Promise<void> {
  const now = payments.now()
  payments.log.warn({ rejection, detail, ip }, 'a notification was refused')
  await raiseAlarm(payments.db, {
    id: payments.newId(),
    kind: `notify_${rejection}`,
    number: '',
    text: `refused messages that claim to come from the payment channel: ${rejection}`,
    subject: null,
    detail: { detail: detail.slice(0, 500), ip, channel },
    sameness: `notify:${channel}:${rejection}:${dayOf(now)}`,
    now,
  })
}
