import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { z } from 'zod'
import type { Promise_ } from '../../catalog/contract.ts'
import type { Picture } from '../../media/contract.ts'
import type { OrderDb } from '../db.ts'
import type { AddressRow } from './read.ts'

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
      sql<number>`coalesce((select c.amount_fen from "order".collection c where c.order_id = "order"."order".id and c.state = 'due'), 0)::bigint`.as(
        'toCollectFen',
      ),
    ])
    .where('id', 'in', [...orderIds])
    .execute()
  return rows.map((row) => ({ ...row, address: row.address as AddressRow })) // written by insertOrder only
}

export async function refundableLines(db: Db<OrderDb>, orderIds: readonly string[]) {
  const rows = await db
    .selectFrom('order.line')
    .select([
      'id',
      'order_id as orderId',
      'sku_id as skuId',
      'product_id as productId',
      'title',
      'options',
      'picture',
      'promises',
      'delivery',
      'quantity',
      'unit_price_fen as unitPriceFen',
      'payable_fen as payableFen',
      'shipped',
      'refunded',
      'cancelled',
      'refunded_fen as refundedFen',
      'allowance_fen as allowanceFen',
    ])
    .where('order_id', 'in', [...orderIds])
    .orderBy('order_id')
    .orderBy('position')
    .execute()
  // The JSON columns were written by insertOrder, which took them from a parsed quote.
  return rows.map((row) => ({
    ...row,
    options: row.options as string[],
    picture: row.picture as Picture,
    promises: row.promises as z.output<typeof Promise_>[],
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
