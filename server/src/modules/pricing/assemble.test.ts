import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SkuForSale } from '../catalog/contract.ts'
import type { Outcome } from '../promotion/contract.ts'
import { assembleQuote, assembleShop, sort, unitPrice } from './assemble.ts'
import type { Quote } from './contract.ts'
import { sku } from './testing/builders.ts'

const holds = <T>(property: fc.IProperty<T>): void => fc.assert(property, { numRuns: 3000, seed: 20_261_111 })
const fails = <T>(property: fc.IProperty<T>): boolean => fc.check(property, { numRuns: 1000, seed: 20_261_111 }).failed
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const fen = fc.integer({ min: 0, max: 200_000 })
const goods = fc
  .record({
    priceFen: fen,
    tiers: fc.array(fc.record({ minQuantity: fc.integer({ min: 2, max: 9 }), priceFen: fen }), { maxLength: 3 }),
    quantity: fc.integer({ min: 1, max: 12 }),
    cut: fc.nat({ max: 1000 }),
  })
  .map(({ quantity, cut, ...over }) => ({ sku: sku(over), quantity, cut }))
const shop = fc.record({ goods: fc.array(goods, { minLength: 1, maxLength: 6 }), freightFen: fen, freightCut: fc.nat({ max: 1000 }) })

/** An outcome that takes any part of each line and of the freight, as an engine may. */
function outcomeOf(one: {
  goods: readonly { sku: SkuForSale; quantity: number; cut: number }[]
  freightFen: number
  freightCut: number
}): Outcome & { usedCouponIds: string[] } {
  const lines = one.goods.map(({ sku: { skuId, ...rest }, quantity, cut }) => {
    const amountFen = unitPrice(rest, quantity) * quantity
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
    const one = { goods: [{ sku: sku(), quantity: 1, cut: 0 }], freightFen: 0, freightCut: 0 }
    const outcome = { ...outcomeOf(one), lines: [] }
    expect(() => assembleShop({ id: randomUUID(), name: 'x' }, one.goods, { freightFen: 0, outcome })).toThrow(/lacks a line/)
  })
})

describe('the price of a piece', () => {
  test('is the lowest tier reached, never above the list price, and never rises with the quantity', () => {
    holds(
      fc.property(goods, fc.integer({ min: 1, max: 20 }), ({ sku: one }, quantity) => {
        expect(unitPrice(one, quantity)).toBeLessThanOrEqual(one.priceFen)
        expect(unitPrice(one, quantity + 1)).toBeLessThanOrEqual(unitPrice(one, quantity))
      }),
    )
    const tiered = sku({ priceFen: 1000, tiers: [{ minQuantity: 3, priceFen: 900 }] })
    expect([unitPrice(tiered, 2), unitPrice(tiered, 3)]).toEqual([1000, 900])
  })
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
