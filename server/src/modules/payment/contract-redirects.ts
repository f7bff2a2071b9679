import { z } from 'zod'
import { refundBanks } from '../../gateways/payment-channel.ts'
import { operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, Time } from '../../kernel/schema.ts'

export const RefundBank = z.enum(refundBanks).meta({ id: 'RefundBank' })

/** A refund sent elsewhere by a person. `asked` and `sent`: on its way to the channel; `accepted`: the channel works on it. */
export const RefundRedirect = z
  .object({
    target: z.enum(['card', 'merchant']),
    bank: RefundBank.nullable(),
    /** The last four digits. */
    cardTail: z.string(),
    reason: z.string(),
    state: z.enum(['asked', 'sent', 'accepted', 'done', 'failed']),
    note: z.string(),
    staffName: z.string(),
    at: Time,
  })
  .meta({ id: 'RefundRedirect' })

/** A refund that the payer's account cannot take. */
export const AbnormalRefund = z
  .object({
    id: Id,
    number: z.string(),
    orderId: Id.nullable(),
    /** What has to reach the payer by the channel. */
    amountFen: Fen,
    reason: z.string(),
    /** A person must say where it goes. */
    waits: z.boolean(),
    createdAt: Time,
    redirect: RefundRedirect.nullable(),
  })
  .meta({ id: 'AbnormalRefund' })

export const listAbnormalRefunds = operation({
  id: 'listAbnormalRefunds',
  face: 'admin',
  method: 'GET',
  path: '/abnormal-refunds',
  summary: 'Refunds that the account of the payer cannot take, the oldest first',
  access: 'staff:payment.read',
  reply: z.object({ items: z.array(AbnormalRefund) }),
})

const key = { key: z.uuid() }

export const redirectRefund = operation({
  id: 'redirectRefund',
  face: 'admin',
  method: 'POST',
  path: '/abnormal-refunds/:id/redirect',
  summary: 'Sends such a refund to a debit card of the payer, or back to the merchant, who then pays the payer another way',
  access: 'staff:order.refund',
  params: IdParams,
  body: z.discriminatedUnion('to', [
    z.strictObject({
      ...key,
      to: z.literal('card'),
      bank: RefundBank,
      cardNumber: z.string().regex(/^\d{12,19}$/),
      holderName: z.string().trim().min(2).max(40),
    }),
    z.strictObject({ ...key, to: z.literal('merchant'), reason: z.string().trim().min(2).max(200) }),
  ]),
  reply: Done,
  errors: ['refund_not_found', 'refund_not_abnormal', 'redirect_under_way', 'channel_unavailable'],
})
