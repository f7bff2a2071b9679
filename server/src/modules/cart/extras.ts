import type { z } from 'zod'
import type { Hint } from '../promotion/contract.ts'
import type { Carts } from './context.ts'
import type { CartShop, LaterLine } from './contract.ts'
import type { StoredLine } from './queries.ts'

/** What is not reached yet: sums of money first, the smallest first, then numbers of pieces. */
export function nearestFirst(hints: readonly Hint[]): z.output<typeof CartShop>['hints'] {
  const far = ({ missingFen, missingPieces }: Hint): [number, number] => [missingFen ?? Infinity, missingPieces ?? Infinity]
  return [...hints]
    .sort((a, b) => {
      const [fenA, piecesA] = far(a)
      const [fenB, piecesB] = far(b)
      return (fenA === fenB ? 0 : fenA - fenB) || (piecesA === piecesB ? 0 : piecesA - piecesB) || (a.title < b.title ? -1 : 1)
    })
    .map(({ title, missingFen, missingPieces }) => ({ title, missingFen, missingPieces }))
}

/** Lines that are put aside, as they are today. One whose SKU never was is left out. */
export async function laterLines({ catalog, inventory }: Carts, lines: readonly StoredLine[]): Promise<z.output<typeof LaterLine>[]> {
  if (lines.length === 0) return []
  const skuIds = lines.map((line) => line.skuId)
  const [skus, stock] = await Promise.all([catalog.skusForSale({ skuIds }), inventory.available({ skuIds })])
  const known = new Map(skus.items.map((sku) => [sku.skuId, sku]))
  const left = new Map(stock.items.map(({ skuId, available }) => [skuId, available]))
  return lines.flatMap(({ skuId, quantity, addedPriceFen }) => {
    const sku = known.get(skuId)
    if (!sku) return []
    const { productId, title, options, picture, priceFen, onSale } = sku
    return [
      {
        skuId,
        productId,
        title,
        options,
        picture,
        quantity,
        priceFen,
        addedPriceFen,
        onSale,
        available: Math.min(left.get(skuId) ?? 0, 999),
      },
    ]
  })
}
