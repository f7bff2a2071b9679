import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, basisPoints, unitShare, yuan } from './money.ts'

const fen = fc.integer({ min: 0, max: 10_000_000_00 })
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('a discount over lines', () => {
  const cases = fc
    .array(fen, { minLength: 1, maxLength: 60 })
    .chain((caps) => fc.tuple(fc.constant(caps), fc.integer({ min: 0, max: sum(caps) })))

  test('sums to itself, takes from no line more than it has, and gives to none', () => {
    fc.assert(
      fc.property(cases, ([caps, amount]) => {
        const shares = allocate(amount, caps)
        expect(sum(shares)).toBe(amount)
        for (const [index, share] of shares.entries()) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(caps[index] ?? -1)
        }
      }),
    )
  })

  test('is within one fen of the exact proportion on every line', () => {
    fc.assert(
      fc.property(cases, ([caps, amount]) => {
        const total = BigInt(sum(caps))
        for (const [index, share] of allocate(amount, caps).entries()) {
          const off = BigInt(share) * total - BigInt(amount) * BigInt(caps[index] ?? 0)
          expect(off < 0n ? -off < total || total === 0n : off < total || total === 0n).toBe(true)
        }
      }),
    )
  })

  test('of more than the goods is refused', () => {
    expect(() => allocate(101, [50, 50])).toThrow(RangeError)
    expect(() => allocate(-1, [50])).toThrow(RangeError)
    expect(() => allocate(0.5, [50])).toThrow(RangeError)
  })

  test('breaks ties for the earlier line', () => {
    expect(allocate(1000, [3333, 3333, 3334])).toEqual([333, 333, 334])
    expect(allocate(1, [5, 5, 5])).toEqual([1, 0, 0])
    expect(allocate(0, [])).toEqual([])
  })
})

test('the units of a line pay together what the line pays, in any grouping', () => {
  fc.assert(
    fc.property(fen, fc.integer({ min: 1, max: 300 }), (amount, units) => {
      const shares = Array.from({ length: units }, (_, index) => unitShare(amount, units, index + 1))
      expect(sum(shares)).toBe(amount)
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
    }),
  )
})

test('a rate is rounded half up to the fen, once', () => {
  expect([basisPoints(1, 5000), basisPoints(3, 5000), basisPoints(99, 50), basisPoints(100, 49)]).toEqual([1, 2, 0, 0])
  fc.assert(
    fc.property(fen, fc.integer({ min: 0, max: 10_000 }), (amount, bps) => {
      expect(Math.abs(basisPoints(amount, bps) - (amount * bps) / 10_000)).toBeLessThanOrEqual(0.5001)
    }),
  )
})

test('an amount is written with two places', () => {
  expect([yuan(0), yuan(5), yuan(1234), yuan(-1234)]).toEqual(['¥0.00', '¥0.05', '¥12.34', '-¥12.34'])
})
