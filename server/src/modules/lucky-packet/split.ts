import { randomInt } from 'node:crypto'

/**
 * So many shares of a whole, each one fen or more, that sum to it exactly. Equal ones, or by chance: every way to divide the whole is as likely as any other
 * (cuts are drawn among the gaps between its fen), so that it does not matter whose turn is when. Pure but for the dice.
 */
export function split(totalFen: number, { shares, kind }: { shares: number; kind: 'fixed' | 'random' }, dice = randomInt): number[] {
  if (kind === 'fixed') return Array.from({ length: shares }, () => totalFen / shares)
  const cuts = new Set<number>()
  // Floyd's draw of distinct gaps: as many draws as there are cuts.
  for (let gap = totalFen - shares + 1; gap < totalFen; gap += 1) {
    const drawn = 1 + dice(gap)
    cuts.add(cuts.has(drawn) ? gap : drawn)
  }
  const ends = [...cuts].toSorted((one, other) => one - other)
  return [...ends, totalFen].map((end, at) => end - (ends[at - 1] ?? 0))
}
