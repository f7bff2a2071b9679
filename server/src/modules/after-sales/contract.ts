import { z } from 'zod'
import { call, event } from '../../kernel/contract.ts'
import { Done, Fen, Id, Time } from '../../kernel/schema.ts'
import { AfterSalesKind, AfterSalesReason, RequestState } from './contract-shop.ts'
import { ApprovalRule } from './contract-admin.ts'

export * from './contract-admin.ts'
export * from './contract-complaints.ts'
export * from './contract-shop.ts'

const Who = z.object({ requestId: Id, orderId: Id, shopId: Id, shopperId: Id })
/** A request moved; what has to follow (holding the order back, money, stock) follows from this. */
export const requestMoved = event(
  'after-sales.moved',
  Who.extend({ number: z.string(), kind: AfterSalesKind, from: RequestState.nullable(), to: RequestState, amountFen: Fen }),
  ({ requestId }) => requestId,
)
export const complaintOpened = event(
  'after-sales.complaint_opened',
  z.object({ complaintId: Id, number: z.string(), shopId: Id, shopperId: Id, orderId: Id, answerBy: Time }),
  ({ complaintId }) => complaintId,
)
/** Nobody answered in time. */
export const complaintEscalated = event(
  'after-sales.complaint_escalated',
  z.object({ complaintId: Id, number: z.string(), shopId: Id, shopperId: Id, orderId: Id }),
  ({ complaintId }) => complaintId,
)
export const compensationGranted = event(
  'after-sales.compensation_granted',
  z.object({ complaintId: Id, shopId: Id, orderId: Id, lineId: Id, amountFen: Fen }),
  ({ complaintId }) => complaintId,
)
export const protectionClaimed = event(
  'after-sales.protection_claimed',
  z.object({ lineId: Id, orderId: Id, amountFen: Fen }),
  ({ lineId }) => lineId,
)

export const afterSalesCalls = {
  /** Until when something can be asked for of each of these orders, and whether something is under way; null: it has not arrived. */
  windows: call(
    z.object({ orderIds: z.array(Id).max(200) }),
    z.object({ items: z.array(z.object({ orderId: Id, openUntil: Time.nullable(), busy: z.boolean() })) }),
  ),
  /** Requests and complaints as shoppers would make them, taken some steps further. For set-up; the same again changes nothing. */
  seedRequests: call(
    z.object({
      requests: z
        .array(
          z.object({
            orderId: Id,
            shopperId: Id,
            kind: AfterSalesKind,
            reason: AfterSalesReason,
            note: z.string(),
            until: z.enum(['requested', 'approved', 'returning', 'rejected', 'disputed']),
          }),
        )
        .max(200),
      complaints: z.array(z.object({ orderId: Id, shopperId: Id, note: z.string() })).max(200),
    }),
    Done,
  ),
  /** Approval rules, a return address and a budget from past revenue. For set-up; the same again changes nothing. */
  seed: call(
    z.object({
      shopId: Id,
      returnTo: z.object({ name: z.string(), phone: z.string(), address: z.string() }),
      rules: z.array(ApprovalRule.omit({ id: true })),
      revenueFen: Fen,
    }),
    Done,
  ),
}
