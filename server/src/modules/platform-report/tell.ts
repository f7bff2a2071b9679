import type { ShippingReporter } from '../../gateways/shipping-report.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { orderCalls } from '../order/contract.ts'
import type { paymentCalls } from '../payment/contract.ts'
import type { shippingCalls } from '../shipping/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { PlatformReportDb } from './db.ts'
import { claimDue, ordersOf, type ReportRow, setNumbers, setTold, setWaiting } from './queries.ts'

export interface Reports {
  db: Db<PlatformReportDb>
  now: () => Date
  /** Nothing while no mini program is connected. */
  reporter: () => ShippingReporter | undefined
  order: Interface<typeof orderCalls>
  payment: Interface<typeof paymentCalls>
  shipping: Interface<typeof shippingCalls>
  shopper: Interface<typeof shopperCalls>
}

const leaseMs = 60_000
const mostTries = 12
const over = new Set(['refunding', 'refunded', 'closed', 'cancelled'])

/** Tells the platform what is to be told. Gives how many payments it looked at. */
export async function tellDue(reports: Reports): Promise<number> {
  const now = reports.now()
  const due = await claimDue(reports.db, { now, leaseUntil: new Date(now.getTime() + leaseMs), limit: 10 })
  await Promise.all(due.map((row) => tell(reports, row)))
  return due.length
}

async function tell(reports: Reports, row: ReportRow): Promise<void> {
  const reporter = reports.reporter()
  const payer = await payerOf(reports, row)
  if (!reporter || !payer) return setWaiting(reports.db, row.checkout_id, { state: 'not_needed', tryAt: null, note: '' })
  const managed = await reporter.isManaged()
  if (managed.result !== 'ok') return later(reports, row, managed.result === 'unknown' ? managed.reason : managed.message)
  if (!managed.value) return setWaiting(reports.db, row.checkout_id, { state: 'not_needed', tryAt: null, note: '' })
  const { parcels, complete } = await sentOf(reports, row)
  // All of it was voided or refunded: there is nothing to tell until something leaves again.
  if (parcels.length === 0) return setWaiting(reports.db, row.checkout_id, { state: 'told', tryAt: null, note: '' })
  const outcome = await reporter.report({ ...payer, parcels, complete, at: reports.now() })
  if (outcome.result === 'ok') return setTold(reports.db, row, { complete, now: reports.now() })
  if (outcome.result === 'unknown') return later(reports, row, outcome.reason)
  const note = `${outcome.code.replace('errcode_', '')} ${outcome.message}`
  // Data that the platform does not take does not become better by telling it again.
  if (outcome.retry === 'later') return later(reports, row, note)
  return setWaiting(reports.db, row.checkout_id, { state: 'stopped', tryAt: null, note })
}

async function later(reports: Reports, row: ReportRow, note: string): Promise<void> {
  if (row.tries > mostTries) return setWaiting(reports.db, row.checkout_id, { state: 'stopped', tryAt: null, note })
  const tryAt = new Date(reports.now().getTime() + Math.min(3600_000, 15_000 * 2 ** row.tries))
  return setWaiting(reports.db, row.checkout_id, { state: 'wanted', tryAt, note })
}

/** Only what was paid inside the mini program is of interest to it. */
async function payerOf(reports: Reports, row: ReportRow): Promise<{ transaction: string; openId: string } | undefined> {
  const { items } = await reports.payment.find({ subjects: [row.checkout_id] })
  const paid = items[0]?.attempts.find((attempt) => attempt.state === 'paid')
  if (paid?.method !== 'wechat_jsapi' || !paid.channelNumber) return undefined
  const { openId } = await reports.shopper.payer({ shopperId: row.shopper_id, platform: 'weapp' })
  return openId ? { transaction: paid.channelNumber, openId } : undefined
}

/** Everything that was sent of the orders that were paid together. */
async function sentOf(reports: Reports, row: ReportRow) {
  const orderIds = (await ordersOf(reports.db, [row.checkout_id])).map((one) => one.order_id)
  const [{ items: orders }, { items: parcels }] = await Promise.all([
    reports.order.refundable({ orderIds }),
    reports.shipping.parcels({ orderIds }),
  ])
  await setNumbers(reports.db, orders)
  const carriers = new Map<string, string>()
  for (const shopId of new Set(orders.map((order) => order.shopId))) {
    // Shops have carriers of their own; a payment has few shops.
    // oxlint-disable-next-line eslint/no-await-in-loop
    for (const carrier of (await reports.shipping.carriers({ shopId })).items)
      carriers.set(`${shopId} ${carrier.code}`, carrier.wechat || 'OTHERS')
  }
  const live = orders.filter((order) => !over.has(order.state))
  return {
    complete: live.length > 0 && live.every((order) => order.lines.every((line) => line.shipped + line.cancelled === line.quantity)),
    parcels: parcels.flatMap((parcel) => {
      const order = orders.find((one) => one.id === parcel.orderId)
      if (!order) return []
      const titles = parcel.lines.flatMap(({ orderLineId, quantity }) => {
        const line = order.lines.find((one) => one.id === orderLineId)
        return line ? [`${line.title}×${quantity}`] : []
      })
      const phone = order.address.phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2')
      return [
        {
          number: parcel.number,
          carrier: carriers.get(`${order.shopId} ${parcel.carrierCode}`) ?? 'OTHERS',
          goods: titles.join('，') || '商品',
          phone,
        },
      ]
    }),
  }
}
