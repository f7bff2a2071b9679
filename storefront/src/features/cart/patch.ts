import type { Cart, CartLine } from '@puzi/shop-client'

/** What can be done to a cart. */
export type CartChange =
  | { kind: 'add'; skuId: string; quantity: number; priceFen: number }
  | { kind: 'change'; skuId: string; to: { quantity?: number; selected?: boolean; toSkuId?: string; later?: boolean } }
  | { kind: 'select'; skuIds: readonly string[]; selected: boolean }
  | { kind: 'remove'; skuIds: readonly string[] }

/**
 * What the cart will look like, before the server has said so: quantities, ticks and what is gone. Amounts stay as they were,
 * because only the server knows them.
 */
export function patchCart(cart: Cart, change: CartChange): Cart {
  const aside = change.kind === 'change' && change.to.later === true
  if (change.kind === 'remove' || aside) {
    const gone = new Set(change.kind === 'remove' ? change.skuIds : [change.skuId])
    const shops = cart.shops.map((shop) => ({ ...shop, lines: shop.lines.filter((line) => !gone.has(line.skuId)) }))
    return {
      ...cart,
      shops: shops.filter((shop) => shop.lines.length > 0),
      later: change.kind === 'remove' ? cart.later.filter((line) => !gone.has(line.skuId)) : [...linesAside(cart, gone), ...cart.later],
      invalid: cart.invalid.filter((line) => !gone.has(line.skuId)),
    }
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

/** Lines of the cart as they look when they are put aside. */
function linesAside(cart: Cart, skuIds: ReadonlySet<string>): Cart['later'] {
  return cart.shops
    .flatMap((shop) => shop.lines)
    .filter((line) => skuIds.has(line.skuId))
    .map(({ skuId, productId, title, options, picture, quantity, unitPriceFen, addedPriceFen, available }) => {
      return { skuId, productId, title, options, picture, quantity, priceFen: unitPriceFen, addedPriceFen, onSale: true, available }
    })
}
