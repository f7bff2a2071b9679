import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

const Day = z.iso.date()

const BillSide = z.object({ payments: z.int(), paymentsFen: Fen, refunds: z.int(), refundsFen: Fen })

/** A day at an account: what the provider's bill and what our books say of this shop's payments. */
export const PaymentBill = z
  .object({
    /** Day and account. */
    id: z.string(),
    account: z.string(),
    provider: z.string(),
    label: z.string(),
    day: Day,
    /** `waiting`: not made yet; `failed`: could not be had or read; both are tried again. `empty`: a day without trade. */
    state: z.enum(['asked', 'waiting', 'failed', 'matched', 'empty']),
    note: z.string(),
    askedAt: Time,
    theirs: BillSide,
    ours: BillSide,
    feeFen: z.int(),
    openDifferences: z.int(),
  })
  .meta({ id: 'PaymentBill' })

export const listPaymentBills = operation({
  id: 'listPaymentBills',
  face: 'admin',
  method: 'GET',
  path: '/payment-bills',
  access: 'staff:payment.read',
  query: PageQuery,
  reply: pageOf(PaymentBill),
})
export const fetchPaymentBills = operation({
  id: 'fetchPaymentBills',
  face: 'admin',
  method: 'POST',
  path: '/payment-bills/fetch',
  summary: 'Fetches the bills of a day of every account and matches them; also a second time',
  access: 'staff:payment.reconcile',
  body: z.strictObject({ day: Day }),
  reply: Done,
  errors: ['bill_day_open'],
})

/**
 * `missing_here`: the provider has it, our books do not; `missing_there`: the other way round; `funds_differ`: the account moved by another
 * sum than the trades of the day.
 */
export const BillDifferenceKind = z.enum(['missing_here', 'missing_there', 'amount_differs', 'state_differs', 'funds_differ'])
export const BillDifference = z
  .object({
    id: Id,
    account: z.string(),
    day: Day,
    kind: BillDifferenceKind,
    side: z.enum(['payment', 'refund']),
    number: z.string(),
    channelNumber: z.string(),
    oursFen: z.int().nullable(),
    theirsFen: z.int().nullable(),
    /** The checkout it belongs to, when it is one of ours. */
    subject: Id.nullable(),
    /** `gone`: the next matching no longer found it. */
    state: z.enum(['open', 'booked', 'explained', 'gone']),
    reason: z.string(),
    staffName: z.string(),
    foundAt: Time,
    closedAt: Time.nullable(),
  })
  .meta({ id: 'BillDifference' })
export const listBillDifferences = operation({
  id: 'listBillDifferences',
  face: 'admin',
  method: 'GET',
  path: '/bill-differences',
  access: 'staff:payment.read',
  query: PageQuery.extend({ open: z.enum(['true', 'false']).default('true'), kind: BillDifferenceKind.optional() }),
  reply: pageOf(BillDifference),
})
export const resolveBillDifference = operation({
  id: 'resolveBillDifference',
  face: 'admin',
  method: 'POST',
  path: '/bill-differences/:id/resolve',
  summary: '`book`: asks the provider and books what it says; `explain`: closes it with a reason',
  access: 'staff:payment.reconcile',
  params: IdParams,
  body: z.strictObject({ how: z.enum(['book', 'explain']), reason: z.string().trim().min(2).max(200) }),
  reply: BillDifference,
  errors: ['difference_not_found', 'difference_closed', 'difference_not_bookable', 'channel_unavailable'],
})
