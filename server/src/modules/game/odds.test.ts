import { expect, test } from 'vitest'
import { ladderOf, sliceAt } from './odds.ts'

const wheel = [
  { position: 0, kind: 'goods', oddsBps: 50, instead: null },
  { position: 1, kind: 'points', oddsBps: 1450, instead: null },
  { position: 2, kind: 'coupon', oddsBps: 2500, instead: 1 },
  { position: 3, kind: 'thanks', oddsBps: 6000, instead: null },
]

/** A source of chance that can be played again. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % 10_000
  }
}

test('of all ten thousand rolls each slice has exactly its odds', () => {
  const counts = new Map<number, number>()
  for (let roll = 0; roll < 10_000; roll += 1) {
    const { position } = sliceAt(wheel, roll)
    counts.set(position, (counts.get(position) ?? 0) + 1)
  }
  expect(wheel.map((slice) => counts.get(slice.position))).toEqual(wheel.map((slice) => slice.oddsBps))
})

test('over two hundred thousand draws by a seeded source the odds are kept (chi-square, three degrees of freedom, p > 0.001)', () => {
  for (const seed of [1, 7, 2026]) {
    const roll = seeded(seed)
    const draws = 200_000
    const counts = wheel.map(() => 0)
    for (let n = 0; n < draws; n += 1) {
      const { position } = sliceAt(wheel, roll())
      counts[position] = (counts[position] ?? 0) + 1
    }
    const chi = wheel.reduce((sum, { oddsBps, position }) => {
      const expected = (draws * oddsBps) / 10_000
      return sum + ((counts[position] ?? 0) - expected) ** 2 / expected
    }, 0)
    expect(chi, `seed ${seed}`).toBeLessThan(16.27)
  }
})

test('a roll wins what it fell on, then what stands in for it, then thanks, and nothing else', () => {
  expect(ladderOf(wheel, 0).map((one) => one.kind)).toEqual(['goods', 'thanks'])
  expect(ladderOf(wheel, 2000).map((one) => one.kind)).toEqual(['coupon', 'points', 'thanks'])
  expect(ladderOf(wheel, 9999).map((one) => one.kind)).toEqual(['thanks'])
  const round = wheel.map((slice) => (slice.position === 1 ? { ...slice, instead: 2 } : slice))
  expect(ladderOf(round, 2000).map((one) => one.kind)).toEqual(['coupon', 'points', 'thanks'])
})
