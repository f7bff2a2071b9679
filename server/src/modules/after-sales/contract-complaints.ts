import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Fen, Id, IdParams, PageQuery, pageOf, RequestKey, Text, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { Pictures } from './contract-shop.ts'

export const ComplaintState = z.enum(['open', 'answered', 'closed'])
export const Complaint = z
  .object({
    id: Id,
    number: z.string(),
    orderId: Id,
    orderNumber: z.string(),
    lineId: Id,
    shopName: z.string(),
    title: z.string(),
    picture: Picture,
    note: z.string(),
    pictures: z.array(Picture),
    state: ComplaintState,
    answerBy: Time,
    /** Nobody answered in time. */
    escalatedAt: Time.nullable(),
    answeredAt: Time.nullable(),
    answeredBy: z.string(),
    answer: z.string(),
    compensationFen: Fen,
    compensationState: z.enum(['none', 'asked', 'given', 'refused']),
    createdAt: Time,
    closedAt: Time.nullable(),
  })
  .meta({ id: 'Complaint' })
export const createComplaint = operation({
  id: 'createComplaint',
  face: 'shop',
  method: 'POST',
  path: '/order-lines/:id/complaints',
  summary: 'Complain about the quality of what came; the shop must answer within hours',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ requestId: RequestKey, orderId: Id, note: Text.min(5).max(500), pictures: Pictures }),
  reply: Complaint,
  errors: ['order_not_found', 'complaint_open', 'complaint_too_early', 'picture_unknown'],
})
export const listComplaints = operation({
  id: 'listComplaints',
  face: 'shop',
  method: 'GET',
  path: '/complaints',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(Complaint),
})
export const closeComplaint = operation({
  id: 'closeComplaint',
  face: 'shop',
  method: 'POST',
  path: '/complaints/:id/close',
  access: 'shopper',
  params: IdParams,
  reply: Complaint,
  errors: ['complaint_not_found', 'complaint_moved'],
})

export const AdminComplaint = Complaint.extend({ shopperId: Id, shopperName: z.string() }).meta({ id: 'AdminComplaint' })
export const listAdminComplaints = operation({
  id: 'listAdminComplaints',
  face: 'admin',
  method: 'GET',
  path: '/complaints',
  access: 'staff:aftersales.read',
  query: PageQuery.extend({ tab: z.enum(['all', 'open', 'escalated', 'answered', 'closed']).default('all') }),
  reply: pageOf(AdminComplaint),
})
export const answerComplaint = operation({
  id: 'answerComplaint',
  face: 'admin',
  method: 'POST',
  path: '/complaints/:id/answer',
  summary: 'Answer, with compensation from the budget or without; the money is never more than was paid',
  access: 'staff:aftersales.write',
  params: IdParams,
  body: z.strictObject({ answer: Text.min(2).max(500), compensationFen: Fen.default(0) }),
  reply: AdminComplaint,
  errors: ['complaint_not_found', 'complaint_moved', 'budget_short', 'allowance_too_much'],
})
export const CompensationBudget = z
  .object({ revenueFen: Fen, grantedFen: Fen, usedFen: Fen, leftFen: Fen, bps: z.int() })
  .meta({ id: 'CompensationBudget' })
export const getCompensationBudget = operation({
  id: 'getCompensationBudget',
  face: 'admin',
  method: 'GET',
  path: '/compensation-budget',
  access: 'staff:aftersales.read',
  reply: CompensationBudget,
})
