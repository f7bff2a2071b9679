import type { Cart } from '@puzi/shop-client'
import type { CartChange } from './patch'

/** A change made without a connection. For pieces put in: how many the cart then showed, so that nothing is put in twice. */
export type OfflineChange = CartChange & { atLeast?: number }

const quantityIn = (cart: Cart, skuId: string): number =>
  cart.shops.flatMap((shop) => shop.lines).find((line) => line.skuId === skuId)?.quantity ?? 0

export function offline(change: CartChange, shown: Cart | null): OfflineChange {
  if (change.kind !== 'add') return change
  return { ...change, atLeast: (shown ? quantityIn(shown, change.skuId) : 0) + change.quantity }
}

/**
 * What is still to be done of a change that was made offline, on the account's cart as it is now. The rule when another device has changed the
 * cart meanwhile: quantities, ticks and putting aside are those of whoever comes to the server last; pieces are put in only up to what this
 * device showed; what is not there any more is left alone.
 */
export function replayOf(change: OfflineChange, cart: Cart): CartChange | undefined {
  if (change.kind === 'add') {
    const { atLeast = change.quantity, ...add } = change
    const lacking = atLeast - quantityIn(cart, change.skuId)
    return lacking > 0 ? { ...add, quantity: Math.min(lacking, change.quantity) } : undefined
  }
  const there = new Set([...cart.shops.flatMap((shop) => shop.lines), ...cart.later, ...cart.invalid].map((line) => line.skuId))
  if (change.kind === 'change') return there.has(change.skuId) ? change : undefined
  const skuIds = change.skuIds.filter((id) => there.has(id))
  return skuIds.length > 0 ? { ...change, skuIds } : undefined
}
