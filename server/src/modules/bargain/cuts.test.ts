import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutsOf } from './cuts.ts'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const wish = fc
  .record({ helpers: fc.integer({ min: 1, max: 200 }), over: fc.integer({ min: 0, max: 10_000_000_000 }), seed: fc.string() })
  .map(({ helpers, over, seed }) => ({ helpers, spreadFen: helpers + over, seed }))

test('the cuts are as many as the helpers, each at least one fen, and end exactly at the floor', () => {
  fc.assert(
    fc.property(wish, (one) => {
      const cuts = cutsOf(one)
      expect(cuts).toHaveLength(one.helpers)
      expect(cuts.every((cut) => Number.isSafeInteger(cut) && cut >= 1)).toBe(true)
      expect(sum(cuts)).toBe(one.spreadFen)
    }),
    { numRuns: 500 },
  )
})

test('the same seed gives the same cuts, another one others; nobody cuts more than some times what another one does', () => {
  fc.assert(
    fc.property(wish, (one) => {
      const cuts = cutsOf(one)
      expect(cutsOf(one)).toEqual(cuts)
      expect(Math.max(...cuts) - 2).toBeLessThanOrEqual(3 * Math.min(...cuts))
    }),
    { numRuns: 300 },
  )
  const big = { spreadFen: 100_000, helpers: 20 }
  expect(cutsOf({ ...big, seed: 'a' })).not.toEqual(cutsOf({ ...big, seed: 'b' }))
})

test('what cannot be cut is refused', () => {
  for (const [spreadFen, helpers] of [
    [2, 3],
    [5, 0],
    [1.5, 1],
  ] as const)
    expect(() => cutsOf({ spreadFen, helpers, seed: '' })).toThrow(RangeError)
})
