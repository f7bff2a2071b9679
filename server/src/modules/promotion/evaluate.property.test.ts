import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, unitShare } from '../../kernel/money.ts'
import { atMost, fails, propertiesWith, same } from './testing/property.ts'
import { benefit, benefitsByType, input, lines, now, offersOf, plainOffer } from './testing/arbitraries.ts'
import { combine, excludes } from './combine.ts'
import type { Offer, Outcome } from './contract.ts'
import { evaluate, type EvaluateInput } from './evaluate.ts'
import { perUnit } from './per-unit.ts'
import { type Due, prepare, type Prepared } from './prepare.ts'
import { isRefusal, lineTotal, sum } from './rule.ts'
import { benefits } from './rules.ts'

const { holds } = propertiesWith(process.env)
type Engine = (input: EvaluateInput) => Outcome

const payable = (outcome: Outcome, { basket }: EvaluateInput): number =>
  sum(outcome.lines.map((line) => line.payableFen)) + basket.freightFen - outcome.freightDiscountFen

// --- broken engines, each wrong in one way that has been seen in shops

/** Rounds each line's share alone, as many shops do. */
const roundsEachLine: Engine = (given) => {
  const outcome = evaluate(given)
  const whole = Math.max(1, sum(outcome.lines.map((line) => line.amountFen)))
  const shares = (fen: number) =>
    outcome.lines.map(({ lineId, amountFen }) => ({ lineId, amountFen: Math.round((fen * amountFen) / whole) }))
  return { ...outcome, applied: outcome.applied.map((offer) => ({ ...offer, shares: shares(offer.goodsFen) })) }
}
/** Puts all of a discount on the last line. */
const loadsLastLine: Engine = (given) => {
  const outcome = evaluate(given)
  const last = outcome.lines.at(-1)!.lineId
  const applied = outcome.applied.map((offer) => ({
    ...offer,
    shares: offer.goodsFen > 0 ? [{ lineId: last, amountFen: offer.goodsFen }] : [],
  }))
  const reduced = outcome.lines.map((line) => {
    const discountFen = line.lineId === last ? outcome.goodsDiscountFen : 0
    return { ...line, discountFen, payableFen: line.amountFen - discountFen }
  })
  return { ...outcome, applied, lines: reduced }
}
/** Uses the first offers of the list only. */
const listOrderMatters: Engine = (given) => evaluate({ ...given, offers: given.offers.slice(0, 1) })
/** Takes the freight off twice. */
const freightTwice: Engine = (given) => {
  const outcome = evaluate(given)
  return { ...outcome, freightDiscountFen: outcome.freightDiscountFen * 2 }
}

describe('shares', () => {
  const sharesAddUp = (engine: Engine) =>
    fc.property(input, (given) => {
      const outcome = engine(given)
      for (const offer of outcome.applied) same(sum(offer.shares.map((share) => share.amountFen)), offer.goodsFen)
      same(sum(outcome.applied.map((offer) => offer.goodsFen)), outcome.goodsDiscountFen)
      same(sum(outcome.applied.map((offer) => offer.freightFen)), outcome.freightDiscountFen)
      for (const line of outcome.lines) {
        const shares = outcome.applied.flatMap((offer) => offer.shares).filter((share) => share.lineId === line.lineId)
        same(sum(shares.map((share) => share.amountFen)), line.discountFen)
        same(line.payableFen, line.amountFen - line.discountFen)
      }
    })
  test('sum to their discount and to what each line is reduced by, to the fen', () => holds(sharesAddUp(evaluate), 15_000))
  test('(that can fail: rounding each line alone does not sum)', () => expect(fails(sharesAddUp(roundsEachLine))).toBe(true))

  const sharesFit = (engine: Engine) =>
    fc.property(input, (given) => {
      const outcome = engine(given)
      for (const line of outcome.lines) {
        atMost(0, line.payableFen)
        atMost(line.payableFen, line.amountFen)
      }
      for (const share of outcome.applied.flatMap((offer) => offer.shares)) atMost(1, share.amountFen)
    })
  test('are never negative and never more than their line', () => holds(sharesFit(evaluate), 10_000))
  test('(that can fail: the remainder on the last line makes it negative)', () => expect(fails(sharesFit(loadsLastLine))).toBe(true))

  const neverBelowZero = (engine: Engine) =>
    fc.property(input, (given) => {
      atMost(0, payable(engine(given), given))
    })
  test('never make the whole cost less than nothing', () => holds(neverBelowZero(evaluate), 5000))
  test('(that can fail: taking the freight off twice)', () => expect(fails(neverBelowZero(freightTwice))).toBe(true))
})

describe('the split of a sum over lines', () => {
  const caps = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 10_000_000_00 })), {
    minLength: 1,
    maxLength: 12,
  })
  const exact = (split: typeof allocate) =>
    fc.property(caps, fc.integer({ min: 0, max: 1_000_000 }), (limits, millionths) => {
      const amount = Number((BigInt(sum(limits)) * BigInt(millionths)) / 1_000_000n)
      const shares = split(amount, limits)
      same(sum(shares), amount)
      shares.forEach((share, index) => {
        atMost(0, share)
        atMost(share, limits[index]!)
      })
    })
  const portion = (amount: number, limits: readonly number[], index: number): number =>
    Math.round((amount * limits[index]!) / Math.max(1, sum(limits)))
  const remainderOnLast: typeof allocate = (amount, limits) => {
    const shares = limits.slice(0, -1).map((_, index) => portion(amount, limits, index))
    return [...shares, amount - sum(shares)]
  }
  const eachAlone: typeof allocate = (amount, limits) => limits.map((_, index) => portion(amount, limits, index))
  test('is exact, never negative, never above a line', () => holds(exact(allocate), 15_000))
  test('(that can fail: the remainder on the last line)', () => expect(fails(exact(remainderOnLast))).toBe(true))
  test('(that can fail: each line rounded alone)', () => expect(fails(exact(eachAlone))).toBe(true))
})

describe('units', () => {
  const plan = fc.tuple(
    fc.integer({ min: 0, max: 5_000_000 }),
    fc.integer({ min: 1, max: 40 }),
    fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 12 }),
    fc.infiniteStream(fc.nat()),
  )
  const refunds = (share: typeof unitShare) =>
    fc.property(plan, ([amountFen, quantity, parcels, order]) => {
      const units = Array.from({ length: quantity }, (_, index) => index + 1)
      const paid = units.map((k) => share(amountFen, quantity, k))
      same(sum(paid), amountFen)
      for (const fen of paid) atMost(Math.abs(fen * quantity - amountFen), quantity - 1)
      const shuffled = units.map((k) => ({ k, at: order.next().value as number })).sort((a, b) => a.at - b.at || a.k - b.k)
      let back = 0
      for (const size of [...parcels, quantity]) {
        const returned = shuffled.splice(0, size)
        const refund = sum(returned.map(({ k }) => share(amountFen, quantity, k)))
        same(refund, sum(returned.map(({ k }) => paid[k - 1]!)))
        back += refund
      }
      same(back, amountFen)
    })
  test('of a line sum to it; refunding any subset in any order returns exactly what those units paid', () =>
    holds(refunds(unitShare), 15_000))
  test('(that can fail: the average price, rounded)', () => expect(fails(refunds((amount, n) => Math.round(amount / n)))).toBe(true))
})

describe('the pieces of a line', () => {
  const exactly = (split: typeof perUnit) =>
    fc.property(input, (given) => {
      const outcome = evaluate(given)
      for (const line of given.basket.lines) {
        const units = split(line, outcome)
        const result = outcome.lines.find((one) => one.lineId === line.lineId)!
        same(sum(units.map((unit) => unit.payableFen)), result.payableFen)
        for (const unit of units) {
          atMost(0, unit.payableFen)
          same(unit.amountFen - sum(unit.shares.map((share) => share.amountFen)), unit.payableFen)
        }
        for (const { offerId, shares } of outcome.applied) {
          const ofLine = sum(shares.filter((share) => share.lineId === line.lineId).map((share) => share.amountFen))
          same(sum(units.flatMap((unit) => unit.shares).map((share) => (share.offerId === offerId ? share.amountFen : 0))), ofLine)
        }
      }
    })
  const alone: typeof perUnit = (line, outcome) =>
    perUnit(line, outcome).map((unit) => ({
      ...unit,
      shares: outcome.applied.map(({ offerId, shares }) => ({
        offerId,
        amountFen: unitShare(shares.find((share) => share.lineId === line.lineId)?.amountFen ?? 0, line.quantity, unit.nth),
      })),
    }))
  test('pay what the line pays, each with every offer’s share, and both ways the sums are exact', () => holds(exactly(perUnit), 10_000))
  test('(that can fail: each share split alone)', () => expect(fails(exactly(alone))).toBe(true))

  const baskets = fc.tuple(input, fc.infiniteStream(fc.nat()))
  test('of a whole basket come back as exactly what was paid, in any order, any number at a time', () =>
    holds(
      fc.property(baskets, ([given, order]) => {
        const outcome = evaluate(given)
        const units = given.basket.lines.flatMap((line) =>
          perUnit(line, outcome).map(({ nth }) => ({ line, nth, at: order.next().value as number })),
        )
        const paid = new Map(outcome.lines.map((line) => [line.lineId, line.payableFen]))
        let back = 0
        for (const { line, nth } of units.sort((a, b) => a.at - b.at)) back += unitShare(paid.get(line.lineId)!, line.quantity, nth)
        same(back, payable(outcome, given) - (given.basket.freightFen - outcome.freightDiscountFen))
      }),
      5000,
    ))
})

describe('the choice of offers', () => {
  const shuffled = fc.tuple(input, fc.infiniteStream(fc.nat({ max: 1000 })))
  const orderIrrelevant = (engine: Engine) =>
    fc.property(shuffled, ([given, order]) => {
      const mixed = <T>(items: readonly T[]): T[] =>
        items
          .map((item) => ({ item, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item)
      const again = { ...given, offers: mixed(given.offers), basket: { ...given.basket, lines: mixed(given.basket.lines) } }
      same(JSON.stringify(engine(again)), JSON.stringify(engine(given)))
    })
  test('does not depend on the order in which offers or lines are listed', () => holds(orderIrrelevant(evaluate), 10_000))
  test('(that can fail: an engine that takes what is listed first)', () => expect(fails(orderIrrelevant(listOrderMatters))).toBe(true))

  const explained = (engine: Engine) =>
    fc.property(input, (given) => {
      const { applied, declined } = engine(given)
      const ids = [...applied, ...declined].map((offer) => offer.offerId)
      same(
        ids.sort().join(),
        given.offers
          .map((offer) => offer.id)
          .sort()
          .join(),
      )
    })
  test('names each offer once: as used, or with the reason why not', () => holds(explained(evaluate), 5000))
  test('(that can fail: an engine that forgets)', () => expect(fails(explained(listOrderMatters))).toBe(true))

  const best = (choose: typeof combine) =>
    fc.property(input, (given) => {
      const { candidates, due } = bind(given)
      same(left(choose(candidates, due).due), left(cheapest(candidates, due)))
    })
  test('is the cheapest of all combinations', () => holds(best(combine), 10_000))
  test('(that can fail: taking whatever still works)', () => expect(fails(best(greedy))).toBe(true))

  test('beyond the exact search is bounded, says so, and is never worse than a single offer', () => {
    const many = fc.tuple(input, fc.array(benefit, { minLength: 13, maxLength: 18 }))
    holds(
      fc.property(many, ([given, extra]) => {
        const offers = extra.map((one, index) => plainOffer(one, { id: `x${index}`, group: `x${index}` }))
        const outcome = evaluate({ ...given, offers })
        const single = Math.min(...offers.map((offer) => payable(evaluate({ ...given, offers: [offer] }), given)))
        atMost(payable(outcome, given), single)
        const working = offers.filter((offer) => evaluate({ ...given, offers: [offer] }).applied.length > 0)
        same(outcome.exact, working.length <= 12)
      }),
      300,
    )
  })
})

describe('each kind of benefit', () => {
  test.each(benefits.map((rule) => rule.type))('%s never takes more when less is to pay', (type) => {
    const args = benefitsByType[type as keyof typeof benefitsByType] as fc.Arbitrary<unknown>
    holds(
      fc.property(lines, args, fc.infiniteStream(fc.nat({ max: 10_000 })), (goods, value, cut) => {
        const offer = plainOffer({ type, args: value as Record<string, unknown> })
        const prepared = prepare(offer, { lines: goods, member: { shopperId: null, tier: 0, paidOrders: 0 }, now })
        if ('reason' in prepared) return // all goods are add-ons
        const whole = { linesFen: goods.map(lineTotal), freightFen: 800 }
        const less = { linesFen: whole.linesFen.map((fen) => Math.floor((fen * (cut.next().value as number)) / 10_000)), freightFen: 500 }
        atMost(taken(prepared, less), taken(prepared, whole))
      }),
      2000,
    )
  })

  const grows = (offers: fc.Arbitrary<Offer>) =>
    fc.property(fc.tuple(lines, lines, offers), ([goods, more, offer]) => {
      const member = { shopperId: null, tier: 0, paidOrders: 0 }
      const cost = (all: typeof goods): number => {
        const given = { basket: { lines: all, freightFen: 0 }, offers: [offer], member, now }
        return payable(evaluate(given), given)
      }
      const added = { ...more[0]!, lineId: 'added', skuId: 'added' }
      atMost(cost(goods), cost([...goods, added]))
    })
  const rewarding = ({ type, args }: Offer['benefit']): boolean => {
    const rule = benefits.find((one) => one.type === type)!
    return rule.rewardsMore(rule.args.parse(args))
  }
  test('that does not say so never makes a basket cheaper by one item more', () =>
    holds(grows(benefit.filter((one) => !rewarding(one)).map((one) => plainOffer(one))), 10_000))
  test('(that can fail: with the kinds that say so)', () =>
    expect(fails(grows(benefit.filter(rewarding).map((one) => plainOffer(one))))).toBe(true))
})

test('every random case above is one the engine accepts', () => {
  holds(
    fc.property(offersOf(6), (offers) =>
      offers.forEach(({ benefit: { type, args } }) => benefits.find((rule) => rule.type === type)!.args.parse(args)),
    ),
    500,
  )
})

// --- the plain answer to compare with: every combination, without a bound

function bind({ basket, offers, member, now: at }: EvaluateInput): { candidates: Prepared[]; due: Due } {
  const due = { linesFen: basket.lines.map(lineTotal), freightFen: basket.freightFen }
  const bound = [...offers]
    .sort((a, b) => b.priority - a.priority)
    .flatMap((offer) => {
      const prepared = prepare(offer, { lines: basket.lines, member, now: at })
      return 'reason' in prepared || isRefusal(prepared.take(due)) ? [] : [prepared]
    })
  return { candidates: bound, due }
}

const left = (due: Due): number => sum(due.linesFen) + due.freightFen
const taken = (prepared: Prepared, due: Due): number => {
  const answer = prepared.take(due)
  return isRefusal(answer) ? 0 : sum(answer.linesFen) + answer.freightFen
}

function reduce(prepared: Prepared, due: Due): Due | undefined {
  const answer = prepared.take(due)
  if (isRefusal(answer)) return undefined
  return { linesFen: due.linesFen.map((fen, index) => fen - answer.linesFen[index]!), freightFen: due.freightFen - answer.freightFen }
}

function cheapest([first, ...rest]: readonly Prepared[], due: Due, used: readonly Offer[] = []): Due {
  if (!first) return due
  const without = cheapest(rest, due, used)
  const reduced = used.some((offer) => excludes(offer, first.offer)) ? undefined : reduce(first, due)
  if (!reduced) return without
  const having = cheapest(rest, reduced, [...used, first.offer])
  return left(having) < left(without) ? having : without
}

function greedy(candidates: readonly Prepared[], due: Due): ReturnType<typeof combine> {
  const used: Offer[] = []
  let now_ = due
  for (const candidate of candidates) {
    const reduced = used.some((offer) => excludes(offer, candidate.offer)) ? undefined : reduce(candidate, now_)
    if (!reduced) continue
    used.push(candidate.offer)
    now_ = reduced
  }
  return { steps: [], due: now_, totalFen: 0, exact: true, weighed: 0 }
}
