import type { Offer } from './contract.ts'
import { type Due, type Prepared } from './prepare.ts'
import { givesAlong, isRefusal, sum, type Taken } from './rule.ts'

/** Up to this many combinations, all are weighed: twelve offers that go together, or many more that exclude each other. */
export const EXACT_UP_TO = 4096
/** Beyond it, so many partial combinations are kept after each offer; fewer for a great basket, so that no basket takes seconds. */
const beamFor = (lines: number): number => Math.min(64, Math.max(8, Math.floor(4096 / lines)))

export interface Step {
  prepared: Prepared
  taken: Taken
  /** What was to pay before this offer. */
  before: Due
}

/** A combination of offers, applied in their order. */
export interface Combination {
  steps: readonly Step[]
  due: Due
  totalFen: number
  /** How many of its offers give something along: a gift, a coupon. */
  extras: number
}

export interface Best {
  steps: readonly Step[]
  due: Due
  /** What they take off in all. */
  totalFen: number
  /** Every combination was weighed; otherwise there were too many, and the most promising were. */
  exact: boolean
  /** How many combinations were looked at, those included that could not be better. */
  weighed: number
}

/**
 * The combination that takes most off. Of equal ones, that which gives more along (gifts, coupons), uses fewer coupons, then fewer offers, then the one whose offers
 * come first: so the answer is one and the same however the offers are listed. `candidates` come in the order of their use.
 */
export function combine(candidates: readonly Prepared[], due: Due): Best {
  const start = nothingYet(due)
  const all = combinations(candidates)
  if (all <= EXACT_UP_TO) return { ...weighAll(candidates, start)!, exact: true, weighed: all }
  const { kept, weighed } = weighBest(candidates, start)
  return { ...kept[0]!, exact: false, weighed }
}

export const nothingYet = (due: Due): Combination => ({ steps: [], due, totalFen: 0, extras: 0 })

/** How many ways there are to take at most one of each group. */
export function combinations(candidates: readonly Prepared[]): number {
  const sizes = new Map<string, number>()
  for (const candidate of candidates) sizes.set(groupOf(candidate), (sizes.get(groupOf(candidate)) ?? 0) + 1)
  return [...sizes.values()].reduce((product, size) => product * (size + 1), 1)
}

/**
 * Depth first with a bound. An offer never takes more later than at the start, so the sum of those left bounds what may come. With a floor:
 * only what takes more than that, or nothing.
 */
export function weighAll(candidates: readonly Prepared[], start: Combination, floorFen = -1): Combination | undefined {
  const rest = restOf(candidates, start.due)
  let best: Combination | undefined
  const visit = (index: number, now: Combination): void => {
    if (index === candidates.length) {
      if (now.totalFen > floorFen && (!best || compare(now, best) < 0)) best = now
      return
    }
    const most = now.totalFen + Math.min(rest[index]!, sum(now.due.linesFen) + now.due.freightFen)
    if (most <= floorFen || (best && most < best.totalFen)) return
    const next = extend(now, candidates[index]!)
    if (next) visit(index + 1, next)
    visit(index + 1, now)
  }
  visit(0, start)
  return best
}

/** Keeps the most promising after each offer, best first. Bounded in time, and never worse than any single offer. */
export function weighBest(candidates: readonly Prepared[], start: Combination): { kept: Combination[]; weighed: number } {
  const beam = beamFor(start.due.linesFen.length)
  let kept: Combination[] = [start]
  let weighed = 1
  for (const candidate of candidates) {
    const grown = kept.flatMap((now) => extend(now, candidate) ?? [])
    weighed += grown.length
    kept = [...kept, ...grown].sort(compare).slice(0, beam)
  }
  const singles = candidates.flatMap((candidate) => extend(start, candidate) ?? [])
  return { kept: [...kept, ...singles].sort(compare), weighed }
}

export function extend(now: Combination, prepared: Prepared): Combination | undefined {
  const rival = (step: Step): boolean => step.prepared.realm === prepared.realm && excludes(step.prepared.offer, prepared.offer)
  if (now.steps.some(rival)) return undefined
  const taken = prepared.take(now.due)
  if (isRefusal(taken)) return undefined
  const due = {
    linesFen: now.due.linesFen.map((fen, index) => fen - taken.linesFen[index]!),
    freightFen: now.due.freightFen - taken.freightFen,
  }
  return {
    steps: [...now.steps, { prepared, taken, before: now.due }],
    due,
    totalFen: now.totalFen + worth(taken),
    extras: now.extras + (givesAlong(taken) ? 1 : 0),
  }
}

/** For each position, the most that the offers from there on could take: the best of each group. */
function restOf(candidates: readonly Prepared[], due: Due): number[] {
  const worths = candidates.map((candidate) => {
    const taken = candidate.take(due)
    return isRefusal(taken) ? 0 : worth(taken)
  })
  return candidates.map((_, from) => {
    const groups = new Map<string, number>()
    candidates.slice(from).forEach((candidate, index) => {
      const group = groupOf(candidate)
      groups.set(group, Math.max(worths[from + index]!, groups.get(group) ?? 0))
    })
    return sum([...groups.values()])
  })
}

/** Two offers of one group exclude each other; one that stands alone excludes all. */
export const excludes = (a: Offer, b: Offer): boolean => a.group === b.group || a.alone === true || b.alone === true

const worth = (taken: Taken): number => sum(taken.linesFen) + taken.freightFen
const groupOf = ({ realm = '', offer }: Prepared): string => `${realm} ${offer.group}`
const coupons = (a: Combination): number => a.steps.filter((step) => step.prepared.offer.source === 'coupon').length
const key = (a: Combination): string => a.steps.map((step) => step.prepared.offer.id).join(' ')

export function compare(a: Combination, b: Combination): number {
  const keyA = key(a)
  const keyB = key(b)
  return (
    b.totalFen - a.totalFen ||
    b.extras - a.extras ||
    coupons(a) - coupons(b) ||
    a.steps.length - b.steps.length ||
    (keyA < keyB ? -1 : keyA > keyB ? 1 : 0)
  )
}
