import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx, repeatedly } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { shortNumber } from '../../kernel/ids.ts'
import { basisPoints } from '../../kernel/money.ts'
import { refuseForeignPictures } from './apply.ts'
import { type AfterSalesKit, complaintKey } from './context.ts'
import {
  type answerComplaint,
  compensationGranted,
  type Complaint,
  complaintEscalated,
  complaintOpened,
  type createComplaint,
} from './contract.ts'
import { ownOrder } from './plan.ts'
import { budgetOf, giveBack, grant, spend } from './queries/budget.ts'
import {
  answer,
  close,
  complaintByKey,
  type ComplaintRecord,
  escalate,
  findComplaint,
  insertComplaint,
  markCompensation,
} from './queries/complaints.ts'
import { settingsOfShop } from './settings.ts'

export function complaintView(row: ComplaintRecord): z.input<typeof Complaint> {
  const { shopId: _shop, shopperId: _shopper, ...rest } = row
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null
  return {
    ...rest,
    answerBy: row.answerBy.toISOString(),
    escalatedAt: iso(row.escalatedAt),
    answeredAt: iso(row.answeredAt),
    createdAt: row.createdAt.toISOString(),
    closedAt: iso(row.closedAt),
  }
}

/** A complaint about what came; the clock of its answer starts. The same key is the same complaint. */
export async function complain(
  kit: AfterSalesKit,
  { shopperId, lineId }: { shopperId: string; lineId: string },
  input: z.output<typeof createComplaint.body>,
): Promise<ComplaintRecord> {
  const known = await complaintByKey(kit.db, shopperId, input.requestId)
  if (known) return shopperComplaint(kit, shopperId, known)
  const order = await ownOrder(kit, shopperId, input.orderId)
  const line = order.lines.find((one) => one.id === lineId)
  if (!line) throw new AppError('not_found', 'order_not_found')
  if (line.shipped === 0) throw new AppError('conflict', 'complaint_too_early')
  await refuseForeignPictures(kit, shopperId, input.pictures)
  const settings = await settingsOfShop(kit, order.shopId)
  const at = kit.now()
  const id = kit.newId()
  const number = `C${shortNumber(at)}`
  const answerBy = later(at, { hours: settings.complaintHours })
  const { id: orderId, number: orderNumber, shopId, shopName } = order
  const what = { lineId, title: line.title, picture: line.picture, note: input.note, pictures: input.pictures }
  await inTx(kit.db, async (tx) => {
    const row = { id, number, requestKey: input.requestId, orderId, orderNumber, shopId, shopName, shopperId, ...what, answerBy, at }
    if (!(await insertComplaint(tx, row))) return
    await emit(tx, complaintOpened, { complaintId: id, number, shopId, shopperId, orderId, answerBy: answerBy.toISOString() })
  })
  const made = await complaintByKey(kit.db, shopperId, input.requestId)
  if (!made) throw new AppError('conflict', 'complaint_open')
  return shopperComplaint(kit, shopperId, made)
}

export async function shopperComplaint(kit: AfterSalesKit, shopperId: string, id: string): Promise<ComplaintRecord> {
  const found = await findComplaint(kit.db, id, { shopperId })
  if (!found) throw new AppError('not_found', 'complaint_not_found')
  return found
}

export async function closeOwn(kit: AfterSalesKit, shopperId: string, id: string): Promise<ComplaintRecord> {
  const found = await shopperComplaint(kit, shopperId, id)
  if (!(await close(kit.db, found.id, kit.now()))) throw new AppError('conflict', 'complaint_moved')
  return shopperComplaint(kit, shopperId, id)
}

/**
 * The shop answers, once; compensation comes from its budget, which it never overdraws, and is paid back of what was paid. Throws
 * `complaint_not_found`, `complaint_moved`, `budget_short`, `allowance_too_much`.
 */
export async function answerIt(
  kit: AfterSalesKit,
  { id, ...clerk }: { shopId: string; name: string; id: string },
  input: z.output<typeof answerComplaint.body>,
): Promise<ComplaintRecord> {
  const found = await findComplaint(kit.db, id, { shopId: clerk.shopId })
  if (!found) throw new AppError('not_found', 'complaint_not_found')
  const { compensationFen } = input
  if (compensationFen > 0) await refuseMoreThanPaid(kit, found, compensationFen)
  await inTx(kit.db, async (tx) => {
    if (!(await answer(tx, id, { answer: input.answer, by: clerk.name, at: kit.now(), compensationFen })))
      throw new AppError('conflict', 'complaint_moved')
    if (compensationFen === 0) return
    const entry = { id: kit.newId(), shopId: clerk.shopId, cause: id, at: kit.now(), amountFen: compensationFen }
    if (!(await spend(tx, entry))) throw new AppError('conflict', 'budget_short', { ...(await budgetOf(tx, clerk.shopId)) })
    const { shopId, orderId, lineId } = found
    await emit(tx, compensationGranted, { complaintId: id, shopId, orderId, lineId, amountFen: compensationFen })
  })
  return (await findComplaint(kit.db, id, { shopId: clerk.shopId })) ?? found
}

async function refuseMoreThanPaid(kit: AfterSalesKit, complaint: ComplaintRecord, amountFen: number): Promise<void> {
  const { items } = await kit.order.refundable({ orderIds: [complaint.orderId] })
  const line = items[0]?.lines.find((one) => one.id === complaint.lineId)
  const most = line ? line.payableFen - line.refundedFen - line.allowanceFen : 0
  if (amountFen > most) throw new AppError('conflict', 'allowance_too_much', { mostFen: most })
}

/** Pays what was granted; keyed by the complaint. What cannot be paid any more goes back to the budget. */
export async function payCompensation(
  kit: AfterSalesKit,
  fact: { complaintId: string; shopId: string; orderId: string; lineId: string; amountFen: number },
): Promise<void> {
  const { complaintId, orderId, lineId, amountFen } = fact
  try {
    const by = { actor: 'system' as const, name: '' }
    await kit.order.giveAllowance({ key: complaintKey(complaintId), orderId, lineId, amountFen, reason: '品质补偿', by })
    await markCompensation(kit.db, complaintId, 'given')
  } catch (error) {
    if (!(error instanceof AppError) || !['allowance_too_much', 'transition_illegal'].includes(error.code)) throw error
    await inTx(kit.db, async (tx) => {
      if (!(await markCompensation(tx, complaintId, 'refused'))) return
      await giveBack(tx, { id: kit.newId(), shopId: fact.shopId, cause: complaintId, at: kit.now(), amountFen })
    })
  }
}

/** Complaints that nobody answered in time are escalated, each once. Gives how many. */
export async function escalateOverdue(kit: AfterSalesKit): Promise<number> {
  return inTx(kit.db, async (tx) => {
    const overdue = await escalate(tx, kit.now(), 50)
    for (const one of overdue) await emit(tx, complaintEscalated, one)
    return overdue.length
  })
}

/** What an order brought grants its shop a share of it, once. */
export async function grantFrom(kit: AfterSalesKit, fact: { orderId: string; shopId: string; payableFen: number }): Promise<void> {
  const { compensationBps } = await settingsOfShop(kit, fact.shopId)
  await repeatedly(() =>
    grant(kit.db, {
      id: kit.newId(),
      shopId: fact.shopId,
      cause: fact.orderId,
      at: kit.now(),
      revenueFen: fact.payableFen,
      grantedFen: basisPoints(fact.payableFen, compensationBps),
    }),
  )
}
