import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../promotion/contract.ts'
import { assembleQuote, assembleShop, sort, type Wanted } from './assemble.ts'
import type { Quote } from './contract.ts'
import { limitFault } from './limits.ts'
import { type Asker, priceOf } from './price.ts'
import { sku } from './testing/builders.ts'

const holds = <T>(property: fc.IProperty<T>): void => fc.assert(property, { numRuns: 3000, seed: 20_261_111 })
const fails = <T>(property: fc.IProperty<T>): boolean => fc.check(property, { numRuns: 1000, seed: 20_261_111 }).failed
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const anybody: Asker = { tier: 0, channel: null, at: new Date('2026-11-27T04:00:00Z') }
const fen = fc.integer({ min: 0, max: 200_000 })
const goods = fc
  .record({
    priceFen: fen,
    tiers: fc.array(fc.record({ minQuantity: fc.integer({ min: 2, max: 9 }), priceFen: fen }), { maxLength: 3 }),
    quantity: fc.integer({ min: 1, max: 12 }),
    cut: fc.nat({ max: 1000 }),
  })
  .map(({ quantity, cut, ...over }) => {
    const one = sku(over)
    return { sku: one, quantity, cut, price: priceOf(one, quantity, anybody) }
  })
const shop = fc.record({ goods: fc.array(goods, { minLength: 1, maxLength: 6 }), freightFen: fen, freightCut: fc.nat({ max: 1000 }) })

/** An outcome that takes any part of each line and of the freight, as an engine may. */
function outcomeOf(one: {
  goods: readonly (Wanted & { cut: number })[]
  freightFen: number
  freightCut: number
}): Outcome & { usedCouponIds: string[]; limitedRuleIds: string[] } {
  const lines = one.goods.map(({ sku: { skuId }, quantity, price, cut }) => {
    const amountFen = price.priceFen * quantity
    const discountFen = Math.floor((amountFen * cut) / 1000)
    return { lineId: skuId, amountFen, discountFen, payableFen: amountFen - discountFen }
  })
  const freightDiscountFen = Math.floor((one.freightFen * one.freightCut) / 1000)
  return {
    lines,
    goodsDiscountFen: sum(lines.map((line) => line.discountFen)),
    freightDiscountFen,
    applied: [],
    declined: [],
    hints: [],
    exact: true,
    usedCouponIds: [],
    limitedRuleIds: [],
  }
}

describe('a quote', () => {
  const addsUp = (assemble: typeof assembleShop) =>
    fc.property(fc.array(shop, { maxLength: 4 }), (shops) => {
      const quotes = shops.map((one) =>
        assemble({ id: randomUUID(), name: 'x' }, one.goods, { freightFen: one.freightFen, outcome: outcomeOf(one) }),
      )
      const whole: Quote = assembleQuote(quotes, [])
      for (const one of quotes) {
        expect(one.payableFen).toBe(one.goodsFen - one.goodsDiscountFen + one.freightFen - one.freightDiscountFen)
        expect(one.payableFen).toBeGreaterThanOrEqual(0)
        for (const line of one.lines) expect(line.payableFen).toBe(line.unitPriceFen * line.quantity - line.discountFen)
        expect(sum(one.lines.map((line) => line.discountFen))).toBe(one.goodsDiscountFen)
      }
      expect(whole.payableFen).toBe(whole.goodsFen - whole.discountFen + whole.freightFen)
      expect(whole.payableFen).toBe(sum(quotes.map((one) => one.payableFen)))
    })
  test('is its lines less their discounts plus the freight, for each shop and for the whole, and never below zero', () =>
    holds(addsUp(assembleShop)))
  test('(that can fail: forgetting what is taken off the freight)', () => {
    const forgetful: typeof assembleShop = (...given) => {
      const right = assembleShop(...given)
      return { ...right, payableFen: right.payableFen + right.freightDiscountFen }
    }
    expect(fails(addsUp(forgetful))).toBe(true)
  })
  test('is refused by itself when the outcome lacks a line', () => {
    const one = { goods: [{ sku: sku(), quantity: 1, cut: 0, price: priceOf(sku(), 1, anybody) }], freightFen: 0, freightCut: 0 }
    const outcome = { ...outcomeOf(one), lines: [] }
    expect(() => assembleShop({ id: randomUUID(), name: 'x' }, one.goods, { freightFen: 0, outcome })).toThrow(/lacks a line/)
  })
})

describe('the price of a piece', () => {
  const special = fc.oneof(
    fc.record({ kind: fc.constant('member' as const), fromTier: fc.integer({ min: 1, max: 3 }), priceFen: fen }),
    fc.record({ kind: fc.constant('channel' as const), channel: fc.constantFrom('weapp' as const, 'h5' as const), priceFen: fen }),
    fc.record({
      kind: fc.constant('timed' as const),
      from: fc.constantFrom('2026-11-27T00:00:00Z', '2026-11-27T04:00:00Z', '2026-11-27T04:00:01Z'),
      until: fc.constantFrom('2026-11-27T03:59:59Z', '2026-11-27T04:00:00Z', '2026-11-28T00:00:00Z'),
      priceFen: fen,
    }),
  )
  const asker = fc.record({ tier: fc.nat(3), channel: fc.constantFrom('weapp' as const, 'h5' as const, null), at: fc.constant(anybody.at) })
  const anyPrice = fc.tuple(goods, fc.array(special, { maxLength: 5 }), fc.integer({ min: 1, max: 20 }), asker)

  test('is the lowest that applies, never above the list price, and never rises with the quantity or the tier', () => {
    holds(
      fc.property(anyPrice, ([{ sku: one }, specials, quantity, who]) => {
        const offered = { ...one, specials }
        const { priceFen } = priceOf(offered, quantity, who)
        expect(priceFen).toBeLessThanOrEqual(one.priceFen)
        expect(priceOf(offered, quantity + 1, who).priceFen).toBeLessThanOrEqual(priceFen)
        expect(priceOf(offered, quantity, { ...who, tier: who.tier + 1 }).priceFen).toBeLessThanOrEqual(priceFen)
        // Whatever the order in which the shop wrote them down.
        expect(priceOf({ ...offered, specials: specials.toReversed() }, quantity, who).priceFen).toBe(priceFen)
      }),
    )
  })
  test('says why: each kind holds for whom it is meant, and for nobody else', () => {
    const one = sku({
      priceFen: 1000,
      tiers: [{ minQuantity: 3, priceFen: 900 }],
      specials: [
        { kind: 'member', fromTier: 2, priceFen: 850 },
        { kind: 'channel', channel: 'weapp', priceFen: 950 },
        { kind: 'timed', from: '2026-11-28T00:00:00Z', until: '2026-11-29T00:00:00Z', priceFen: 500 },
      ],
    })
    const during = new Date('2026-11-28T00:00:00Z')
    const after = new Date('2026-11-29T00:00:00Z')
    const asked = (quantity: number, who: Partial<Asker>): [number, string] => {
      const price = priceOf(one, quantity, { ...anybody, ...who })
      return [price.priceFen, price.reason]
    }
    expect(asked(1, {})).toEqual([1000, 'list'])
    expect(asked(3, {})).toEqual([900, 'tier'])
    expect(asked(1, { tier: 1 })).toEqual([1000, 'list'])
    expect(asked(3, { tier: 2 })).toEqual([850, 'member'])
    expect(asked(1, { channel: 'weapp' })).toEqual([950, 'channel'])
    expect(asked(1, { channel: 'h5' })).toEqual([1000, 'list'])
    expect(asked(1, { tier: 9, at: during })).toEqual([500, 'timed'])
    expect(asked(1, { at: after })).toEqual([1000, 'list'])
  })
})

test('purchase limits name what is wrong and how many may be bought', () => {
  const limited = sku({ limits: { minimum: 4, step: 2, perOrder: 10, perPerson: 12, period: 'ever' } })
  const fault = (quantity: number, personLeft: number | null = null, ofProduct = quantity) =>
    limitFault(limited, quantity, { ofProduct, personLeft })
  expect(fault(4)).toBeUndefined()
  expect(fault(10, 10)).toBeUndefined()
  expect(fault(2)).toEqual({ reason: 'below_minimum', allowed: 4 })
  expect(fault(7)).toEqual({ reason: 'off_step', allowed: 6 })
  expect(fault(12)).toEqual({ reason: 'over_order', allowed: 10 })
  expect(fault(6, null, 12)).toEqual({ reason: 'over_order', allowed: 10 })
  expect(fault(8, 7)).toEqual({ reason: 'over_person', allowed: 6 })
  expect(fault(4, 3)).toEqual({ reason: 'over_person', allowed: 0 })
})

test('each line that cannot be bought says why, and the others are bought', () => {
  const [good, off, closed, short] = [sku(), sku({ onSale: false }), sku({ shopId: randomUUID() }), sku()]
  const dear = sku({ priceFen: 90_000_000_00 })
  const unknown = randomUUID()
  const all = [good, off, closed, short, dear]
  const { valid, invalid } = sort({
    wanted: [...all.map(({ skuId }) => ({ skuId, quantity: 2 })), { skuId: unknown, quantity: 2 }],
    skus: all,
    available: new Map(all.map(({ skuId }) => [skuId, skuId === short.skuId ? 1 : 9])),
    openShops: new Set([good.shopId]),
    askerIn: () => anybody,
    personLeft: new Map(),
    priceOnly: false,
  })
  expect(valid.map((one) => one.sku.skuId)).toEqual([good.skuId])
  expect(invalid.map(({ skuId, reason, available }) => [skuId, reason, available])).toEqual([
    [off.skuId, 'off_sale', 9],
    [closed.skuId, 'shop_closed', 9],
    [short.skuId, 'stock_short', 1],
    [dear.skuId, 'too_much', 9],
    [unknown, 'unknown', 0],
  ])
})
