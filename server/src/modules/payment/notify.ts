import type { ChannelPayment, ChannelRefund, PaymentChannel } from '../../gateways/payment-channel.ts'
import type { RawReply, WebhookRequest } from '../../kernel/http.ts'
import { dayOf } from '../../kernel/clock.ts'
import { type Booked, bookPayment } from './book.ts'
import { bookRefund } from './book-refund.ts'
import type { Payments } from './context.ts'
import { findAttempt } from './queries/attempts.ts'
import { raiseAlarm, recordNotification } from './queries/records.ts'
import { findRefund } from './queries/refunds.ts'

/** A message of the payment channel. It is acknowledged only when what it says is safely booked, or was before. */
export async function receiveNotification(payments: Payments, request: WebhookRequest): Promise<RawReply> {
  const channel = payments.channel()
  if (!channel) return { status: 503, body: '' }
  const parsed = await channel.parseNotify(request)
  if (!parsed.ok) {
    if (parsed.rejection !== 'probe') await distrust(payments, { ...parsed, ip: request.ip })
    return { ...channel.acknowledge(false), status: 401 }
  }
  const { event } = parsed
  const number = event.kind === 'payment' ? event.payment.attemptNo : event.refund.refundNo
  const outcome = event.kind === 'payment' ? await paymentTold(payments, event.payment) : await refundTold(payments, event.refund)
  await recordNotification(payments.db, {
    id: payments.newId(),
    channel: channel.name,
    channelId: event.id,
    kind: event.kind,
    number,
    outcome,
    now: payments.now(),
  })
  return acknowledge(channel, outcome)
}

const acknowledge = (channel: PaymentChannel, outcome: Booked): RawReply => channel.acknowledge(outcome !== 'refused')

async function paymentTold(payments: Payments, told: ChannelPayment): Promise<Booked> {
  const attempt = await findAttempt(payments.db, told.attemptNo)
  if (!attempt) return unknownNumber(payments, told.attemptNo)
  // Only money is news here; every other state is found by asking.
  return told.state === 'paid' || told.state === 'refunded' ? bookPayment(payments, attempt, told) : 'repeated'
}

async function refundTold(payments: Payments, told: ChannelRefund): Promise<Booked> {
  const refund = await findRefund(payments.db, told.refundNo)
  return refund ? bookRefund(payments, refund, told) : unknownNumber(payments, told.refundNo)
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
async function distrust(payments: Payments, { rejection, detail, ip }: { rejection: string; detail: string; ip: string }): Promise<void> {
  const now = payments.now()
  payments.log.warn({ rejection, detail, ip }, 'a notification was refused')
  await raiseAlarm(payments.db, {
    id: payments.newId(),
    kind: `notify_${rejection}`,
    number: '',
    text: `refused messages that claim to come from the payment channel: ${rejection}`,
    subject: null,
    detail: { detail: detail.slice(0, 500), ip },
    sameness: `notify:${rejection}:${dayOf(now)}`,
    now,
  })
}
