import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

const orderColumns = [
  'id',
  'checkout_id as checkoutId',
  'shop_id as shopId',
  'shopper_id as shopperId',
  'state',
  'payable_fen as payableFen',
  'paid_at as paidAt',
  'on_delivery as onDelivery',
  'concerns',
  'freight_refunded_fen as freightRefundedFen',
  sql<number>`freight_fen - freight_discount_fen`.as('freightPaidFen'),
] as const

/** The order as a refund needs it. */
export async function orderToRefund(db: Db<OrderDb>, orderId: string) {
  return db.selectFrom('order.order').select(orderColumns).where('id', '=', orderId).executeTakeFirst()
}

/** The same, locked until the transaction ends: whatever takes units or money of an order goes through this lock. */
export async function lockToRefund(tx: Db<OrderDb>, orderId: string) {
  return tx.selectFrom('order.order').select(orderColumns).where('id', '=', orderId).forUpdate().executeTakeFirst()
}
export type OrderToRefund = NonNullable<Awaited<ReturnType<typeof lockToRefund>>>

/** Its lines, each with what its units have had back and kept. */
export async function linesToRefund(db: Db<OrderDb>, orderId: string) {
  const rows = await db
    .selectFrom('order.line')
    .select([
      'id',
      'sku_id as skuId',
      'product_id as productId',
      'quantity',
      'payable_fen as payableFen',
      'points_fen as pointsFen',
      'red_packet_fen as redPacketFen',
      'discounts',
      'shipped',
      'refunded',
      'cancelled',
      'gift',
    ])
    .where('order_id', '=', orderId)
    .orderBy('position')
    .execute()
  const allowances = await db
    .selectFrom('order.allowance')
    .select(['line_id as lineId', 'first_unit as firstUnit', 'unit_fens as unitFens'])
    .where(
      'line_id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
  return rows.map((row) => ({
    ...row,
    discounts: row.discounts as { title: string; amountFen: number }[], // written by insertOrder only
    allowances: allowances
      .filter((one) => one.lineId === row.id)
      .map(({ firstUnit, unitFens }) => ({ firstUnit, unitFens: unitFens as number[] })), // written by insertAllowance only
  }))
}
export type LineToRefund = Awaited<ReturnType<typeof linesToRefund>>[number]

export interface NewRefund {
  key: string
  orderId: string
  kind: 'units' | 'allowance'
  bodyHash: string
  amountFen: number
  freightFen: number
  restock: boolean
  reason: string
  at: Date
}

export async function insertRefund(tx: Db<OrderDb>, refund: NewRefund): Promise<void> {
  await tx
    .insertInto('order.refund')
    .values({
      key: refund.key,
      order_id: refund.orderId,
      kind: refund.kind,
      body_hash: refund.bodyHash,
      amount_fen: refund.amountFen,
      freight_fen: refund.freightFen,
      restock: refund.restock,
      reason: refund.reason,
      at: refund.at,
    })
    .execute()
}

export async function refundByKey(db: Db<OrderDb>, key: string) {
  return db
    .selectFrom('order.refund')
    .select([
      'key',
      'order_id as orderId',
      'kind',
      'body_hash as bodyHash',
      'amount_fen as amountFen',
      'freight_fen as freightFen',
      'reason',
      'state',
      'refused',
    ])
    .where('key', '=', key)
    .executeTakeFirst()
}

export async function refundsByKeys(db: Db<OrderDb>, keys: readonly string[]) {
  return db
    .selectFrom('order.refund')
    .select(['key', 'order_id as orderId', 'amount_fen as amountFen', 'freight_fen as freightFen', 'state', 'at', 'paid_at as paidAt'])
    .where('key', 'in', [...keys])
    .execute()
}

export async function insertRefundLine(
  tx: Db<OrderDb>,
  key: string,
  line: { lineId: string; firstUnit: number; quantity: number; unshipped: number; amountFen: number },
): Promise<void> {
  await tx
    .insertInto('order.refund_line')
    .values({
      refund_key: key,
      line_id: line.lineId,
      first_unit: line.firstUnit,
      quantity: line.quantity,
      cancelled: line.unshipped,
      amount_fen: line.amountFen,
    })
    .execute()
}

export async function refundLinesOf(db: Db<OrderDb>, key: string) {
  return db
    .selectFrom('order.refund_line as r')
    .innerJoin('order.line as l', 'l.id', 'r.line_id')
    .select([
      'r.line_id as lineId',
      'l.sku_id as skuId',
      'l.product_id as productId',
      'r.first_unit as firstUnit',
      'r.quantity as quantity',
      'r.cancelled as unshipped',
      'r.amount_fen as amountFen',
      'l.quantity as units',
      'l.discounts as discounts',
      'l.points_fen as pointsFen',
      'l.red_packet_fen as redPacketFen',
    ])
    .where('r.refund_key', '=', key)
    .orderBy('l.position')
    .execute()
}

/** Takes the next units of a line if they are still there; false when they are not. */
export async function takeUnits(
  tx: Db<OrderDb>,
  line: { lineId: string; firstUnit: number; quantity: number; unshipped: number; amountFen: number },
): Promise<boolean> {
  const result = await tx
    .updateTable('order.line')
    .set((eb) => ({
      refunded: eb('refunded', '+', line.quantity),
      cancelled: eb('cancelled', '+', line.unshipped),
      refunded_fen: eb('refunded_fen', '+', line.amountFen),
    }))
    .where('id', '=', line.lineId)
    .where('refunded', '=', line.firstUnit - 1)
    .where(sql<boolean>`quantity - refunded >= ${line.quantity}`)
    .where(sql<boolean>`quantity - shipped - cancelled >= ${line.unshipped}`)
    .where(sql<boolean>`shipped - (refunded - cancelled) >= ${line.quantity - line.unshipped}`)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Counts money that is to go back against what was paid; false when that were too much. */
export async function addDecided(tx: Db<OrderDb>, orderId: string, add: { amountFen: number; freightFen: number }): Promise<boolean> {
  const result = await tx
    .updateTable('order.order')
    .set((eb) => ({
      refund_decided_fen: eb('refund_decided_fen', '+', add.amountFen),
      freight_refunded_fen: eb('freight_refunded_fen', '+', add.freightFen),
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', orderId)
    .where(sql<boolean>`payable_fen - refund_decided_fen >= ${add.amountFen}`)
    .where(sql<boolean>`freight_fen - freight_discount_fen - freight_refunded_fen >= ${add.freightFen}`)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function insertAllowance(
  tx: Db<OrderDb>,
  allowance: { key: string; lineId: string; firstUnit: number; unitFens: readonly number[]; amountFen: number },
): Promise<void> {
  await tx
    .insertInto('order.allowance')
    .values({
      refund_key: allowance.key,
      line_id: allowance.lineId,
      first_unit: allowance.firstUnit,
      unit_fens: jsonb(allowance.unitFens),
      amount_fen: allowance.amountFen,
    })
    .execute()
  await tx
    .updateTable('order.line')
    .set((eb) => ({ allowance_fen: eb('allowance_fen', '+', allowance.amountFen) }))
    .where('id', '=', allowance.lineId)
    .execute()
}

/** Books once that the money arrived; nothing when it was booked before. */
export async function markRefundPaid(tx: Db<OrderDb>, key: string, at: Date) {
  return tx
    .updateTable('order.refund')
    .set({ state: 'paid', paid_at: at })
    .where('key', '=', key)
    .where('state', '<>', 'paid')
    .returning(['order_id as orderId', 'amount_fen as amountFen', 'kind'])
    .executeTakeFirst()
}

export async function addRefunded(tx: Db<OrderDb>, orderId: string, amountFen: number): Promise<void> {
  await tx
    .updateTable('order.order')
    .set((eb) => ({ refunded_fen: eb('refunded_fen', '+', amountFen), revision: eb('revision', '+', 1) }))
    .where('id', '=', orderId)
    .execute()
}

export async function allRefundsPaid(tx: Db<OrderDb>, orderId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('order.refund')
    .select('key')
    .where('order_id', '=', orderId)
    .where('state', '<>', 'paid')
    .limit(1)
    .executeTakeFirst()
  return row === undefined
}

/** The channel has refused the try with this count; false when that is known. */
export async function markRefused(tx: Db<OrderDb>, key: string, refused: number): Promise<boolean> {
  const result = await tx
    .updateTable('order.refund')
    .set({ state: 'refused', refused: refused + 1 })
    .where('key', '=', key)
    .where('state', '=', 'asked')
    .where('refused', '=', refused)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Somebody has seen to it: it is asked for again, once, whoever else asks. */
export async function markAskedAgain(tx: Db<OrderDb>, key: string) {
  return tx
    .updateTable('order.refund')
    .set({ state: 'asked' })
    .where('key', '=', key)
    .where('state', '=', 'refused')
    .returning(['order_id as orderId', 'amount_fen as amountFen', 'refused'])
    .executeTakeFirst()
}

export async function refusedKeys(db: Db<OrderDb>, orderId: string): Promise<string[]> {
  const rows = await db.selectFrom('order.refund').select('key').where('order_id', '=', orderId).where('state', '=', 'refused').execute()
  return rows.map((row) => row.key)
}
