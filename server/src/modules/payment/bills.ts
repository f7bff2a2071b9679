import type { z } from 'zod'
import { dayOf } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import type { StaffActor } from '../../kernel/http.ts'
import { ask } from './ask.ts'
import { bookRefund } from './book-refund.ts'
import type { Payments } from './context.ts'
import type { BillDifference, listBillDifferences, PaymentBill, resolveBillDifference } from './contract-bills.ts'
import { attemptById, findAttempt } from './queries/attempts.ts'
import { billPage, closeDifference, type DifferenceRow, differencePage, findDifference } from './queries/bill-views.ts'
import { findRefund } from './queries/refunds.ts'
import { reconcile } from './reconcile.ts'

interface Page {
  page: number
  pageSize: number
}
const window = ({ page, pageSize }: Page) => ({ limit: pageSize, offset: (page - 1) * pageSize })

export async function listBills(
  payments: Payments,
  shopId: string,
  page: Page,
): Promise<{ items: z.output<typeof PaymentBill>[]; total: number }> {
  const { items, total } = await billPage(payments.db, shopId, window(page))
  return {
    total,
    items: items.map((bill) => ({
      ...bill,
      id: `${bill.day} ${bill.account}`,
      askedAt: bill.askedAt.toISOString(),
      provider: payments.channels.byKey(bill.account)?.name ?? bill.account.split('.')[0] ?? '',
      label: payments.channels.byKey(bill.account)?.label ?? '',
    })),
  }
}

/** The bills of a day that is over, at every account. Throws `bill_day_open`. */
export async function fetchBills(payments: Payments, day: string): Promise<{ ok: true }> {
  if (day >= dayOf(payments.now())) throw new AppError('invalid', 'bill_day_open', { day })
  await Promise.all(payments.channels.all().map((channel) => reconcile(payments, channel, day)))
  return { ok: true }
}

export async function listDifferences(
  payments: Payments,
  shopId: string,
  query: z.output<typeof listBillDifferences.query>,
): Promise<{ items: z.output<typeof BillDifference>[]; total: number }> {
  const { items, total } = await differencePage(payments.db, shopId, { open: query.open === 'true', kind: query.kind, ...window(query) })
  return { items: items.map(view), total }
}

const view = (row: DifferenceRow): z.output<typeof BillDifference> => ({
  ...row,
  foundAt: row.foundAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
})

/**
 * Closes a difference, once, with a reason. `book` asks the provider first and books what it says; what cannot be booked stays open.
 * Throws `difference_not_found`, `difference_closed`, `difference_not_bookable`.
 */
export async function resolveDifference(
  payments: Payments,
  staff: StaffActor,
  wish: { id: string } & z.output<typeof resolveBillDifference.body>,
): Promise<z.output<typeof BillDifference>> {
  const found = await findDifference(payments.db, staff.shopId, wish.id)
  if (!found) throw new AppError('not_found', 'difference_not_found')
  if (found.state !== 'open') throw new AppError('conflict', 'difference_closed', { state: found.state })
  if (wish.how === 'book' && !(await bookFound(payments, found))) throw new AppError('conflict', 'difference_not_bookable')
  const state = wish.how === 'book' ? ('booked' as const) : ('explained' as const)
  const end = { state, reason: wish.reason, staffId: staff.id, staffName: staff.name, now: payments.now() }
  if (!(await closeDifference(payments.db, found.id, end))) throw new AppError('conflict', 'difference_closed')
  const after = await findDifference(payments.db, staff.shopId, wish.id)
  return view(after ?? found)
}

/** Whether the books now say what the bill says: the provider is asked, and what does not match the attempt is refused as ever. */
async function bookFound(payments: Payments, found: DifferenceRow): Promise<boolean> {
  if (found.kind !== 'missing_here' && found.kind !== 'state_differs') return false
  return found.side === 'payment' ? bookPaymentFound(payments, found) : bookRefundFound(payments, found)
}

async function bookPaymentFound(payments: Payments, { number }: DifferenceRow): Promise<boolean> {
  const attempt = await findAttempt(payments.db, number)
  if (!attempt) return false
  await ask(payments, attempt)
  return (await findAttempt(payments.db, number))?.state === 'paid'
}

async function bookRefundFound(payments: Payments, { number }: DifferenceRow): Promise<boolean> {
  const refund = await findRefund(payments.db, number)
  if (!refund?.attempt_id) return false
  const attempt = await attemptById(payments.db, refund.attempt_id)
  const told = await payments.channels
    .of(attempt)
    ?.queryRefund({ refundNo: number, attemptNo: attempt.number, startedAt: refund.created_at })
  if (told?.result !== 'ok') throw new AppError('unavailable', 'channel_unavailable')
  await bookRefund(payments, refund, { told: told.value, how: 'asked' })
  return (await findRefund(payments.db, number))?.state === 'succeeded'
}
