import * as fc from 'fast-check'
import type { BasketLine, Offer, Scope } from '../contract.ts'
import type { EvaluateInput } from '../evaluate.ts'

export const now = new Date('2026-11-11T12:00:00Z')

/** The n-th SKU of a basket. */
export const skuOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** Prices that hurt: nothing, a few fen, everyday ones, dear ones. */
const price = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 10, max: 30_000 }),
  fc.integer({ min: 30_000, max: 5_000_000 }),
)

const goods = fc.record({
  unitPriceFen: price,
  quantity: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }) }, fc.integer({ min: 1, max: 60 })),
  categoryIds: fc.subarray(['food', 'fruit', 'toys']),
  product: fc.integer({ min: 0, max: 3 }),
})

export const lines = fc
  .array(goods, { minLength: 1, maxLength: 7 })
  .map((all) =>
    all.map(({ product, ...rest }, index): BasketLine => ({ lineId: `l${index}`, skuId: skuOf(index), productId: `p${product}`, ...rest })),
  )

const scope: fc.Arbitrary<Scope> = fc
  .record({
    categoryIds: fc.subarray(['food', 'fruit'], { maxLength: 1 }),
    productIds: fc.subarray(['p0', 'p1'], { maxLength: 1 }),
    skuIds: fc.subarray([skuOf(0), skuOf(3)], { maxLength: 1 }),
    excludeCategoryIds: fc.subarray(['toys'], { maxLength: 1 }),
    excludeProductIds: fc.subarray(['p2'], { maxLength: 1 }),
    excludeSkuIds: fc.subarray([skuOf(1)], { maxLength: 1 }),
  })
  .chain((picked) => fc.constantFrom(picked, allGoods))
export const allGoods: Scope = {
  categoryIds: [],
  productIds: [],
  skuIds: [],
  excludeCategoryIds: [],
  excludeProductIds: [],
  excludeSkuIds: [],
}

const off = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 20, max: 20_000 }))
const cap = fc.option(off, { nil: undefined })
const bps = fc.oneof(fc.constantFrom(1, 500, 3333, 5000, 10_000), fc.integer({ min: 1, max: 10_000 }))
const times = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined })

const steps = fc.array(fc.tuple(off, off), { minLength: 1, maxLength: 3 }).map((pairs) => {
  let fromFen = 0
  let offFen = 0
  return pairs.map(([from, more]) => {
    offFen += more
    fromFen = Math.max(fromFen + from, offFen)
    return { fromFen, offFen }
  })
})

const skus = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 3 })
const priced = fc
  .tuple(skus, fc.array(price, { minLength: 3, maxLength: 3 }))
  .map(([at, prices]) => at.map((n, index) => ({ skuId: skuOf(n), priceFen: prices[index]! })))
const counted = fc
  .tuple(skus, fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 3, maxLength: 3 }))
  .map(([at, counts]) => at.map((n, index) => ({ skuId: skuOf(n), quantity: counts[index]! })))
const pieceSteps = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3000 })), { minLength: 1, maxLength: 3 })
  .map((pairs) => {
    let fromPieces = 0
    let offBps = 0
    return pairs.map(([from, more]) => {
      fromPieces += from
      offBps += more
      return { fromPieces, offBps }
    })
  })

/** Every kind of benefit, by its type. */
export const benefitsByType = {
  amount_off: fc.oneof(
    fc.record({ steps, maxOffFen: cap }),
    fc.record({ steps: steps.map((all) => all.slice(0, 1)), repeat: fc.constant(true), maxOffFen: cap }),
    fc.record({ steps: off.map((offFen) => [{ fromFen: 0, offFen }]), maxOffFen: cap }),
  ),
  percent_off: fc.record({ offBps: bps, maxOffFen: cap }),
  nth_item: fc.record({ n: fc.integer({ min: 2, max: 4 }), offBps: bps, maxTimes: times }),
  n_for_price: fc.record({ n: fc.integer({ min: 2, max: 4 }), priceFen: off, maxTimes: times }),
  free_shipping: fc.record({ maxOffFen: cap }),
  buy_n: fc.record({ steps: pieceSteps }),
  bundle: fc
    .record({ items: counted, priceFen: off, maxTimes: times })
    .filter(({ items }) => items.some((item) => item.quantity > 1) || items.length > 1),
  special_price: fc.record({ prices: priced, maxPieces: times }),
  newcomer_price: fc.record({ prices: priced, maxPieces: times }),
  first_order: fc.record({ offFen: off, fromFen: fc.oneof(fc.constant(0), off), inAll: fc.boolean() }),
  gift: fc.record({ gifts: counted, choose: fc.constantFrom('one', 'all') }),
  add_on: fc.record({ items: priced, mostPieces: fc.integer({ min: 1, max: 3 }) }),
  coupon_after: fc.record({ templateId: fc.constant(skuOf(99)) }),
  cross_shop: fc.record({ steps, maxOffFen: cap, platformShareBps: fc.constantFrom(0, 3333, 10_000) }),
}

export const benefit: fc.Arbitrary<Offer['benefit']> = fc.oneof(
  ...Object.entries(benefitsByType).map(([type, args]) =>
    (args as fc.Arbitrary<Record<string, unknown>>).map((value) => ({ type, args: defined(value) })),
  ),
)

const condition: fc.Arbitrary<Offer['conditions'][number]> = fc.oneof(
  off.map((amountFen) => ({ type: 'min_spend', args: { amountFen } })),
  fc.integer({ min: 1, max: 6 }).map((quantity) => ({ type: 'min_quantity', args: { quantity } })),
  fc.integer({ min: 1, max: 3 }).map((atLeast) => ({ type: 'member_tier', args: { atLeast } })),
  fc.constant({ type: 'new_customer', args: {} }),
)

const time = fc.option(fc.constantFrom('2026-11-11T00:00:00Z', '2026-11-11T12:00:00Z', '2026-11-12T00:00:00Z'), { nil: null, freq: 1 })

export const offersOf = (max: number): fc.Arbitrary<Offer[]> =>
  fc
    .array(
      fc.record({
        source: fc.constantFrom('rule' as const, 'coupon' as const),
        priority: fc.integer({ min: -2, max: 2 }),
        group: fc.constantFrom('a', 'b', 'c', 'd'),
        alone: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
        scope,
        conditions: fc.array(condition, { maxLength: 1 }),
        benefit,
        startsAt: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, time),
        endsAt: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, time),
        usesLeft: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, fc.integer({ min: 0, max: 1 })),
      }),
      { maxLength: max },
    )
    .map((all) => all.map((offer, index) => ({ ...offer, id: `o${index}`, title: `o${index}` })))

export const input: fc.Arbitrary<EvaluateInput> = fc.record({
  basket: fc.record({ lines, freightFen: fc.constantFrom(0, 1, 800, 1200) }),
  offers: offersOf(6),
  member: fc.record({ shopperId: fc.constant('s'), tier: fc.integer({ min: 0, max: 3 }), paidOrders: fc.integer({ min: 0, max: 1 }) }),
  now: fc.constant(now),
})

/** One offer that asks nothing, over all goods. */
export const plainOffer = (benefitOf: Offer['benefit'], over: Partial<Offer> = {}): Offer => ({
  id: 'o',
  source: 'rule',
  title: 'o',
  priority: 0,
  group: 'o',
  scope: allGoods,
  conditions: [],
  benefit: benefitOf,
  startsAt: null,
  endsAt: null,
  usesLeft: null,
  ...over,
})

function defined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined))
}
