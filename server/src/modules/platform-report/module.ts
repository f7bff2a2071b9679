import type { z } from 'zod'
import { shippingReporter, whenFirstUsed } from '../../gateways/connections.ts'
import { AppError } from '../../kernel/errors.ts'
import { on } from '../../kernel/events.ts'
import { route, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { orderCalls, orderPaid, orderReceived, orderShipmentVoided, orderShipped, orderUnitsRefunded } from '../order/contract.ts'
import { paymentCalls } from '../payment/contract.ts'
import { shippingCalls } from '../shipping/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import * as face from './contract.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { again, forgotten, insertPaid, ordersOf, reportOfShop, reportPage, type ReportRow, want } from './queries.ts'
import { type Reports, tellDue } from './tell.ts'

type View = z.input<typeof face.ShippingReport>
const atOnce = 200

export const platformReport = defineModule({
  name: 'platform-report',
  calls: { ...face.platformReportCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { order: orderCalls, payment: paymentCalls, shipping: shippingCalls, shopper: shopperCalls },
  messages,
  create: (kit) => {
    const { db, now, needs } = kit
    const reports: Reports = { db, now, reporter: whenFirstUsed(() => shippingReporter(kit)), ...needs }
    return {
      calls: mergeCalls(db, now, merging),
      routes: [
        route(face.listShippingReports, async (caller, { query: { page, pageSize, state } }) => {
          const { shopId } = staffOf(caller)
          const { rows, total } = await reportPage(db, shopId, { state, limit: pageSize, offset: (page - 1) * pageSize })
          return { items: await viewsOf(reports, shopId, rows), total }
        }),
        route(face.retryShippingReport, async (caller, { params }) => {
          const { shopId } = staffOf(caller)
          if (!(await reportOfShop(db, shopId, params.id))) throw new AppError('not_found', 'report_not_found')
          if (!(await again(db, params.id, now()))) throw new AppError('conflict', 'report_state_wrong')
          const row = await reportOfShop(db, shopId, params.id)
          const [view] = row ? await viewsOf(reports, shopId, [row]) : []
          if (!view) throw new AppError('not_found', 'report_not_found')
          return view
        }),
      ],
      handlers: [
        on(orderPaid, 'platform-report.note-paid', ({ payload }) => insertPaid(reports.db, { ...payload, now: now() })),
        on(orderShipped, 'platform-report.tell-shipped', async ({ payload: { orderId, checkoutId, shopId, shopperId } }) => {
          // The payment may be told of later than the shipment: handlers run on their own.
          await insertPaid(reports.db, { orderId, checkoutId, shopId, shopperId, now: now() })
          await want(db, orderId, now())
        }),
        on(orderReceived, 'platform-report.tell-received', async ({ payload: { orderId, checkoutId, shopId, shopperId } }) => {
          // What is fetched or brought is never shipped: its receipt is the first that is heard of it.
          await insertPaid(reports.db, { orderId, checkoutId, shopId, shopperId, now: now() })
          await want(db, orderId, now())
        }),
        on(orderShipmentVoided, 'platform-report.tell-voided', ({ payload }) => want(db, payload.orderId, now())),
        on(orderUnitsRefunded, 'platform-report.tell-refunded', ({ payload }) => want(db, payload.orderId, now())),
      ],
      jobs: [sweep({ name: 'platform-report.tell', everyMs: 2000, run: () => tellDue(reports) })],
      checks: [{ name: 'the platform is told of every shipment', invariant: 19, run: () => forgotten(db, now()) }],
    }
  },
})

/** A shop sees its own orders of a payment, not those of others. */
async function viewsOf(reports: Reports, shopId: string, rows: readonly ReportRow[]): Promise<View[]> {
  const all = await ordersOf(
    reports.db,
    rows.map((row) => row.checkout_id),
  )
  const orders = all.filter((one) => one.shop_id === shopId)
  const numbers = await numbersOf(
    reports,
    orders.filter((one) => one.order_number === '').map((one) => one.order_id),
  )
  return rows.map((row) => ({
    id: row.checkout_id,
    orders: orders
      .filter((one) => one.checkout_id === row.checkout_id)
      .map((one) => ({ id: one.order_id, number: one.order_number || (numbers.get(one.order_id) ?? '') })),
    state: row.state === 'paid' ? 'wanted' : row.state,
    complete: row.complete,
    tries: row.tries,
    note: row.note,
    at: row.at.toISOString(),
    toldAt: row.told_at?.toISOString() ?? null,
  }))
}

/** Numbers are written down when the platform is told; what nobody told it of yet has them from its order. */
async function numbersOf({ order }: Reports, orderIds: readonly string[]): Promise<Map<string, string>> {
  const numbers = new Map<string, string>()
  for (let from = 0; from < orderIds.length; from += atOnce) {
    const { items } = await order.refundable({ orderIds: orderIds.slice(from, from + atOnce) })
    for (const one of items) numbers.set(one.id, one.number)
  }
  return numbers
}
