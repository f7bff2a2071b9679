import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Offer, Outcome } from './contract.ts'
import { bindBasket, evaluate, type EvaluateInput } from './evaluate.ts'
import { excludes } from './combine.ts'
import { evaluateTogether, type Joint, type JointInput } from './joint.ts'
import type { Due, Prepared } from './prepare.ts'
import { isRefusal, sum } from './rule.ts'
import { benefit, benefitsByType, input, now, offersOf, plainOffer } from './testing/arbitraries.ts'
import { atMost, fails, propertiesWith, same } from './testing/property.ts'

const { holds } = propertiesWith(process.env)
const stranger = { shopperId: null, tier: 0, paidOrders: 0 }
type Engine = (given: JointInput) => Joint

/** Lines and offers of each shop by names that differ over all shops. */
const shopOf = (given: EvaluateInput, at: number): JointInput['shops'][number] => ({
  shopId: `s${at}`,
  given: {
    ...given,
    basket: { ...given.basket, lines: given.basket.lines.map((line) => ({ ...line, lineId: `${at}:${line.lineId}` })) },
    offers: given.offers.map((offer) => ({ ...offer, id: `${at}:${offer.id}` })),
  },
})
const overAll = (all: readonly object[]): Offer[] =>
  all.map((args, index) => plainOffer({ type: 'cross_shop', args: { ...args } }, { id: `x${index}`, group: `g${index % 2}` }))
const joint = (shops: readonly EvaluateInput[], across: readonly object[]): JointInput => ({
  shops: shops.map(shopOf),
  across: { offers: overAll(across), member: stranger },
  now,
})

const any = fc
  .tuple(fc.array(input, { minLength: 1, maxLength: 4 }), fc.array(benefitsByType.cross_shop, { maxLength: 3 }))
  .map(([shops, across]) => joint(shops, across))

/** Small carts in which a shop's offer and one over all shops stand in each other's way: thresholds near what the goods come to. */
const near = fc
  .record({
    shops: fc.array(
      fc.record({
        prices: fc.array(fc.integer({ min: 50, max: 400 }), { minLength: 1, maxLength: 2 }),
        offers: offersOf(3),
        off: fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 2 }),
        freightFen: fc.constantFrom(0, 40),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    across: fc.array(fc.tuple(fc.integer({ min: 50, max: 100 }), fc.integer({ min: 5, max: 60 })), { minLength: 1, maxLength: 2 }),
  })
  .map(({ shops, across }): JointInput => {
    const goods = sum(shops.flatMap((shop) => shop.prices))
    const givens = shops.map(({ prices, offers, off, freightFen }): EvaluateInput => ({
      basket: {
        freightFen,
        lines: prices.map((unitPriceFen, index) => ({
          lineId: `l${index}`,
          skuId: `k${index}`,
          productId: 'p0',
          categoryIds: ['food'],
          unitPriceFen,
          quantity: 1,
        })),
      },
      offers: [
        ...offers,
        ...off.map((offFen, index) =>
          plainOffer({ type: 'amount_off', args: { steps: [{ fromFen: 0, offFen }] } }, { id: `m${index}`, group: `m${index}` }),
        ),
      ],
      member: stranger,
      now,
    }))
    const steps = across.map(([percent, share]) => {
      const fromFen = Math.max(1, Math.floor((goods * percent) / 100))
      return { steps: [{ fromFen, offFen: Math.max(1, Math.floor((fromFen * share) / 100)) }] }
    })
    return joint(givens, steps)
  })

const takenOff = ({ shops, across }: Joint): number =>
  sum(shops.map(({ outcome }) => outcome.goodsDiscountFen + outcome.freightDiscountFen)) +
  sum(across.shops.flatMap((shop) => shop.lines.map((line) => line.discountFen)))

/** Each shop's best first, then the best over all on what they leave: what was done before the choice was joint. */
const oneAfterTheOther: Engine = (given) => {
  const own = given.shops.map((shop) => ({ shopId: shop.shopId, outcome: evaluate({ ...shop.given, now }) }))
  const lines = given.shops.flatMap((shop) => shop.given.basket.lines)
  const due = own.flatMap(({ outcome }) => outcome.lines)
  const whole = evaluate({
    basket: { lines, freightFen: 0 },
    dueFen: new Map(due.map((line) => [line.lineId, line.payableFen])),
    offers: given.across.offers,
    member: stranger,
    now,
  })
  const across = { shops: [{ shopId: '', applied: whole.applied, lines: whole.lines }], declined: [], hints: [], exact: true }
  return { shops: own, across, choice: { exact: true, offers: 0, weighed: 0 } }
}

describe('offers over several shops', () => {
  test('are split over shops and lines to the fen, and so is what the platform bears; no line goes below zero', () =>
    holds(
      fc.property(any, (given) => {
        const { shops, across } = evaluateTogether(given)
        const left = new Map(shops.flatMap(({ outcome }) => outcome.lines).map((line) => [line.lineId, line.payableFen]))
        for (const shop of across.shops) {
          same(sum(shop.lines.map((line) => line.discountFen)), sum(shop.applied.map((offer) => offer.goodsFen)))
          for (const line of shop.lines) {
            atMost(0, line.discountFen)
            atMost(line.discountFen, left.get(line.lineId)!)
            const shares = shop.applied.flatMap((offer) => offer.shares).filter((share) => share.lineId === line.lineId)
            same(sum(shares.map((share) => share.amountFen)), line.discountFen)
          }
          for (const { platformFen = 0, goodsFen } of shop.applied) atMost(platformFen, goodsFen)
        }
        for (const { id, benefit: rule } of given.across.offers) {
          const parts = across.shops.flatMap((shop) => shop.applied).filter((offer) => offer.offerId === id)
          const all = sum(parts.map((offer) => offer.goodsFen))
          const bps = BigInt(rule.args['platformShareBps'] as number)
          const borne = sum(parts.map((offer) => offer.platformFen ?? 0))
          atMost(Math.abs(borne - Number((BigInt(all) * bps) / 10_000n)), 1)
        }
      }),
      4000,
    ))
})

describe('the choice over several shops', () => {
  const best = (engine: Engine) =>
    fc.property(near, (given) => {
      same(takenOff(engine(given)), most(given))
    })
  test('takes as much off as any combination of all offers does, weighed one by one', () => holds(best(evaluateTogether), 4000))
  test('(that can fail: each shop by itself, then the offers over all)', () => expect(fails(best(oneAfterTheOther))).toBe(true))

  test('is never worse than each shop’s best and then the best over all, is bounded, and says whether all was weighed', () => {
    const many = fc.tuple(any, fc.array(benefit, { minLength: 0, maxLength: 16 }))
    holds(
      fc.property(many, ([given, extra]) => {
        const more = extra.map((one, index) => plainOffer(one, { id: `m${index}`, group: `m${index}` }))
        const [first, ...rest] = given.shops
        const offers = [...first!.given.offers, ...more]
        const wide = { ...given, shops: [{ ...first!, given: { ...first!.given, offers } }, ...rest] }
        const found = evaluateTogether(wide)
        atMost(takenOff(oneAfterTheOther(wide)), takenOff(found))
        if (found.choice.offers <= 12) same(found.choice.exact, true)
        atMost(found.choice.weighed, 12_000)
      }),
      600,
    )
  })

  test('does not depend on the order of shops, lines or offers, and explains each offer once', () =>
    holds(
      fc.property(fc.oneof(any, near), (given) => {
        const turned: JointInput = {
          shops: given.shops.toReversed().map(({ shopId, given: one }) => ({
            shopId,
            given: { ...one, offers: one.offers.toReversed(), basket: { ...one.basket, lines: one.basket.lines.toReversed() } },
          })),
          across: { ...given.across, offers: given.across.offers.toReversed() },
          now,
        }
        const [plain, again] = [evaluateTogether(given), evaluateTogether(turned)]
        same(JSON.stringify({ ...again, shops: again.shops.toReversed() }), JSON.stringify(plain))
        given.shops.forEach(({ given: { offers } }, index) => same(idsIn(plain.shops[index]!.outcome), idsOf(offers)))
      }),
      2000,
    ))

  test('without offers over several shops is each shop’s own', () =>
    holds(
      fc.property(any, (given) => {
        const { shops } = evaluateTogether({ ...given, across: { offers: [], member: stranger } })
        shops.forEach(({ outcome }, index) =>
          same(JSON.stringify(outcome), JSON.stringify(evaluate({ ...given.shops[index]!.given, now }))),
        )
      }),
      2000,
    ))
})

test('a shop’s own offer is given up where that brings more over several shops, and it says for which', () => {
  const goods = (id: string, unitPriceFen: number): EvaluateInput['basket'] => ({
    freightFen: 0,
    lines: [{ lineId: id, skuId: id, productId: id, categoryIds: [], unitPriceFen, quantity: 1 }],
  })
  const own = plainOffer({ type: 'amount_off', args: { steps: [{ fromFen: 0, offFen: 1000 }] } }, { id: 'own' })
  const shop = (shopId: string, offers: Offer[]) => ({
    shopId,
    given: { basket: goods(shopId, 10_000), offers, member: stranger },
  })
  const given = {
    shops: [shop('a', [own]), shop('b', [])],
    across: { offers: overAll([{ steps: [{ fromFen: 20_000, offFen: 3000 }] }]), member: stranger },
    now,
  }
  const { shops, across, choice } = evaluateTogether(given)
  expect(across.shops.map((part) => part.applied.map((offer) => offer.goodsFen))).toEqual([[1500], [1500]])
  expect(shops[0]!.outcome).toMatchObject({ applied: [], declined: [{ offerId: 'own', reason: 'better_offer_used', byOfferId: 'x0' }] })
  expect(choice).toEqual({ exact: true, offers: 2, weighed: 4 })
  const small = overAll([{ steps: [{ fromFen: 20_000, offFen: 1000 }] }])
  // Equal: the shop's own stands.
  expect(evaluateTogether({ ...given, across: { offers: small, member: stranger } }).shops[0]!.outcome.applied).toMatchObject([
    { offerId: 'own' },
  ])
})

test('a cart of two hundred lines in many shops with many offers is priced in bounded time', () => {
  const shops = Array.from({ length: 20 }, (_, at) => ({
    shopId: `s${at}`,
    given: {
      basket: {
        freightFen: 500,
        lines: Array.from({ length: 10 }, (__, line) => ({
          lineId: `${at}:${line}`,
          skuId: `${at}:${line}`,
          productId: 'p',
          categoryIds: [],
          unitPriceFen: 1000 + 37 * line + at,
          quantity: 1,
        })),
      },
      offers: [1, 2, 3].map((nth) =>
        plainOffer(
          { type: 'amount_off', args: { steps: [{ fromFen: 0, offFen: 100 * nth + at }] } },
          { id: `${at}:${nth}`, group: `${nth}` },
        ),
      ),
      member: stranger,
    },
  }))
  const across = [{ steps: [{ fromFen: 230_000, offFen: 20_000 }] }, { steps: [{ fromFen: 200_000, offFen: 9000 }] }]
  const { choice } = evaluateTogether({ shops, across: { offers: overAll(across), member: stranger }, now })
  expect(choice).toMatchObject({ exact: false, offers: 62 })
  expect(choice.weighed).toBeLessThan(1000)
})

const idsIn = ({ applied, declined }: Outcome): string =>
  [...applied, ...declined]
    .map((offer) => offer.offerId)
    .sort()
    .join()
const idsOf = (offers: readonly Offer[]): string =>
  offers
    .map((offer) => offer.id)
    .sort()
    .join()

// --- the plain answer to compare with: every combination in every shop, and for each every one over all

function most(given: JointInput): number {
  const own = given.shops.map((shop) => bindBasket({ ...shop.given, now }))
  const lines = own.flatMap((bound) => bound.lines)
  let found = 0
  const visit = (index: number, dues: readonly Due[], off: number): void => {
    if (index < own.length) {
      for (const due of ways(own[index]!.candidates, own[index]!.whole))
        visit(index + 1, [...dues, due], off + left(own[index]!.whole) - left(due))
      return
    }
    const linesFen = dues.flatMap((due) => due.linesFen)
    const dueFen = new Map(lines.map((line, at) => [line.lineId, linesFen[at]!]))
    const over = bindBasket({ basket: { lines, freightFen: 0 }, dueFen, offers: given.across.offers, member: stranger, now })
    for (const due of ways(over.working, over.whole)) found = Math.max(found, off + sum(linesFen) - left(due))
  }
  visit(0, [], 0)
  return found
}

const left = (due: Due): number => sum(due.linesFen) + due.freightFen

function ways([first, ...rest]: readonly Prepared[], due: Due, used: readonly Offer[] = []): Due[] {
  if (!first) return [due]
  const without = ways(rest, due, used)
  const taken = used.some((offer) => excludes(offer, first.offer)) ? { reason: 'not_chosen' as const } : first.take(due)
  if (isRefusal(taken)) return without
  const reduced = {
    linesFen: due.linesFen.map((fen, index) => fen - taken.linesFen[index]!),
    freightFen: due.freightFen - taken.freightFen,
  }
  return [...without, ...ways(rest, reduced, [...used, first.offer])]
}
