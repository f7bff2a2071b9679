import { inScope } from './scope.ts'
import { givesAlong, isRefusal, type Refusal, sum, type Taken, type View } from './rule.ts'
import { benefits, conditions } from './rules.ts'
import type { AddOn, BasketLine, Member, Offer } from './contract.ts'

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
  addOns: (due: Due) => Pick<AddOn, 'mostPieces' | 'items'> | undefined
  /** What the platform bears of what it takes off, in basis points. */
  platformBps: number
  /** Offers exclude each other only within one of these: a shop, or all shops together. */
  realm?: string
}

/** Binds an offer to the lines it is about; says why when it cannot work whatever else is used. */
export function prepare(offer: Offer, basket: { lines: readonly BasketLine[]; member: Member; now: Date }): Prepared | Refusal {
  const { lines, now } = basket
  if (offer.startsAt !== null && now < new Date(offer.startsAt)) return { reason: 'not_started' }
  if (offer.endsAt !== null && now >= new Date(offer.endsAt)) return { reason: 'ended' }
  if (offer.usesLeft !== null && offer.usesLeft <= 0) return { reason: 'limit_reached' }
  const bound = bind(offer)
  if (!bound) return { reason: 'rule_unknown' }
  const isAlso = (line: BasketLine): boolean => bound.also.includes(line.skuId)
  const main = indicesOf(lines, (line) => !isAlso(line) && inScope(line, offer.scope))
  if (main.length === 0) return { reason: 'nothing_in_scope' }
  const picked = bound.also.length === 0 ? main : indicesOf(lines, (line, index) => main.includes(index) || isAlso(line))
  const measured = viewer(basket, main)
  const view = viewer(basket, picked)
  return {
    offer,
    platformBps: offer.platformBps ?? bound.platformBps,
    take(due) {
      const refusal = bound.refuse(measured(due))
      if (refusal) return refusal
      const taken = bound.apply(view(due))
      if (isRefusal(taken)) return taken
      if (sum(taken.linesFen) + taken.freightFen === 0 && !givesAlong(taken)) return { reason: 'nothing_to_take' }
      return { ...taken, linesFen: scatter(taken.linesFen, picked, lines.length) }
    },
    next: (due) => (bound.refuse(measured(due)) ? undefined : bound.next(view(due))),
    addOns: (due) => (bound.refuse(measured(due)) ? undefined : bound.addOns),
  }
}

function indicesOf(lines: readonly BasketLine[], wanted: (line: BasketLine, index: number) => boolean): number[] {
  return lines.flatMap((line, index) => (wanted(line, index) ? [index] : []))
}

/** What a rule sees of these lines at any point. */
function viewer(basket: { lines: readonly BasketLine[]; member: Member }, indices: readonly number[]): (due: Due) => View {
  const lines = indices.map((index) => basket.lines[index]!)
  return (due) => ({ lines, dueFen: indices.map((index) => due.linesFen[index]!), freightFen: due.freightFen, member: basket.member })
}

interface Bound {
  refuse: (view: View) => Refusal | undefined
  apply: (view: View) => Taken | Refusal
  next: (view: View) => Refusal | undefined
  also: readonly string[]
  addOns: { mostPieces: number; items: { skuId: string; priceFen: number }[] } | undefined
  platformBps: number
}

/** Finds the rules an offer names and parses its arguments once. */
function bind(offer: Offer): Bound | undefined {
  const benefit = benefits.find((rule) => rule.type === offer.benefit.type)
  const checks = offer.conditions.map(({ type, args }) => ({ rule: conditions.find((rule) => rule.type === type), args }))
  if (!benefit || checks.some(({ rule }) => !rule)) return undefined
  const args = benefit.args.parse(offer.benefit.args)
  const parsed = checks.map(({ rule, args: given }) => ({ rule: rule!, args: rule!.args.parse(given) }))
  const addOns = benefit.addOns?.(args)
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
    also: benefit.also?.(args) ?? [],
    addOns: addOns && { ...addOns, items: [...addOns.items] },
    platformBps: benefit.platformBps?.(args) ?? 0,
  }
}

function scatter(values: readonly number[], at: readonly number[], length: number): number[] {
  const all = Array.from({ length }, () => 0)
  at.forEach((index, position) => (all[index] = values[position]!))
  return all
}
