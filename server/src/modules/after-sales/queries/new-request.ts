import { type Db, jsonb } from '../../../kernel/db.ts'
import type { Picture } from '../../media/contract.ts'
import type { AfterSalesKind } from '../contract.ts'
import type { AfterSalesDb } from '../db.ts'
import type { Reason } from '../reasons.ts'

export interface NewRequest {
  id: string
  number: string
  orderId: string
  orderNumber: string
  checkoutId: string
  shopId: string
  shopName: string
  shopperId: string
  requestKey: string
  bodyHash: string
  kind: AfterSalesKind
  reason: Reason
  note: string
  pictures: readonly Picture[]
  dueAt: Date
  amountFen: number
  freightFen: number
  withFreight: boolean
  automatic: boolean
  at: Date
}
export interface NewRequestLine {
  lineId: string
  skuId: string
  productId: string
  title: string
  options: readonly string[]
  picture: Picture
  quantity: number
  unshipped: number
  amountFen: number
  exchangeSkuId: string | null
  exchangeOptions: readonly string[] | null
}

export async function insertRequest(tx: Db<AfterSalesDb>, one: NewRequest, lines: readonly NewRequestLine[]): Promise<void> {
  await tx
    .insertInto('after_sales.request')
    .values({
      id: one.id,
      number: one.number,
      order_id: one.orderId,
      order_number: one.orderNumber,
      checkout_id: one.checkoutId,
      shop_id: one.shopId,
      shop_name: one.shopName,
      shopper_id: one.shopperId,
      request_key: one.requestKey,
      body_hash: one.bodyHash,
      kind: one.kind,
      reason: one.reason,
      note: one.note,
      pictures: jsonb(one.pictures),
      state: 'requested',
      due_at: one.dueAt,
      amount_fen: one.amountFen,
      freight_fen: one.freightFen,
      with_freight: one.withFreight,
      automatic: one.automatic,
      created_at: one.at,
      updated_at: one.at,
    })
    .execute()
  await tx
    .insertInto('after_sales.request_line')
    .values(
      lines.map((line, position) => ({
        request_id: one.id,
        line_id: line.lineId,
        position,
        sku_id: line.skuId,
        product_id: line.productId,
        title: line.title,
        options: jsonb(line.options),
        picture: jsonb(line.picture),
        quantity: line.quantity,
        unshipped: line.unshipped,
        accepted: line.quantity,
        amount_fen: line.amountFen,
        exchange_sku_id: line.exchangeSkuId,
        exchange_options: line.exchangeOptions && jsonb(line.exchangeOptions),
      })),
    )
    .execute()
}
