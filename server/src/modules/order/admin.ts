import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Orders } from './context.ts'
import type { AdminOrder, AdminOrderRow, countAdminOrders, listAdminOrders } from './contract.ts'
import { insertRemark, orderOfShop, type OrderRecord, remarksOf, shopCounts, shopPage } from './queries/read.ts'
import { linesByOrder, rowOf, whole } from './view.ts'

export async function ofShop(orders: Orders, shopId: string, orderId: string): Promise<OrderRecord> {
  const order = await orderOfShop(orders.db, shopId, orderId)
  if (!order) throw new AppError('not_found', 'order_not_found')
  return order
}

/** One order as staff see it. Of a payment that other shops share, only this order's refunds are shown. */
export async function adminOrder(orders: Orders, shopId: string, orderId: string): Promise<z.input<typeof AdminOrder>> {
  const order = await ofShop(orders, shopId, orderId)
  const [view, remarks, payments, people] = await Promise.all([
    whole(orders, order),
    remarksOf(orders.db, orderId),
    orders.payment.find({ subjects: [order.onDelivery ? orderId : order.checkoutId] }),
    orders.shopper.find({ ids: [order.shopperId] }),
  ])
  const payment = payments.items[0] ?? null
  return {
    ...view,
    shopperId: order.shopperId,
    shopperName: people.items[0]?.nickname ?? '',
    flag: order.flag,
    remarks: remarks.map((remark) => ({ ...remark, at: remark.at.toISOString() })),
    payment: payment && { ...payment, refunds: payment.refunds.filter((refund) => refund.orderId === null || refund.orderId === orderId) },
  }
}

type Query = z.output<typeof listAdminOrders.query>

export async function adminOrders(
  orders: Orders,
  shopId: string,
  query: Query,
): Promise<{ items: z.input<typeof AdminOrderRow>[]; total: number }> {
  const { rows, total } = await shopPage(
    orders.db,
    { ...query, shopId },
    { limit: query.pageSize, offset: (query.page - 1) * query.pageSize },
  )
  const lines = await linesByOrder(
    orders,
    rows.map((row) => row.id),
  )
  const people = await names(
    orders,
    rows.map((row) => row.shopperId),
  )
  return {
    items: rows.map((row) => ({
      ...rowOf(row, lines.get(row.id) ?? []),
      shopperId: row.shopperId,
      shopperName: people.get(row.shopperId) ?? '',
      receiver: row.address.name,
      phoneMasked: row.address.phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2'),
      place: [...new Set([row.address.province, row.address.city, row.address.district])].join(''),
      flag: row.flag,
      reminded: row.remindedAt !== null && ['accepted', 'paid', 'preparing', 'partly_shipped'].includes(row.state),
    })),
    total,
  }
}

async function names(orders: Orders, ids: readonly string[]): Promise<Map<string, string>> {
  const { items } = await orders.shopper.find({ ids: [...new Set(ids)] })
  return new Map(items.map((one) => [one.id, one.nickname]))
}

export async function adminCounts(orders: Orders, shopId: string): Promise<z.input<typeof countAdminOrders.reply>> {
  const by = new Map((await shopCounts(orders.db, shopId)).map((row) => [row.state, row.count]))
  const sum = (...states: string[]): number => states.reduce((total, state) => total + (by.get(state) ?? 0), 0)
  return {
    to_pay: sum('pending_payment'),
    to_ship: sum('accepted', 'paid', 'preparing', 'partly_shipped'),
    shipped: sum('shipped'),
    refund: sum('refunding'),
  }
}

export async function addNote(
  orders: Orders,
  clerk: { shopId: string; name: string },
  note: { orderId: string; text: string },
): Promise<void> {
  await ofShop(orders, clerk.shopId, note.orderId)
  await insertRemark(orders.db, { id: orders.newId(), orderId: note.orderId, staffName: clerk.name, text: note.text, at: orders.now() })
}
