import { describe, expect, test } from 'vitest'
import type { BasketLine, Member, Offer } from './contract.ts'
import { allGoods, now, plainOffer } from './testing/arbitraries.ts'
import { evaluate } from './evaluate.ts'

const line = (id: string, unitPriceFen: number, over: Partial<BasketLine> = {}): BasketLine => ({
  lineId: id,
  skuId: id,
  productId: `p-${id}`,
  categoryIds: [],
  unitPriceFen,
  quantity: 1,
  ...over,
})
const stranger: Member = { shopperId: null, tier: 0, paidOrders: 0 }
const price = (lines: BasketLine[], offers: Offer[], { member = stranger, freightFen = 800, at = now } = {}) =>
  evaluate({ basket: { lines, freightFen }, offers, member, now: at })
const offer = (id: string, type: string, args: Record<string, unknown>, over: Partial<Offer> = {}): Offer =>
  plainOffer({ type, args }, { id, title: id, group: id, ...over })
const minus = (id: string, offFen: number, over: Partial<Offer> = {}, fromFen = 0): Offer =>
  offer(id, 'amount_off', { steps: [{ fromFen, offFen }] }, over)

describe('满减', () => {
  test('is spread over the lines so that the shares add up to the fen', () => {
    const { applied, goodsDiscountFen } = price([line('a', 3333), line('b', 3333), line('c', 3334)], [minus('m', 1000)])
    expect(applied[0]?.shares.map((share) => share.amountFen)).toEqual([333, 333, 334])
    expect(goodsDiscountFen).toBe(1000)
  })
  test('never takes more than the goods cost', () => expect(price([line('a', 400)], [minus('m', 1000)]).goodsDiscountFen).toBe(400))
  test('gives the best step reached', () => {
    const ladder = offer('m', 'amount_off', {
      steps: [
        { fromFen: 10_000, offFen: 1000 },
        { fromFen: 20_000, offFen: 3000 },
      ],
    })
    expect(price([line('a', 9999)], [ladder]).goodsDiscountFen).toBe(0)
    expect(price([line('a', 10_000)], [ladder]).goodsDiscountFen).toBe(1000)
    expect(price([line('a', 25_000)], [ladder]).goodsDiscountFen).toBe(3000)
  })
  test('每满减 repeats up to its cap', () => {
    const every = offer('m', 'amount_off', { steps: [{ fromFen: 10_000, offFen: 1000 }], repeat: true, maxOffFen: 2500 })
    expect(price([line('a', 29_900)], [every]).goodsDiscountFen).toBe(2000)
    expect(price([line('a', 39_900)], [every]).goodsDiscountFen).toBe(2500)
  })
  test('is measured against what earlier offers left', () => {
    const second = minus('b', 500, { priority: -1, conditions: [{ type: 'min_spend', args: { amountFen: 9500 } }] })
    expect(price([line('a', 10_000)], [minus('a', 1000), second]).applied.map((used) => used.offerId)).toEqual(['a'])
    expect(price([line('a', 10_000)], [minus('a', 1000), second]).declined).toMatchObject([
      { offerId: 'b', reason: 'spend_too_low', missingFen: 500 },
    ])
  })
})

describe('other kinds', () => {
  test('8折 rounds what is taken off half up, once, and stops at its cap', () => {
    expect(price([line('a', 33), line('b', 2)], [offer('m', 'percent_off', { offBps: 1000 })]).goodsDiscountFen).toBe(4)
    expect(price([line('a', 100_000)], [offer('m', 'percent_off', { offBps: 2000, maxOffFen: 5000 })]).goodsDiscountFen).toBe(5000)
  })
  test('第2件半价 halves the second of each two pieces, dearest first', () => {
    const half = offer('m', 'nth_item', { n: 2, offBps: 5000 })
    expect(price([line('a', 10_000), line('b', 6000), line('c', 1000)], [half]).goodsDiscountFen).toBe(3000)
    expect(price([line('a', 10_000, { quantity: 5 })], [half]).goodsDiscountFen).toBe(10_000)
    expect(price([line('a', 10_000)], [half]).declined).toMatchObject([{ reason: 'quantity_too_low', missingPieces: 1 }])
  })
  test('99元任选3件 takes the dearest three and never makes three cheap ones dearer', () => {
    const three = offer('m', 'n_for_price', { n: 3, priceFen: 9900 })
    expect(price([line('a', 5000, { quantity: 2 }), line('b', 4000, { quantity: 2 })], [three]).goodsDiscountFen).toBe(4100)
    expect(price([line('a', 1000, { quantity: 3 })], [three]).declined).toMatchObject([{ reason: 'nothing_to_take' }])
  })
  test('满额包邮 takes the freight and leaves the goods', () => {
    const free = offer('m', 'free_shipping', {}, { conditions: [{ type: 'min_spend', args: { amountFen: 9900 } }] })
    expect(price([line('a', 9900)], [free])).toMatchObject({ goodsDiscountFen: 0, freightDiscountFen: 800 })
    expect(price([line('a', 9899)], [free])).toMatchObject({ freightDiscountFen: 0, hints: [{ offerId: 'm', missingFen: 1 }] })
    expect(price([line('a', 9900)], [free], { freightFen: 0 }).declined).toMatchObject([{ reason: 'no_freight' }])
  })
})

describe('scope, schedule, audience and limits', () => {
  test('only goods in scope are reduced, and what is excluded never is', () => {
    const fruit = minus('m', 1000, { scope: { ...allGoods, categoryIds: ['fruit'], excludeProductIds: ['p-b'] } })
    const lines = [line('a', 5000, { categoryIds: ['food', 'fruit'] }), line('b', 5000, { categoryIds: ['fruit'] }), line('c', 5000)]
    expect(price(lines, [fruit]).applied[0]?.shares).toEqual([{ lineId: 'a', amountFen: 1000 }])
    expect(price([line('c', 5000)], [fruit]).declined).toMatchObject([{ reason: 'nothing_in_scope' }])
  })
  test('an offer works from its start and no longer at its end', () => {
    const lunch = minus('m', 100, { startsAt: '2026-11-11T12:00:00Z', endsAt: '2026-11-11T13:00:00Z' })
    const reason = (at: string) => price([line('a', 5000)], [lunch], { at: new Date(at) }).declined[0]?.reason
    expect(reason('2026-11-11T11:59:59.999Z')).toBe('not_started')
    expect(reason('2026-11-11T12:00:00Z')).toBeUndefined()
    expect(reason('2026-11-11T13:00:00Z')).toBe('ended')
  })
  test('new customers, tiers and personal limits are checked, with the reason', () => {
    const offers = [
      minus('new', 100, { conditions: [{ type: 'new_customer', args: {} }] }),
      minus('tier', 100, { conditions: [{ type: 'member_tier', args: { atLeast: 2 } }] }),
      minus('once', 100, { usesLeft: 0 }),
    ]
    const { declined } = price([line('a', 5000)], offers, { member: { shopperId: 's', tier: 1, paidOrders: 3 } })
    expect(Object.fromEntries(declined.map(({ offerId, reason }) => [offerId, reason]))).toEqual({
      new: 'not_new_customer',
      tier: 'tier_too_low',
      once: 'limit_reached',
    })
  })
  test('a rule of a kind that no longer exists is left out and named', () => {
    expect(price([line('a', 5000)], [offer('m', 'gone', {})]).declined).toMatchObject([{ reason: 'rule_unknown' }])
  })
})

describe('the combination', () => {
  test('offers of one group exclude each other, and the shopper gets the better one', () => {
    const outcome = price([line('a', 10_000)], [minus('small', 500, { group: 'g' }), minus('big', 1000, { group: 'g' })])
    expect(outcome.applied.map((used) => used.offerId)).toEqual(['big'])
    expect(outcome.declined).toMatchObject([{ offerId: 'small', reason: 'better_offer_used', byOfferId: 'big' }])
  })
  test('a smaller offer is left out where it would spoil a greater one', () => {
    const outcome = price([line('a', 10_000)], [minus('early', 100, { priority: 1 }), minus('late', 3000, {}, 10_000)])
    expect(outcome.applied.map((used) => used.offerId)).toEqual(['late'])
    expect(outcome.declined).toMatchObject([{ offerId: 'early', reason: 'better_offer_used' }])
  })
  test('a coupon is not spent where it changes nothing', () => {
    const outcome = price([line('a', 500)], [minus('rule', 500), minus('coupon', 500, { source: 'coupon', priority: 5 })])
    expect(outcome.applied.map((used) => used.offerId)).toEqual(['rule'])
  })
  test('offers that were not chosen are explained and change nothing', () => {
    const aside = [minus('other', 800, { source: 'coupon' }), minus('far', 800, { source: 'coupon' }, 20_000)]
    const outcome = evaluate({
      basket: { lines: [line('a', 10_000)], freightFen: 0 },
      offers: [minus('m', 500)],
      aside,
      member: stranger,
      now,
    })
    expect(outcome.goodsDiscountFen).toBe(500)
    expect(outcome.declined).toMatchObject([
      { offerId: 'far', reason: 'spend_too_low', missingFen: 10_500 },
      { offerId: 'other', reason: 'not_chosen' },
    ])
  })
  test('fifty coupons that exclude each other are still weighed exactly', () => {
    const coupons = Array.from({ length: 50 }, (_, index) => minus(`c${index}`, 100 + index, { source: 'coupon', group: 'coupon' }))
    expect(price([line('a', 10_000)], coupons)).toMatchObject({ exact: true, goodsDiscountFen: 149 })
  })
  test('the next step of an offer in use is hinted at', () => {
    const ladder = offer('m', 'amount_off', {
      steps: [
        { fromFen: 10_000, offFen: 1000 },
        { fromFen: 20_000, offFen: 3000 },
      ],
    })
    expect(price([line('a', 15_000)], [ladder]).hints).toMatchObject([{ offerId: 'm', missingFen: 5000 }])
  })
  test('200 lines of 999 pieces and twelve offers that all work are priced within two seconds', () => {
    const lines = Array.from({ length: 200 }, (_, index) => line(`k${index}`, 1999 + index, { quantity: 999 }))
    const kinds = [
      ['percent_off', { offBps: 700 }],
      ['nth_item', { n: 2, offBps: 3000 }],
      ['n_for_price', { n: 3, priceFen: 5000 }],
      ['amount_off', { steps: [{ fromFen: 10_000, offFen: 700 }], repeat: true }],
    ] as const
    const offers = Array.from({ length: 12 }, (_, index) => offer(`o${index}`, kinds[index % 4]![0], kinds[index % 4]![1]))
    const started = performance.now()
    expect(price(lines, offers).exact).toBe(true)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
