import type { z } from 'zod'
import type { RefundableOrder } from '../order/contract.ts'
import type { Warehouse } from './context.ts'
import type { listOrderWeights } from './contract.ts'

/** Of a piece whose SKU says nothing: a carrier weighs it anyway and would rather have a guess than nothing. */
const UNKNOWN_PIECE_GRAMS = 500
const LEAST_GRAMS = 100

export interface Weight {
  grams: number
  guessed: boolean
}

/** What is to be sent of each order weighs: what is left, or, of one that has left, all of it. */
export async function weightsOf(warehouse: Warehouse, orders: readonly RefundableOrder[]): Promise<Map<string, Weight>> {
  const skuIds = [...new Set(orders.flatMap((order) => order.lines.map((line) => line.skuId)))]
  const { items } = await warehouse.catalog.skusForSale({ skuIds: skuIds.slice(0, 500) })
  const grams = new Map(items.map((sku) => [sku.skuId, sku.weightGrams]))
  return new Map(orders.map((order) => [order.id, weightOf(order, grams)]))
}

function weightOf(order: RefundableOrder, grams: ReadonlyMap<string, number>): Weight {
  const parcels = order.lines.filter((line) => line.delivery === 'parcel')
  const left = parcels.map((line) => ({ ...line, pieces: line.quantity - line.shipped - line.cancelled })).filter((line) => line.pieces > 0)
  const lines = left.length > 0 ? left : parcels.map((line) => ({ ...line, pieces: line.quantity - line.cancelled }))
  const sum = lines.reduce((total, line) => total + line.pieces * (grams.get(line.skuId) || UNKNOWN_PIECE_GRAMS), 0)
  return { grams: Math.max(LEAST_GRAMS, sum), guessed: lines.some((line) => !grams.get(line.skuId)) }
}

export async function orderWeights(
  warehouse: Warehouse,
  shopId: string,
  ids: readonly string[],
): Promise<z.input<typeof listOrderWeights.reply>> {
  const { items } = await warehouse.order.refundable({ orderIds: [...ids] })
  const own = items.filter((order) => order.shopId === shopId)
  const weights = await weightsOf(warehouse, own)
  return {
    items: own.map((order) => ({
      orderId: order.id,
      number: order.number,
      ...(weights.get(order.id) ?? { grams: LEAST_GRAMS, guessed: true }),
    })),
  }
}
