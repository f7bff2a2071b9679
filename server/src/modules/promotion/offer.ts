/** The words of the engine: what goes in and what comes out. Nothing here does I/O. */

export type Lang = 'zh-CN' | 'en'

export interface Line {
  lineId: string
  productId: string
  skuId: string
  /** The categories of the product and all of their ancestors. */
  categoryIds: readonly string[]
  quantity: number
  /** What the line comes to before any offer: price × quantity. */
  amountFen: number
}

export interface Basket {
  lines: readonly Line[]
  freightFen: number
}

export interface Member {
  tier: number
  /** Has never paid for an order in this shop. */
  newCustomer: boolean
}

/** The goods an offer is about. Lists are alternatives; `except` always wins. */
export interface Scope {
  kind: 'all' | 'categories' | 'products' | 'skus'
  ids: readonly string[]
  except: { categoryIds: readonly string[]; productIds: readonly string[]; skuIds: readonly string[] }
}

export interface Offer {
  id: string
  kind: 'rule' | 'coupon'
  title: string
  /** Higher comes first; what comes later sees what is left. */
  priority: number
  /** Offers of one group exclude each other; `null` goes with everything. */
  group: string | null
  startsAt: Date | null
  endsAt: Date | null
  /** How often this shopper may still use it; `null`: as often as they like. */
  usesLeft: number | null
  scope: Scope
  conditions: readonly { type: string; args: unknown }[]
  benefit: { type: string; args: unknown }
}

export interface Share {
  lineId: string
  amountFen: number
}

export interface Applied {
  offerId: string
  kind: Offer['kind']
  title: string
  /** What it takes off the goods; the sum of `shares`. */
  goodsFen: number
  freightFen: number
  shares: Share[]
}

export interface Declined {
  offerId: string
  kind: Offer['kind']
  title: string
  reason: string
  /** The offer that stands in its way, when one does. */
  byOfferId?: string
  shortFen?: number
  shortQuantity?: number
}

/** What buying more would bring: the offer, and what is missing. */
export interface Hint {
  offerId: string
  title: string
  shortFen?: number
  shortQuantity?: number
}

export interface Outcome {
  lines: { lineId: string; amountFen: number; discountFen: number; payableFen: number }[]
  goodsDiscountFen: number
  freightDiscountFen: number
  applied: Applied[]
  declined: Declined[]
  hints: Hint[]
  /** `exact`: every combination was weighed. `beam`: there were too many, and the most promising were. */
  search: 'exact' | 'beam'
}

export interface EvaluateInput {
  basket: Basket
  offers: readonly Offer[]
  member: Member
  now: Date
}
