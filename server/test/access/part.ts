import type { TestShop, TestShopper, World } from '../world.ts'

/** An operation that is tried by somebody whom the thing does not belong to: which thing, with what body. */
export interface Attempt {
  id: string
  body?: unknown
}

/** What one play brings to the access tests. */
export interface AccessPart {
  /** Something real of `shop` and `shopper` for each kind of id. */
  things?: (at: {
    world: World
    shop: TestShop
    shopper: TestShopper
    productId: string
    skuId: string
    paidOrderId: string
  }) => Promise<Record<string, string>>
  /** Tried by the owner of another shop: 404. */
  staff?: Record<string, Attempt>
  /** Tried by another shopper: 404. */
  shopper?: Record<string, Attempt>
  /** Those with an id in their path that have a reason not to be tried; the reason stands beside them. */
  elsewhere?: readonly string[]
}
