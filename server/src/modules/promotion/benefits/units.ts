import { allocate } from '../../../kernel/money.ts'
import { sum } from '../rule.ts'

/** Pieces of one line that cost the same. A line's pieces differ by one fen at most, so it is two runs and not 999 pieces. */
export interface Run {
  line: number
  fen: number
  pieces: number
}

/** Groups of n pieces that look alike, `times` of them. */
export interface Group {
  parts: readonly Run[]
  times: number
}

/** Every piece with what is still to pay for it, dearest first, so that a shopper is never worse off by one piece more. */
export function runsOf(quantities: readonly number[], dueFen: readonly number[]): Run[] {
  const runs = quantities.flatMap((quantity, line) => {
    const fen = Math.floor(dueFen[line]! / quantity)
    const dearer = dueFen[line]! % quantity
    return [
      { line, fen: fen + 1, pieces: dearer },
      { line, fen, pieces: quantity - dearer },
    ]
  })
  return runs.filter((run) => run.pieces > 0).sort((a, b) => b.fen - a.fen || a.line - b.line)
}

/** The pieces in full groups of n, dearest first, at most `maxTimes` of them; what is left over belongs to none. */
export function groupsOf(
  quantities: readonly number[],
  dueFen: readonly number[],
  { n, maxTimes }: { n: number; maxTimes?: number | undefined },
): Group[] {
  const groups: Group[] = []
  let left = maxTimes ?? Infinity
  let open: Run[] = []
  let missing = n
  const close = (parts: readonly Run[], times: number): void => {
    groups.push({ parts, times: Math.min(times, left) })
    left -= Math.min(times, left)
  }
  for (const run of runsOf(quantities, dueFen)) {
    let pieces = run.pieces
    while (pieces > 0 && left > 0) {
      if (missing === n && pieces >= n) {
        close([{ ...run, pieces: n }], Math.floor(pieces / n))
        pieces %= n
        continue
      }
      const taken = Math.min(missing, pieces)
      open.push({ ...run, pieces: taken })
      pieces -= taken
      missing -= taken
      if (missing > 0) continue
      close(open, 1)
      open = []
      missing = n
    }
  }
  return groups
}

export const groupFen = (group: Group): number => sum(group.parts.map((part) => part.fen * part.pieces))

/** Spreads `offFen` over the lines whose pieces took part, by what those pieces still cost. */
export function spread(offFen: number, groups: readonly Group[], lines: number): number[] {
  const caps = Array.from({ length: lines }, () => 0)
  for (const { parts, times } of groups) for (const part of parts) caps[part.line]! += part.fen * part.pieces * times
  return allocate(offFen, caps)
}
