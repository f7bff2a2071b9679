import { partsAcross } from './across.ts'
import { type Best, type Combination, combinations, combine, EXACT_UP_TO, extend, nothingYet, weighAll, weighBest } from './combine.ts'
import type { AcrossOutcome, Choice, Member, Offer, Outcome } from './contract.ts'
import { bindBasket, type BoundBasket, type EvaluateInput, outcomeOf } from './evaluate.ts'
import type { Due, Prepared } from './prepare.ts'
import { isRefusal, sum } from './rule.ts'

export interface JointInput {
  /** `lineId`s differ over all shops. */
  shops: readonly { shopId: string; given: Omit<EvaluateInput, 'dueFen' | 'now'> }[]
  /** Offers over several shops, and the shopper as they see them. */
  across: { offers: readonly Offer[]; member: Member }
  now: Date
}
export interface Joint {
  shops: { shopId: string; outcome: Outcome }[]
  across: AcrossOutcome
  choice: Choice
}
interface Chosen {
  own: readonly Best[]
  across: Best
  totalFen: number
}

/**
 * The offers of all shops and those over several shops, chosen together: one shop's own offer is given up where that brings more over several
 * shops. What each shop's best and then the best over all take off is the measure; another choice replaces it only when it takes more. With no
 * more than twelve offers (4096 combinations) all are weighed, beyond a bounded number. Pure, and the same in whatever order things are listed.
 */
export function evaluateTogether({ shops, across, now }: JointInput): Joint {
  const sorted = [...shops].sort((a, b) => (a.shopId < b.shopId ? -1 : 1))
  const own = sorted.map(({ given }) => bindBasket({ ...given, now }))
  const whole = bindAcross(own, { ...across, now, due: own.map((bound) => bound.whole) })
  const over = combiner(own, whole)
  const first = chosenFrom(
    own.map((bound) => combine(bound.candidates, bound.whole)),
    over,
  )
  const { chosen, exact, weighed } = better({ own, whole, first, over })
  const [instead] = chosen === first ? [] : chosen.across.steps
  const outcomes = own.map((bound, index) => outcomeOf(bound, chosen.own[index]!, instead?.prepared.offer.id))
  const parts = sorted.map(({ shopId }, index) => ({ shopId, lineIds: own[index]!.lines.map((line) => line.lineId) }))
  return {
    shops: shops.map(({ shopId }) => ({ shopId, outcome: outcomes[sorted.findIndex((one) => one.shopId === shopId)]! })),
    across: partsAcross(parts, outcomeOf(bindAcross(own, { ...across, now, due: chosen.own.map((best) => best.due) }), chosen.across)),
    choice: { exact, weighed, offers: [...own, whole].reduce((count, bound) => count + bound.candidates.length, 0) },
  }
}

function bindAcross(
  own: readonly BoundBasket[],
  { offers, member, now, due }: JointInput['across'] & { now: Date; due: readonly Due[] },
): BoundBasket {
  const lines = own.flatMap((bound) => bound.lines)
  const fen = due.flatMap(({ linesFen }) => linesFen)
  const dueFen = new Map(lines.map((line, index) => [line.lineId, fen[index]!]))
  return bindBasket({ basket: { lines, freightFen: 0 }, dueFen, offers, member, now })
}

type Over = (due: readonly Due[]) => BoundBasket

/** The offers over several shops, bound once, on what shops leave of their goods: many choices in shops are tried. */
function combiner(own: readonly BoundBasket[], bound: BoundBasket): Over {
  const at = new Map(own.flatMap(({ lines }) => lines).map((line, index) => [line.lineId, index]))
  const order = bound.lines.map((line) => at.get(line.lineId)!)
  return (due) => {
    const fen = due.flatMap(({ linesFen }) => linesFen)
    const whole = { linesFen: order.map((index) => fen[index]!), freightFen: 0 }
    return { ...bound, whole, candidates: bound.candidates.filter((prepared) => !isRefusal(prepared.take(whole))) }
  }
}

/** A choice in each shop, with the best over all shops on what it leaves. */
function chosenFrom(own: readonly Best[], over: Over): Chosen {
  const bound = over(own.map((best) => best.due))
  const across = combine(bound.candidates, bound.whole)
  return { own, across, totalFen: sum(own.map((best) => best.totalFen)) + across.totalFen }
}

interface Search {
  own: readonly BoundBasket[]
  /** Offers over several shops, on goods that no shop has reduced. */
  whole: BoundBasket
  first: Chosen
  over: Over
}

/** What takes more off than the first choice, if anything does. */
function better(search: Search): { chosen: Chosen; exact: boolean; weighed: number } {
  const { own, whole, first } = search
  const each = [...first.own, first.across]
  const exact = each.every((best) => best.exact)
  const weighed = sum(each.map((best) => best.weighed))
  // Nothing can take more than each shop's best and the best over all on goods that nobody has reduced.
  const most = sum(first.own.map((best) => best.totalFen)) + combine(whole.candidates, whole.whole).totalFen
  if (whole.candidates.length === 0 || first.totalFen >= most) return { chosen: first, exact, weighed }
  const lifted = liftAll(own, whole)
  const all = combinations(lifted)
  if (all > EXACT_UP_TO) return { ...climb(search, weighed), exact: false }
  const found = weighAll(lifted, nothingYet(joined(own)), first.totalFen)
  return { chosen: found ? parted(search, found, all) : first, exact: true, weighed: all }
}

/** What is to pay for everything: each shop's lines, and after them its freight as if it were one. */
const joined = (own: readonly BoundBasket[]): Due => ({
  linesFen: own.flatMap(({ whole }) => [...whole.linesFen, whole.freightFen]),
  freightFen: 0,
})

/** All offers as if all shops were one basket: a shop's see its own lines and freight, those over several shops see all lines. */
function liftAll(own: readonly BoundBasket[], whole: BoundBasket): Prepared[] {
  const length = sum(own.map((bound) => bound.lines.length + 1))
  const goods: number[] = []
  let from = 0
  const lifted = own.flatMap((bound, index) => {
    const at = bound.lines.map((_, line) => from + line)
    goods.push(...at)
    from += at.length + 1
    return bound.candidates.map((prepared) => lift(prepared, { at, freightAt: from - 1, length, realm: `shop ${index}` }))
  })
  return [...lifted, ...whole.candidates.map((prepared) => lift(prepared, { at: goods, freightAt: null, length, realm: 'all' }))]
}

function lift(
  prepared: Prepared,
  { at, freightAt, length, realm }: { at: readonly number[]; freightAt: number | null; length: number; realm: string },
): Prepared {
  return {
    ...prepared,
    realm,
    take({ linesFen }) {
      const taken = prepared.take({
        linesFen: at.map((index) => linesFen[index]!),
        freightFen: freightAt === null ? 0 : linesFen[freightAt]!,
      })
      if (isRefusal(taken)) return taken
      const all = Array.from({ length }, () => 0)
      at.forEach((index, line) => (all[index] = taken.linesFen[line]!))
      if (freightAt !== null) all[freightAt] = taken.freightFen
      return { ...taken, linesFen: all, freightFen: 0 }
    },
  }
}

/** A combination over everything, told shop by shop again. */
function parted({ own, over }: Search, found: Combination, weighed: number): Chosen {
  const used = (realm: string): Set<string> =>
    new Set(found.steps.filter((step) => step.prepared.realm === realm).map((step) => step.prepared.offer.id))
  const best = (bound: BoundBasket, realm: string): Best => ({ ...replay(bound, used(realm)), exact: true, weighed })
  const chosen = own.map((bound, index) => best(bound, `shop ${index}`))
  const rest = over(chosen.map(({ due }) => due))
  return { own: chosen, across: best(rest, 'all'), totalFen: found.totalFen }
}

const replay = ({ candidates, whole }: BoundBasket, ids: ReadonlySet<string>): Combination =>
  candidates
    .filter(({ offer }) => ids.has(offer.id))
    .reduce<Combination>((now, prepared) => extend(now, prepared) ?? now, nothingYet(whole))

/**
 * Too many to weigh: from each shop's own best, and from nothing in any shop, each shop in turn tries its most promising combinations while
 * that takes more off. Never worse than the first choice, and bounded: some hundred tries however many offers and shops there are.
 */
function climb(search: Search, weighedBefore: number): { chosen: Chosen; weighed: number } {
  const { own, first, over } = search
  const tries = Math.max(2, Math.min(16, Math.floor(64 / own.length)))
  const options = own.map(({ candidates, whole }) => {
    const { kept } = weighBest(candidates, nothingYet(whole))
    const most = [...kept.slice(0, tries - 1), nothingYet(whole)]
    return most.map((combination): Best => ({ ...combination, exact: false, weighed: 0 }))
  })
  let weighed = weighedBefore
  const climbed = (from: Chosen): Chosen => {
    let now = from
    for (let round = 0; round < 2; round += 1) {
      options.forEach((list, shop) => {
        for (const option of list) {
          weighed += 1
          const next = chosenFrom(
            now.own.map((best, index) => (index === shop ? option : best)),
            over,
          )
          if (next.totalFen > now.totalFen) now = next
        }
      })
    }
    return now
  }
  const bare = chosenFrom(
    options.map((list) => list.at(-1)!),
    over,
  )
  const [fromBest, fromNothing] = [climbed(first), climbed(bare)]
  return { chosen: fromNothing.totalFen > fromBest.totalFen ? fromNothing : fromBest, weighed }
}
