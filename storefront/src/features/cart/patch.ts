import type { Cart, CartLine } from '@puzi/shop-client'

/** What can be done to a cart. */
export type CartChange =
  | { kind: 'add'; skuId: string; quantity: number; priceFen: number }
  | { kind: 'change'; skuId: string; to: { quantity?: number; selected?: boolean; toSkuId?: string } }
  | { kind: 'select'; skuIds: readonly string[]; selected: boolean }
  | { kind: 'remove'; skuIds: readonly string[] }

/**
 * What the cart will look like, before the server has said so: quantities, ticks and what is gone. Amounts stay as they were,
 * because only the server knows them.
 */
export function patchCart(cart: Cart, change: CartChange): Cart {
  if (change.kind === 'remove') {
    const gone = new Set(change.skuIds)
    const shops = cart.shops.map((shop) => ({ ...shop, lines: shop.lines.filter((line) => !gone.has(line.skuId)) }))
    return { ...cart, shops: shops.filter((shop) => shop.lines.length > 0), invalid: cart.invalid.filter((line) => !gone.has(line.skuId)) }
  }
  const patchLine = (line: CartLine): CartLine => {
    if (change.kind === 'select') return change.skuIds.includes(line.skuId) ? { ...line, selected: change.selected } : line
    if (line.skuId !== change.skuId) return line
    if (change.kind === 'add') return { ...line, quantity: line.quantity + change.quantity }
    const { quantity = line.quantity, selected = line.selected } = change.to
    return { ...line, quantity, selected }
  }
  return { ...cart, shops: cart.shops.map((shop) => ({ ...shop, lines: shop.lines.map(patchLine) })) }
}
