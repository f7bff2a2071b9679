import type { ReportedParcel, ShippingReport, ShippingReporter } from '../../gateways/shipping-report.ts'
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
  const { way, parcels, complete } = await sentOf(reports, row)
  // All of it was voided or refunded: there is nothing to tell until something leaves again.
  if (parcels.length === 0) return setWaiting(reports.db, row.checkout_id, { state: 'told', tryAt: null, note: '' })
  // Without a parcel it is told once, when all of it was handed over: what is handed over last asks for it again.
  if (way !== 'express' && !complete) return setWaiting(reports.db, row.checkout_id, { state: 'told', tryAt: null, note: '' })
  const outcome = await reporter.report({ ...payer, way, parcels, complete, at: reports.now() })
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

/** Everything that was sent, handed out or brought of the orders that were paid together. */
async function sentOf(reports: Reports, row: ReportRow): Promise<Sent> {
  const orderIds = (await ordersOf(reports.db, [row.checkout_id])).map((one) => one.order_id)
  const [{ items: orders }, { items: parcels }, { items: deliveries }] = await Promise.all([
    reports.order.refundable({ orderIds }),
    reports.shipping.parcels({ orderIds }),
    reports.shipping.deliveries({ orderIds }),
  ])
  await setNumbers(reports.db, orders)
  const live = orders.filter((order) => !over.has(order.state))
  const complete = live.length > 0 && live.every((order) => order.lines.every((line) => line.shipped + line.cancelled === line.quantity))
  const told = parcelsOf(orders, parcels, await carrierCodes(reports, orders))
  if (told.length > 0) return { way: 'express', parcels: told, complete }
  return { ...withoutParcel(live, deliveries), complete }
}

type Orders = Awaited<ReturnType<Reports['order']['refundable']>>['items']
type Parcels = Awaited<ReturnType<Reports['shipping']['parcels']>>['items']
type Deliveries = Awaited<ReturnType<Reports['shipping']['deliveries']>>['items']
type Sent = Pick<ShippingReport, 'way' | 'parcels' | 'complete'>

/** A shop's codes of its carriers at the platform. */
async function carrierCodes(reports: Reports, orders: Orders): Promise<ReadonlyMap<string, string>> {
  const codes = new Map<string, string>()
  for (const shopId of new Set(orders.map((order) => order.shopId))) {
    // Shops have carriers of their own; a payment has few shops.
    // oxlint-disable-next-line eslint/no-await-in-loop
    for (const carrier of (await reports.shipping.carriers({ shopId })).items)
      codes.set(`${shopId} ${carrier.code}`, carrier.wechat || 'OTHERS')
  }
  return codes
}

const masked = (phone: string): string => phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2')

function parcelsOf(orders: Orders, parcels: Parcels, carriers: ReadonlyMap<string, string>): ReportedParcel[] {
  return parcels.flatMap((parcel) => {
    const order = orders.find((one) => one.id === parcel.orderId)
    if (!order) return []
    const titles = parcel.lines.flatMap(({ orderLineId, quantity }) => {
      const line = order.lines.find((one) => one.id === orderLineId)
      return line ? [`${line.title}×${quantity}`] : []
    })
    return [
      {
        number: parcel.number,
        carrier: carriers.get(`${order.shopId} ${parcel.carrierCode}`) ?? 'OTHERS',
        goods: titles.join('，') || '商品',
        phone: masked(order.address.phone),
      },
    ]
  })
}

/**
 * Nothing of the payment goes by parcel: the platform takes such a report once and as a whole. Brought by the shop counts as delivery in the
 * city, also when a part is fetched; what is only fetched as pickup.
 */
function withoutParcel(live: Orders, deliveries: Deliveries): Pick<ShippingReport, 'way' | 'parcels'> {
  // The order says so first, its delivery follows.
  const orders = live.filter((order) => deliveries.some((one) => one.orderId === order.id) && order.lines.some((line) => line.shipped > 0))
  if (orders.length === 0) return { way: 'pickup', parcels: [] }
  const goods = orders.flatMap((order) => order.lines.filter((line) => line.shipped > 0).map((line) => `${line.title}×${line.shipped}`))
  const phone = masked(orders[0]?.address.phone ?? '')
  const way = deliveries.some((one) => one.kind === 'local' && orders.some((order) => order.id === one.orderId)) ? 'local' : 'pickup'
  return { way, parcels: [{ number: '', carrier: '', goods: goods.join('，') || '商品', phone }] }
}
