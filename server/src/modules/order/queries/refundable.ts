import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../../kernel/db.ts'
import type { z } from 'zod'
import type { Promise_ } from '../../catalog/contract.ts'
import type { Picture } from '../../media/contract.ts'
import type { OrderDb } from '../db.ts'
import type { AddressRow } from './read.ts'

const lineColumns = [
  'order.line.id',
  'order.line.sku_id as skuId',
  'order.line.product_id as productId',
  'order.line.title',
  'order.line.options',
  'order.line.picture',
  'order.line.promises',
  'order.line.delivery',
  'order.line.quantity',
  'order.line.unit_price_fen as unitPriceFen',
  'order.line.payable_fen as payableFen',
  'order.line.shipped',
  'order.line.refunded',
  'order.line.cancelled',
  'order.line.refunded_fen as refundedFen',
  'order.line.allowance_fen as allowanceFen',
] as const

/** Orders with their lines, as they are at one moment. */
export async function refundableOrders(db: Db<OrderDb>, orderIds: readonly string[]) {
  const rows = await db
    .selectFrom('order.order')
    .select([
      'id',
      'number',
      'checkout_id as checkoutId',
      'shop_id as shopId',
      'shop_name as shopName',
      'shopper_id as shopperId',
      'state',
      'payable_fen as payableFen',
      sql<number>`freight_fen - freight_discount_fen - freight_refunded_fen`.as('freightLeftFen'),
      'refund_decided_fen as refundDecidedFen',
      'refunded_fen as refundedFen',
      'paid_at as paidAt',
      'shipped_at as shippedAt',
      'received_at as receivedAt',
      'address',
      (eb) =>
        jsonArrayFrom(
          eb
            .selectFrom('order.line')
            .select(lineColumns)
            .whereRef('order.line.order_id', '=', 'order.order.id')
            .orderBy('order.line.position'),
        ).as('lines'),
      sql<number>`coalesce((select c.amount_fen from "order".collection c where c.order_id = "order"."order".id and c.state = 'due'), 0)::bigint`.as(
        'toCollectFen',
      ),
    ])
    .where('id', 'in', [...orderIds])
    .execute()
  // The JSON columns were written by insertOrder, which took them from a parsed quote.
  return rows.map(({ lines, ...row }) => ({
    ...row,
    address: row.address as AddressRow,
    lines: lines.map((line) => ({
      ...line,
      options: line.options as string[],
      picture: line.picture as Picture,
      promises: line.promises as z.output<typeof Promise_>[],
    })),
  }))
}

/** Paid in orders of this shop, and not given back. */
export async function spentInShop(db: Db<OrderDb>, who: { shopId: string; shopperId: string }): Promise<number> {
  const { amount } = await db
    .selectFrom('order.order')
    .select(sql<number>`coalesce(sum(payable_fen - refund_decided_fen), 0)::bigint`.as('amount'))
    .where('shopper_id', '=', who.shopperId)
    .where('shop_id', '=', who.shopId)
    .where('paid_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return amount
}
