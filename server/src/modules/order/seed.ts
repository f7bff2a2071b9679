import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { shortNumber } from '../../kernel/ids.ts'
import type { Orders } from './context.ts'
import type { orderCalls, OrderState } from './contract.ts'
import { insertPast } from './queries/seed.ts'

type Past = z.input<typeof orderCalls.seed.input>['orders'][number]

const closed: readonly OrderState[] = ['cancelled', 'closed']

/** Past orders as if they had been placed, in bulk. The same order twice is one. */
export async function seed(orders: Orders, input: { orders: readonly Past[] }): Promise<{ ok: true }> {
  const rows = {
    checkouts: [...new Map(input.orders.map((order) => [order.checkoutId, checkoutRow(order, input.orders)])).values()],
    orders: input.orders.map(orderRow),
    lines: input.orders.flatMap(lineRows),
    steps: input.orders.flatMap(stepRows),
    refunds: input.orders.flatMap((order) => refundRows(order).refunds),
    refundLines: input.orders.flatMap((order) => refundRows(order).refundLines),
  }
  await inTx(orders.db, (tx) => insertPast(tx, rows))
  return { ok: true }
}

const goods = (order: Past): number => order.lines.reduce((sum, line) => sum + line.unitPriceFen * line.quantity, 0)
const discount = (order: Past): number => order.lines.reduce((sum, line) => sum + line.discountFen, 0)
const payable = (order: Past): number => goods(order) - discount(order) + order.freightFen - order.freightDiscountFen
const payBefore = (order: Past): Date => later(new Date(order.placedAt), { minutes: 30 })

function checkoutRow(order: Past, all: readonly Past[]): object {
  const state = closed.includes(order.state) ? 'closed' : order.paidAt ? 'paid' : 'unpaid'
  return {
    id: order.checkoutId,
    shopper_id: order.shopperId,
    state,
    payable_fen: all.filter((one) => one.checkoutId === order.checkoutId).reduce((sum, one) => sum + payable(one), 0),
    pay_before: payBefore(order),
    close_try_at: payBefore(order),
    placed_at: order.placedAt,
    paid_at: order.paidAt,
  }
}

function orderRow(order: Past): object {
  const number = shortNumber(new Date(order.placedAt))
  return {
    id: order.id,
    number,
    checkout_id: order.checkoutId,
    shop_id: order.shopId,
    shop_name: order.shopName,
    shopper_id: order.shopperId,
    state: order.state,
    revision: 1,
    address: order.address,
    search_text: [number, order.address.name, order.address.phone, ...order.lines.map((line) => line.title)].join(' '),
    note: order.note,
    handover: order.handover ?? 'parcel',
    flag: 0,
    goods_fen: goods(order),
    goods_discount_fen: discount(order),
    freight_fen: order.freightFen,
    freight_discount_fen: order.freightDiscountFen,
    payable_fen: payable(order),
    refunded_fen: order.state === 'refunded' ? payable(order) : 0,
    refund_decided_fen: order.state === 'refunded' ? payable(order) : 0,
    freight_refunded_fen: order.state === 'refunded' ? order.freightFen - order.freightDiscountFen : 0,
    coupon_ids: [],
    placed_at: order.placedAt,
    pay_before: payBefore(order),
    paid_at: order.paidAt,
    shipped_at: order.shippedAt,
    received_at: order.receivedAt,
    auto_receive_at: order.shippedAt ? later(new Date(order.shippedAt), { days: 10 }) : null,
    ended_at: order.endedAt,
  }
}

function lineRows(order: Past): object[] {
  return order.lines.map((line, position) => ({
    id: line.id,
    order_id: order.id,
    shop_id: order.shopId,
    position,
    sku_id: line.skuId,
    product_id: line.productId,
    title: line.title,
    options: line.options,
    picture: line.picture,
    promises: line.promises,
    quantity: line.quantity,
    unit_price_fen: line.unitPriceFen,
    discount_fen: line.discountFen,
    payable_fen: line.unitPriceFen * line.quantity - line.discountFen,
    answers: [],
    discounts: line.discountFen > 0 ? [{ title: '店铺优惠', amountFen: line.discountFen }] : [],
    shipped: order.shippedAt ? line.quantity : 0,
    reviewed: false,
    ...backOf(order, line),
    allowance_fen: 0,
  }))
}

/** Of an order that was refunded every unit went back; those that had not left were cancelled. */
function backOf(order: Past, line: Past['lines'][number]): object {
  if (order.state !== 'refunded') return { refunded: 0, cancelled: 0, refunded_fen: 0 }
  return {
    refunded: line.quantity,
    cancelled: order.shippedAt ? 0 : line.quantity,
    refunded_fen: line.unitPriceFen * line.quantity - line.discountFen,
  }
}

function refundRows(order: Past): { refunds: object[]; refundLines: object[] } {
  if (order.state !== 'refunded') return { refunds: [], refundLines: [] }
  const key = `order:${order.id}`
  const at = order.endedAt ?? order.paidAt
  const freight = order.freightFen - order.freightDiscountFen
  return {
    refunds: [
      {
        key,
        order_id: order.id,
        kind: 'units',
        body_hash: '',
        amount_fen: payable(order),
        freight_fen: freight,
        restock: true,
        reason: '',
        state: 'paid',
        refused: 0,
        at,
        paid_at: at,
      },
    ],
    refundLines: order.lines.map((line) => ({
      refund_key: key,
      line_id: line.id,
      first_unit: 1,
      quantity: line.quantity,
      cancelled: order.shippedAt ? 0 : line.quantity,
      amount_fen: line.unitPriceFen * line.quantity - line.discountFen,
    })),
  }
}

interface Step {
  from: OrderState | null
  to: OrderState
  at: string | null
  actor: string
}

/** What is fetched or brought is never shipped. */
const wayOf = (order: Past): Step[] =>
  order.handover && order.handover !== 'parcel'
    ? [{ from: 'paid', to: 'received', at: order.receivedAt, actor: 'staff' }]
    : [
        { from: 'paid', to: 'shipped', at: order.shippedAt, actor: 'staff' },
        { from: 'shipped', to: 'received', at: order.receivedAt, actor: 'shopper' },
      ]

function stepRows(order: Past): object[] {
  const steps: Step[] = [
    { from: null, to: 'pending_payment', at: order.placedAt, actor: 'shopper' },
    { from: 'pending_payment', to: 'paid', at: order.paidAt, actor: 'system' },
    ...wayOf(order),
  ]
  const done = steps.filter((step) => step.at !== null)
  const last = done.at(-1)?.to ?? 'pending_payment'
  if (order.endedAt && order.state === 'refunded') {
    done.push(
      // A moment earlier than its end: the log is read in the order of its times.
      { from: 'paid', to: 'refunding', at: later(new Date(order.endedAt), { seconds: -30 }).toISOString(), actor: 'staff' },
      { from: 'refunding', to: 'refunded', at: order.endedAt, actor: 'system' },
    )
  } else if (order.endedAt && order.state !== last) done.push({ from: last, to: order.state, at: order.endedAt, actor: 'system' })
  return done.map((step, index) => ({
    id: idOf(order.id, index),
    order_id: order.id,
    from_state: step.from,
    to_state: step.to,
    at: step.at,
    actor: step.actor,
    actor_name: '',
    reason: '',
  }))
}

/** A step's id follows from its order's, so that the same order twice writes the same steps; they sort as they were taken. */
function idOf(orderId: string, index: number): string {
  const hash = createHash('sha256').update(orderId).digest('hex')
  return `${hash.slice(0, 8)}-${String(index).padStart(4, '0')}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
