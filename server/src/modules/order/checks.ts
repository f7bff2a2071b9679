import type { Check, Violation } from '../../kernel/doctor.ts'
import { assetsOff } from './asset-checks.ts'
import type { Orders } from './context.ts'
import type { OrderState } from './contract.ts'
import { checkoutsOff, logsOff, orderKeys, refundsOff, sharesOff, stepsTaken, sumsOff, wholeRefundsOff } from './queries/checks.ts'
import { placesOff } from './delivery-checks.ts'
import { collectionsOff } from './queries/on-delivery.ts'
import { linesOf } from './queries/read.ts'
import { giftsOff } from './queries/ways.ts'
import { sentUnits } from './queries/virtual.ts'
import { piecesOff, stockOff } from './stock-checks.ts'
import { canMove } from './transitions.ts'

type Row = Awaited<ReturnType<typeof orderKeys>>[number]

const START = '00000000-0000-0000-0000-000000000000'

/** Looks at all orders, five hundred at a time. */
async function overOrders(orders: Orders, look: (rows: readonly Row[]) => Promise<Violation[]>): Promise<Violation[]> {
  const found: Violation[] = []
  for (let after = START; ;) {
    const rows = await orderKeys(orders.db, after, 500)
    const last = rows.at(-1)
    if (!last) return found
    found.push(...(await look(rows)))
    after = last.id
  }
}

const coupon: Record<string, readonly string[]> = {
  pending_payment: ['held'],
  cancelled: ['released'],
  closed: ['released'],
  refunding: ['used', 'held', 'released'],
  refunded: ['released'],
}

async function couponsOff(orders: Orders, rows: readonly Row[]): Promise<Violation[]> {
  const using = rows.filter((row) => row.couponIds.length > 0)
  if (using.length === 0) return []
  const { items } = await orders.promotion.holds({ keys: using.map((row) => row.id) })
  return using.flatMap((row) =>
    row.couponIds
      .map((couponId) => ({ couponId, state: items.find((item) => item.key === row.id && item.couponId === couponId)?.state ?? 'none' }))
      .filter(({ state }) => !(coupon[row.state] ?? ['used']).includes(state))
      .map(({ couponId, state }) => ({ id: row.id, text: `order is ${row.state}, its coupon ${couponId} is ${state}` })),
  )
}

/** Orders of products without a limit per person have no claim. */
const limits: Record<string, readonly string[]> = {
  pending_payment: ['held'],
  closed: ['ended'],
  cancelled: ['ended'],
  refunding: ['held', 'kept', 'lapsed'],
  refunded: ['ended'],
}

async function limitsOff(orders: Orders, rows: readonly Row[]): Promise<Violation[]> {
  const { items } = await orders.purchaseLimit.claims({ keys: rows.map((row) => row.id) })
  const states = new Map(items.map((item) => [item.key, item.state]))
  return rows.flatMap((row) => {
    const state = states.get(row.id)
    return !state || (limits[row.state] ?? ['kept']).includes(state)
      ? []
      : [{ id: row.id, text: `order is ${row.state}, its claim on purchase limits is ${state}` }]
  })
}

async function virtualOff(orders: Orders, rows: readonly Row[]): Promise<Violation[]> {
  const lines = await sentUnits(
    orders.db,
    rows.map((row) => row.id),
  )
  if (lines.length === 0) return []
  const { items } = await orders.cardKey.delivered({ orderIds: rows.map((row) => row.id) })
  const given = new Map(items.map((item) => [item.orderLineId, item.quantity]))
  return lines
    .filter((line) => line.shipped !== (given.get(line.id) ?? 0))
    .map((line) => ({ id: line.id, text: `${line.shipped} card keys or vouchers count as sent, ${given.get(line.id) ?? 0} were given` }))
}

/** What is taken at the door is paid for one order by itself. */
const subjectOf = (row: Row): string => (row.onDelivery ? row.id : row.checkoutId)

async function moneyOff(orders: Orders, rows: readonly Row[]): Promise<Violation[]> {
  const subjects = [...new Set(rows.map(subjectOf))]
  const { items } = await orders.payment.find({ subjects })
  const payments = new Map(items.map((item) => [item.subject, item]))
  return rows.flatMap((row) => {
    const payment = payments.get(subjectOf(row))
    const paid = row.paidAt !== null
    if (paid && payment?.state !== 'paid') return [{ id: row.id, text: `order is paid, its payment is ${payment?.state ?? 'missing'}` }]
    if (!paid && row.state === 'pending_payment' && payment?.state === 'paid')
      return [{ id: row.id, text: 'money came, the order does not know' }]
    const back = (payment?.refunds ?? [])
      .filter((refund) => refund.orderId === row.id && refund.state === 'succeeded')
      .reduce((sum, refund) => sum + refund.amountFen, 0)
    if (back !== row.refundedFen) return [{ id: row.id, text: `order gave ${row.refundedFen} back, payment ${back}` }]
    return []
  })
}

/** What was sent of each line is what its parcels hold; a parcel that was voided holds nothing. */
async function parcelsOff(orders: Orders, rows: readonly Row[]): Promise<Violation[]> {
  const ids = rows.filter((row) => row.state === 'partly_shipped' || row.state === 'shipped').map((row) => row.id)
  if (ids.length === 0) return []
  const [lines, { items: parcels }] = await Promise.all([linesOf(orders.db, ids), orders.shipping.parcels({ orderIds: ids })])
  const sent = new Map<string, number>()
  for (const { orderLineId, quantity } of parcels.flatMap((parcel) => parcel.lines))
    sent.set(orderLineId, (sent.get(orderLineId) ?? 0) + quantity)
  return lines
    .filter((line) => line.delivery === 'parcel' && line.refunded === 0 && line.shipped !== (sent.get(line.id) ?? 0))
    .map((line) => ({ id: line.orderId, text: `line ${line.id}: ${line.shipped} were sent, parcels hold ${sent.get(line.id) ?? 0}` }))
}

/**
 * What must hold between orders and everything they use. Events on their way are a reason for a finding that goes away: the check is
 * meant for a shop at rest, or to be run twice.
 */
export function orderChecks(orders: Orders): Check[] {
  return [
    { name: 'order sums are those of the lines', invariant: 2, run: () => sumsOff(orders.db) },
    { name: 'discounts of a line sum to its discount', invariant: 3, run: () => sharesOff(orders.db) },
    { name: 'refunds are the units and the money they took', invariant: 4, run: () => refundsOff(orders.db) },
    { name: 'an order whose every unit went back says so', invariant: 17, run: () => wholeRefundsOff(orders.db) },
    { name: 'checkouts agree with their orders', invariant: 12, run: () => checkoutsOff(orders.db) },
    { name: 'the state is where the log ends', invariant: 12, run: () => logsOff(orders.db) },
    {
      name: 'every step is in the table of transitions',
      invariant: 12,
      // Steps hold states only: the column's values come from `move`.
      run: async () =>
        (await stepsTaken(orders.db))
          .filter((step) => !canMove(step.from as OrderState, step.to as OrderState))
          .map((step) => ({ id: step.id, text: `${step.from} → ${step.to}` })),
    },
    { name: 'stock of each order is as its state says', invariant: 10, run: () => overOrders(orders, (rows) => stockOff(orders, rows)) },
    {
      name: 'no pieces are sold for an order but those it has',
      invariant: 10,
      run: () => overOrders(orders, (rows) => piecesOff(orders, rows)),
    },
    {
      name: 'coupons of each order are as its state says',
      invariant: 17,
      run: () => overOrders(orders, (rows) => couponsOff(orders, rows)),
    },
    {
      name: 'claims on purchase limits are as the order says',
      invariant: 17,
      run: () => overOrders(orders, (rows) => limitsOff(orders, rows)),
    },
    { name: 'parcels hold what was sent', invariant: 12, run: () => overOrders(orders, (rows) => parcelsOff(orders, rows)) },
    {
      name: 'pickups and deliveries stand as their orders do',
      invariant: 17,
      run: () => overOrders(orders, (rows) => placesOff(orders, rows)),
    },
    { name: 'gifts leave the shop only once claimed', invariant: 17, run: () => giftsOff(orders.db) },
    { name: 'points and red packets of each order are as its state says', invariant: 17, run: () => assetsOff(orders) },
    {
      name: 'card keys and vouchers that count as sent were given, once',
      invariant: 9,
      run: () => overOrders(orders, (rows) => virtualOff(orders, rows)),
    },
    { name: 'what is paid on delivery is taken once, or not at all', invariant: 14, run: () => collectionsOff(orders.db) },
    { name: 'orders and payments agree', invariant: 15, run: () => overOrders(orders, (rows) => moneyOff(orders, rows)) },
  ]
}
