import { inScope } from './scope.ts'
import { isRefusal, type Refusal, sum, type Taken, type View } from './rule.ts'
import { benefits, conditions } from './rules.ts'
import type { BasketLine, Member, Offer } from './contract.ts'

/** What is still to pay after some offers. */
export interface Due {
  linesFen: readonly number[]
  freightFen: number
}

/** An offer bound to a basket: which lines it is about, and what it would take off at any point. */
export interface Prepared {
  offer: Offer
  take: (due: Due) => Taken | Refusal
  next: (due: Due) => Refusal | undefined
}

/** Binds an offer to the lines it is about; says why when it cannot work whatever else is used. */
export function prepare(offer: Offer, basket: { lines: readonly BasketLine[]; member: Member; now: Date }): Prepared | Refusal {
  const { lines, member, now } = basket
  if (offer.startsAt !== null && now < new Date(offer.startsAt)) return { reason: 'not_started' }
  if (offer.endsAt !== null && now >= new Date(offer.endsAt)) return { reason: 'ended' }
  if (offer.usesLeft !== null && offer.usesLeft <= 0) return { reason: 'limit_reached' }
  const picked = lines.flatMap((line, index) => (inScope(line, offer.scope) ? [index] : []))
  if (picked.length === 0) return { reason: 'nothing_in_scope' }
  const scoped = picked.map((index) => lines[index]!)
  const bound = bind(offer)
  if (!bound) return { reason: 'rule_unknown' }
  const view = (due: Due): View => ({
    lines: scoped,
    dueFen: picked.map((index) => due.linesFen[index]!),
    freightFen: due.freightFen,
    member,
  })
  return {
    offer,
    take(due) {
      const seen = view(due)
      const refusal = bound.refuse(seen)
      if (refusal) return refusal
      const taken = bound.apply(seen)
      if (isRefusal(taken)) return taken
      if (sum(taken.linesFen) + taken.freightFen === 0) return { reason: 'nothing_to_take' }
      return { linesFen: scatter(taken.linesFen, picked, lines.length), freightFen: taken.freightFen }
    },
    next: (due) => (bound.refuse(view(due)) ? undefined : bound.next(view(due))),
  }
}

interface Bound {
  refuse: (view: View) => Refusal | undefined
  apply: (view: View) => Taken | Refusal
  next: (view: View) => Refusal | undefined
}

/** Finds the rules an offer names and parses its arguments once. */
function bind(offer: Offer): Bound | undefined {
  const benefit = benefits.find((rule) => rule.type === offer.benefit.type)
  const checks = offer.conditions.map(({ type, args }) => ({ rule: conditions.find((rule) => rule.type === type), args }))
  if (!benefit || checks.some(({ rule }) => !rule)) return undefined
  const args = benefit.args.parse(offer.benefit.args)
  const parsed = checks.map(({ rule, args: given }) => ({ rule: rule!, args: rule!.args.parse(given) }))
  return {
    refuse(view) {
      for (const { rule, args: given } of parsed) {
        const refusal = rule.check(view, given)
        if (refusal) return refusal
      }
      return undefined
    },
    apply: (view) => benefit.apply(view, args),
    next: (view) => benefit.next?.(view, args),
  }
}

function scatter(values: readonly number[], at: readonly number[], length: number): number[] {
  const all = Array.from({ length }, () => 0)
  at.forEach((index, position) => (all[index] = values[position]!))
  return all
}
