import type { z } from 'zod'
import { withAncestors } from './categories.ts'
import type { Promotion } from './context.ts'
import type { Basket, Declined, Member, Offer, Outcome, promotionCalls } from './contract.ts'
import { evaluateTogether, type JointInput } from './joint.ts'
import { offerOfCoupon, offerOfRule } from './offers.ts'
import { usableCoupons } from './queries/coupons.ts'
import { liveAcross, liveRules } from './queries/rule-rows.ts'
import { usesOf } from './queries/rule-uses.ts'
import { templatesById } from './queries/templates.ts'

type Input = z.output<typeof promotionCalls.evaluate.input>
type Lines = Basket['lines']
interface Ask extends Pick<Input, 'member' | 'templateIds'> {
  basket: Basket
  now: Date
}

/** Prices baskets with each shop's rules, this shopper's coupons and the offers over all of them; says of each offer why it was or was not used. */
export async function price(promotion: Promotion, input: Input): Promise<z.input<typeof promotionCalls.evaluate.reply>> {
  const now = input.at === undefined ? promotion.now() : new Date(input.at)
  const [shops, across] = await Promise.all([
    Promise.all(input.shops.map((one) => gather(promotion, { ...input, ...one, now }))),
    acrossFor(promotion, { ...input, now }),
  ])
  const asked = shops.flatMap((shop) => [...shop.given.offers, ...shop.given.aside])
  const lines = await inTheirCategories(
    promotion,
    input.shops.map(({ basket }) => basket.lines),
    [...asked, ...across.offers],
  )
  const outcome = evaluateTogether({
    shops: shops.map(({ shopId, given }, index) => ({ shopId, given: { ...given, basket: { ...given.basket, lines: lines[index]! } } })),
    across,
    now,
  })
  return { ...outcome, shops: outcome.shops.map((one, index) => ({ shopId: one.shopId, ...answerOf(one.outcome, shops[index]!) })) }
}

interface Gathered {
  shopId: string
  given: Required<JointInput['shops'][number]['given']>
  limited: ReadonlySet<string>
  /** Coupons that were named and are not there. */
  gone: Declined[]
}

/** One shop's rules and this shopper's coupons for it. */
async function gather(
  promotion: Promotion,
  { basket, tier, coupons, ...of }: Omit<Ask, 'basket'> & Input['shops'][number],
): Promise<Gathered> {
  const { shopId } = basket
  const ask = { ...of, basket }
  const [{ rules, limited }, own, tried] = await Promise.all([
    rulesFor(promotion, { shopId, shopperId: of.member.shopperId, now: of.now }),
    ownCoupons(promotion, ask),
    triedCoupons(promotion, ask),
  ])
  const mine = [...own, ...tried]
  const chosen = coupons === 'best' ? mine : mine.filter((coupon) => coupons.includes(coupon.id) || tried.includes(coupon))
  const unusable = coupons === 'best' ? [] : coupons.filter((id) => !mine.some((coupon) => coupon.id === id))
  return {
    shopId,
    given: {
      basket,
      offers: [...rules, ...chosen],
      aside: mine.filter((coupon) => !chosen.includes(coupon)),
      member: await memberOf(promotion, { shopId, member: { ...of.member, tier }, rules }),
    },
    limited,
    gone: unusable.map(gone),
  }
}

function answerOf(outcome: Outcome, { limited, gone: missing }: Gathered) {
  return {
    ...outcome,
    declined: [...outcome.declined, ...missing],
    usedCouponIds: outcome.applied.filter((offer) => offer.source === 'coupon').map((offer) => offer.offerId),
    limitedRuleIds: outcome.applied.map((offer) => offer.offerId).filter((id) => limited.has(id)),
  }
}

/** The offers over several shops, and the shopper as they see them: with the highest tier in any of the shops, as a customer of all. */
async function acrossFor(promotion: Promotion, { shops, across, member, now }: Input & { now: Date }): Promise<JointInput['across']> {
  const [first] = shops
  const tier = Math.max(0, ...shops.map((shop) => shop.tier))
  const offers = across && first ? (await liveAcross(promotion.db, now)).map((rule) => offerOfRule(rule)) : []
  if (!first || offers.length === 0) return { offers: [], member: { shopperId: member.shopperId, tier, paidOrders: 0 } }
  const known = await memberOf(promotion, { shopId: first.basket.shopId, member: { ...member, tier }, rules: offers })
  return { offers, member: { ...known, paidOrders: known.paidInAll ?? known.paidOrders } }
}

async function rulesFor(
  promotion: Promotion,
  of: { shopId: string; shopperId: string | null; now: Date },
): Promise<{ rules: Offer[]; limited: ReadonlySet<string> }> {
  const rows = await liveRules(promotion.db, of.shopId, of.now)
  const limited = rows.filter((rule) => rule.limitTotal !== null || rule.limitPerShopper !== null).map((rule) => rule.id)
  const used = of.shopperId === null ? new Map<string, number>() : await usesOf(promotion.db, of.shopperId, limited)
  return { rules: rows.map((rule) => offerOfRule(rule, used.get(rule.id))), limited: new Set(limited) }
}

async function ownCoupons(promotion: Promotion, { basket, member, now }: Ask): Promise<Offer[]> {
  if (member.shopperId === null) return []
  const { shopperId } = member
  return (await usableCoupons(promotion.db, { shopperId, shopId: basket.shopId, now })).map(offerOfCoupon)
}

async function triedCoupons(promotion: Promotion, { basket, templateIds = [], now }: Ask): Promise<Offer[]> {
  const templates = await templatesById(promotion.db, basket.shopId, templateIds)
  return templates.map((template) =>
    offerOfCoupon({ ...template, expiresAt: template.validUntil ?? new Date(now.getTime() + 1).toISOString() }),
  )
}

const newcomerKinds = ['new_customer', 'newcomer_price', 'first_order']
const asksForNewcomers = (offer: Offer): boolean => [offer.benefit, ...offer.conditions].some((part) => newcomerKinds.includes(part.type))

/** The shopper with the numbers that these rules ask for. */
async function memberOf(
  promotion: Promotion,
  { shopId, member, rules }: { shopId: string; member: Input['member'] & { tier: number }; rules: readonly Offer[] },
): Promise<Member> {
  const { shopperId, tier, paidOrders } = member
  if (paidOrders !== undefined) return { shopperId, tier, paidOrders, paidInAll: paidOrders }
  if (shopperId === null || !rules.some(asksForNewcomers)) return { shopperId, tier, paidOrders: 0, paidInAll: 0 }
  const { inShop, inAll } = await promotion.shopper.paidOrders({ shopId, shopperId })
  return { shopperId, tier, paidOrders: inShop, paidInAll: inAll }
}

/** Adds the ancestors of each line's categories, when an offer asks about categories at all. */
async function inTheirCategories(promotion: Promotion, baskets: readonly Lines[], offers: readonly Offer[]): Promise<readonly Lines[]> {
  if (!offers.some(({ scope }) => scope.categoryIds.length + scope.excludeCategoryIds.length > 0)) return baskets
  const parents = await promotion.parents()
  return baskets.map((lines) => lines.map((line) => ({ ...line, categoryIds: withAncestors(line.categoryIds, parents) })))
}

/** A coupon that was chosen but is not there for this shopper: used, held by another order, over, or somebody else's. */
const gone = (id: string): Declined => ({
  offerId: id,
  source: 'coupon',
  title: '',
  reason: 'coupon_unusable',
  missingFen: null,
  missingPieces: null,
  byOfferId: null,
})
