export interface Slice {
  position: number
  kind: string
  oddsBps: number
  instead: number | null
}

/** Of a wheel whose odds sum to ten thousand: the slice on which a roll from 0 to 9999 falls. */
export function sliceAt<S extends Slice>(slices: readonly S[], roll: number): S {
  let end = 0
  for (const slice of slices.toSorted((a, b) => a.position - b.position)) {
    end += slice.oddsBps
    if (roll < end) return slice
  }
  throw new Error(`the odds end at ${end}, and the roll was ${roll}`)
}

/**
 * What may be won by a roll, in the order in which it is tried: what it fell on, then what stands in for it when that is sold out, and at the
 * end `thanks`. Nothing else is ever won by it.
 */
export function ladderOf<S extends Slice>(slices: readonly S[], roll: number): S[] {
  const at = (position: number) => slices.find((one) => one.position === position)
  const thanks = slices.find((one) => one.kind === 'thanks')
  if (!thanks) throw new Error('a wheel without thanks')
  const ladder: S[] = []
  let next: S | undefined = sliceAt(slices, roll)
  while (next && next.kind !== 'thanks' && !ladder.includes(next)) {
    ladder.push(next)
    next = next.instead === null ? undefined : at(next.instead)
  }
  return [...ladder, thanks]
}
