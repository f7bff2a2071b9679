import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { PointsRule } from '../points/contract.ts'
import type { Quote, ShopQuote } from './contract.ts'
import { deduct } from './deduct.ts'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** A quote in which only the numbers matter that a deduction looks at. */
function quoteOf(shops: readonly { lines: readonly number[]; freightFen: number }[]): Quote {
  const parts = shops.map(({ lines, freightFen }) => {
    const made = lines.map((payableFen) => ({
      skuId: randomUUID(),
      quantity: 1,
      unitPriceFen: payableFen,
      pointsFen: 0,
      redPacketFen: 0,
      payableFen,
    }))
    return { lines: made, goodsFen: sum(lines), freightFen, pointsFen: 0, redPacketFen: 0, payableFen: sum(lines) + freightFen }
  })
  const payableFen = sum(parts.map((part) => part.payableFen))
  // The other fields are carried along as they are.
  return { shops: parts as unknown as ShopQuote[], pointsFen: 0, redPacketFen: 0, payableFen, assets: null } as unknown as Quote
}

const cart = fc.array(
  fc.record({ lines: fc.array(fc.nat({ max: 90_000 }), { minLength: 1, maxLength: 5 }), freightFen: fc.nat({ max: 2000 }) }),
  {
    maxLength: 4,
  },
)
const offers = fc.record({
  rule: fc.record({
    spending: fc.boolean(),
    perFen: fc.integer({ min: 1, max: 20 }),
    capBps: fc.nat({ max: 10_000 }),
    earnPerYuan: fc.nat(10),
    expireMonths: fc.nat(24),
  }),
  points: fc.nat({ max: 5_000_000 }),
  redPacketFen: fc.nat({ max: 200_000 }),
})
const wish = fc.record({ points: fc.boolean(), redPackets: fc.boolean() })

test('payable = what it was − points − red packets, for each line, each shop and the whole; never below the freight, never above cap or balance', () => {
  fc.assert(
    fc.property(cart, offers, wish, (shops, has, wants) => {
      const before = quoteOf(shops)
      const after = deduct(before, has, wants)
      const goodsFen = sum(shops.flatMap((shop) => shop.lines))
      expect(after.payableFen).toBe(before.payableFen - after.pointsFen - after.redPacketFen)
      expect(after.pointsFen * has.rule.perFen).toBeLessThanOrEqual(has.points)
      expect(after.pointsFen).toBeLessThanOrEqual(Math.floor((goodsFen * has.rule.capBps) / 10_000))
      expect(after.redPacketFen).toBeLessThanOrEqual(has.redPacketFen)
      if (!wants.points || !has.rule.spending) expect(after.pointsFen).toBe(0)
      if (!wants.redPackets) expect(after.redPacketFen).toBe(0)
      else expect(after.redPacketFen).toBe(Math.min(has.redPacketFen, goodsFen - after.pointsFen))
      for (const [index, shop] of after.shops.entries()) {
        const was = before.shops[index]
        expect(shop.payableFen).toBe((was?.payableFen ?? 0) - shop.pointsFen - shop.redPacketFen)
        expect(shop.payableFen).toBeGreaterThanOrEqual(shop.freightFen)
        for (const [place, line] of shop.lines.entries()) {
          expect(line.payableFen).toBe((was?.lines[place]?.payableFen ?? 0) - line.pointsFen - line.redPacketFen)
          expect(Math.min(line.payableFen, line.pointsFen, line.redPacketFen)).toBeGreaterThanOrEqual(0)
        }
      }
      expect(sum(after.shops.map((shop) => shop.pointsFen))).toBe(after.pointsFen)
      expect(sum(after.shops.flatMap((shop) => shop.lines.map((line) => line.redPacketFen)))).toBe(after.redPacketFen)
    }),
    { numRuns: 3000, seed: 3 },
  )
})

test('the defaults of the mall: 100 points are one yuan, for half of the goods at most', () => {
  const after = deduct(
    quoteOf([{ lines: [1001], freightFen: 500 }]),
    { rule: PointsRule.parse({}), points: 9000, redPacketFen: 100 },
    { points: true, redPackets: true },
  )
  expect(after).toMatchObject({ pointsFen: 500, redPacketFen: 100, payableFen: 901 })
})
