import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { freightElsewhere, type PricedLine, reprice } from './reprice.ts'

const holds = <T>(property: fc.IProperty<T>): void => fc.assert(property, { numRuns: 3000, seed: 20_261_127 })
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const lineOf = fc
  .record({
    unitPriceFen: fc.nat({ max: 100_000 }),
    quantity: fc.integer({ min: 1, max: 9 }),
    cut: fc.nat({ max: 1000 }),
    assets: fc.nat({ max: 1000 }),
    id: fc.uuid(),
  })
  .map(({ id, unitPriceFen, quantity, cut, assets }): PricedLine => {
    const amountFen = Math.floor((unitPriceFen * quantity * cut) / 1000)
    const assetsFen = Math.floor(((unitPriceFen * quantity - amountFen) * assets) / 1000)
    return { id, unitPriceFen, quantity, assetsFen, discounts: amountFen > 0 ? [{ title: '满减', amountFen }] : [] }
  })
const cart = fc.record({
  lines: fc.array(lineOf, { minLength: 1, maxLength: 6 }),
  freightFen: fc.nat({ max: 5000 }),
  freightOff: fc.nat({ max: 1000 }),
  goods: fc.nat({ max: 1000 }),
  freight: fc.option(fc.nat({ max: 9000 }), { nil: undefined }),
})
const capOf = (line: PricedLine): number =>
  line.unitPriceFen * line.quantity - line.assetsFen - sum(line.discounts.map((one) => one.amountFen))

test('goods at any total between nothing and what the rules say: every sum is that of the lines, none is negative, what was promised stays', () => {
  holds(
    fc.property(cart, ({ lines, freightFen, freightOff, goods, freight }) => {
      const before = { freightFen, freightDiscountFen: Math.floor((freightFen * freightOff) / 1000) }
      const most = sum(lines.map(capOf))
      const goodsPayableFen = Math.floor((most * goods) / 1000)
      const after = reprice(lines, before, { lines: [], goodsPayableFen, freightPayableFen: freight })
      expect(sum(after.lines.map((line) => line.payableFen))).toBe(goodsPayableFen)
      expect(after.payableFen).toBe(goodsPayableFen + (freight ?? before.freightFen - before.freightDiscountFen))
      expect(after.freightDiscountFen).toBeLessThanOrEqual(after.freightFen)
      for (const [index, line] of after.lines.entries()) {
        const was = lines[index] as PricedLine
        expect(line.payableFen).toBeGreaterThanOrEqual(0)
        expect(line.payableFen).toBeLessThanOrEqual(capOf(was))
        expect(line.payableFen).toBe(was.unitPriceFen * was.quantity - was.assetsFen - line.discountFen)
        expect(sum(line.discounts.map((one) => one.amountFen))).toBe(line.discountFen)
        expect(line.discounts).toEqual(expect.arrayContaining([...was.discounts]))
      }
    }),
  )
})

test('a lowering is taken back to the fen by asking for the former price', () => {
  holds(
    fc.property(cart, ({ lines, goods }) => {
      const most = sum(lines.map(capOf))
      const none = { freightFen: 0, freightDiscountFen: 0 }
      const lowered = reprice(lines, none, { lines: [], goodsPayableFen: Math.floor((most * goods) / 1000) })
      const then = lines.map((line, index) => ({ ...line, discounts: lowered.lines[index]?.discounts ?? [] }))
      const back = reprice(then, none, { lines: [], goodsPayableFen: most })
      expect(back.lines.map((line) => line.discounts)).toEqual(lines.map((line) => line.discounts))
    }),
  )
})

test('a line above what the rules say, a line of another order, and both ways at once are refused', () => {
  const line = { id: 'a', unitPriceFen: 1000, quantity: 2, assetsFen: 0, discounts: [{ title: '满减', amountFen: 300 }] }
  const none = { freightFen: 0, freightDiscountFen: 0 }
  const wishes = [
    { lines: [{ orderLineId: 'a', payableFen: 1701 }] },
    { lines: [{ orderLineId: 'b', payableFen: 1 }] },
    { lines: [{ orderLineId: 'a', payableFen: 1 }], goodsPayableFen: 1 },
    { lines: [], goodsPayableFen: 1701 },
  ]
  for (const wish of wishes) expect(() => reprice([line], none, wish)).toThrow('price_out_of_range')
  expect(reprice([line], none, { lines: [{ orderLineId: 'a', payableFen: 1700 }] }).payableFen).toBe(1700)
})

test('freight to another place: what was free stays free, a part that was taken off is taken off as far as it goes', () => {
  expect(freightElsewhere({ freightFen: 800, freightDiscountFen: 800 }, 2000)).toEqual({ freightFen: 2000, freightDiscountFen: 2000 })
  expect(freightElsewhere({ freightFen: 800, freightDiscountFen: 300 }, 2000)).toEqual({ freightFen: 2000, freightDiscountFen: 300 })
  expect(freightElsewhere({ freightFen: 800, freightDiscountFen: 300 }, 200)).toEqual({ freightFen: 200, freightDiscountFen: 200 })
  expect(freightElsewhere({ freightFen: 0, freightDiscountFen: 0 }, 500)).toEqual({ freightFen: 500, freightDiscountFen: 0 })
})
