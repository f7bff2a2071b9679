import { z } from 'zod'
import type { Taken, View } from '../rule.ts'
import { runsOf } from './units.ts'

/** Arguments of every rule that names prices of SKUs. */
export const pricesShape = {
  prices: z
    .array(z.strictObject({ skuId: z.uuid(), priceFen: z.int().min(0).max(100_000_000_00) }))
    .min(1)
    .max(200),
  /** So many pieces of each SKU have the price; all of them when absent. */
  maxPieces: z.int().min(1).max(999).optional(),
}
export interface Prices {
  prices: { skuId: string; priceFen: number }[]
  maxPieces?: number | undefined
}
export const onceEach = ({ prices }: Prices): boolean => new Set(prices.map((one) => one.skuId)).size === prices.length

/** Each piece of a named SKU comes down to its price, the dearest first; one that costs less already stays. */
export function takePrices({ lines, dueFen }: View, { prices, maxPieces }: Prices): Taken {
  const byId = new Map(prices.map((one) => [one.skuId, one.priceFen]))
  const left = new Map(prices.map((one) => [one.skuId, maxPieces ?? Infinity]))
  const linesFen = lines.map(() => 0)
  for (const { line, fen, pieces } of runsOf(
    lines.map((one) => one.quantity),
    dueFen,
  )) {
    const { skuId } = lines[line]!
    const priceFen = byId.get(skuId)
    if (priceFen === undefined || fen <= priceFen) continue
    const some = Math.min(pieces, left.get(skuId)!)
    left.set(skuId, left.get(skuId)! - some)
    linesFen[line]! += (fen - priceFen) * some
  }
  return { linesFen, freightFen: 0 }
}

export const hasPriced = ({ lines }: View, { prices }: Prices): boolean =>
  lines.some((line) => prices.some((one) => one.skuId === line.skuId))
