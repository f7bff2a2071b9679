/** Choices that a seed repeats. */
export interface Dice {
  /** 0 ≤ number < 1. */
  roll: () => number
  /** 0 … n − 1. */
  below: (n: number) => number
  chance: (probability: number) => boolean
  pick: <T>(from: readonly T[]) => T
  /** Some of them, in no order, at least one. */
  some: <T>(from: readonly T[], most: number) => T[]
}

/** The generator mulberry32 (public domain), which is plenty for choosing what to do next. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number): number => Math.floor(roll() * n)
  const pick = <T>(from: readonly T[]): T => {
    const found = from[below(from.length)]
    if (found === undefined) throw new Error('there is nothing to pick from')
    return found
  }
  const some = <T>(from: readonly T[], most: number): T[] => {
    const rest = [...from]
    return Array.from({ length: Math.min(1 + below(most), rest.length) }, () => rest.splice(below(rest.length), 1)).flat()
  }
  return { roll, below, chance: (probability) => roll() < probability, pick, some }
}
