import type { z } from 'zod'
import { evaluateAcross } from './across.ts'
import { withAncestors } from './categories.ts'
import type { Promotion } from './context.ts'
import type { Declined, Member, Offer, promotionCalls } from './contract.ts'
import { evaluate } from './evaluate.ts'
import { offerOfCoupon, offerOfRule } from './offers.ts'
import { usableCoupons } from './queries/coupons.ts'
import { liveAcross, liveRules } from './queries/rule-rows.ts'
import { usesOf } from './queries/rule-uses.ts'
import { templatesById } from './queries/templates.ts'

type Input = z.output<typeof promotionCalls.evaluate.input>
type AcrossInput = z.output<typeof promotionCalls.evaluateAcross.input>
type Lines = Input['basket']['lines']

/** Prices a basket of one shop with its rules and this shopper's coupons; says of each offer why it was or was not used. */
export async function price(promotion: Promotion, input: Input): Promise<z.input<typeof promotionCalls.evaluate.reply>> {
  const { basket, member, coupons } = input
  const now = input.at === undefined ? promotion.now() : new Date(input.at)
  const { shopId } = basket
  const { rules, limited } = await rulesFor(promotion, { shopId, shopperId: member.shopperId, now })
  const mine = [...(await ownCoupons(promotion, { ...input, now })), ...(await triedCoupons(promotion, { ...input, now }))]
  const tried = new Set(input.templateIds ?? [])
  const chosen = coupons === 'best' ? mine : mine.filter((coupon) => coupons.includes(coupon.id) || tried.has(coupon.id))
  const outcome = evaluate({
    basket: { ...basket, lines: await inTheirCategories(promotion, basket.lines, [...rules, ...mine]) },
    offers: [...rules, ...chosen],
    aside: mine.filter((coupon) => !chosen.includes(coupon)),
    member: await memberOf(promotion, { shopId, member, rules }),
    now,
  })
  const unusable = coupons === 'best' ? [] : coupons.filter((id) => !mine.some((coupon) => coupon.id === id))
  return {
    ...outcome,
    declined: [...outcome.declined, ...unusable.map(gone)],
    usedCouponIds: outcome.applied.filter((offer) => offer.source === 'coupon').map((offer) => offer.offerId),
    limitedRuleIds: outcome.applied.map((offer) => offer.offerId).filter((id) => limited.has(id)),
  }
}

/** Prices several shops' baskets with the offers over all of them. */
export async function priceAcross(
  promotion: Promotion,
  { shops, member, at }: AcrossInput,
): Promise<z.input<typeof promotionCalls.evaluateAcross.reply>> {
  const now = at === undefined ? promotion.now() : new Date(at)
  const offers = (await liveAcross(promotion.db, now)).map((rule) => offerOfRule(rule))
  const [first] = shops
  if (offers.length === 0 || !first) return { shops: [], declined: [], hints: [], exact: true }
  const placed = await Promise.all(
    shops.map(async ({ shopId, lines }) => {
      const categories = new Map((await inTheirCategories(promotion, lines, offers)).map((line) => [line.lineId, line.categoryIds]))
      return { shopId, lines: lines.map((line) => ({ ...line, categoryIds: categories.get(line.lineId) ?? line.categoryIds })) }
    }),
  )
  return evaluateAcross({ shops: placed, offers, member: await memberOf(promotion, { shopId: first.shopId, member, rules: offers }), now })
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

async function ownCoupons(promotion: Promotion, { basket, member, now }: Input & { now: Date }): Promise<Offer[]> {
  if (member.shopperId === null) return []
  const { shopperId } = member
  return (await usableCoupons(promotion.db, { shopperId, shopId: basket.shopId, now })).map(offerOfCoupon)
}

async function triedCoupons(promotion: Promotion, { basket, templateIds = [], now }: Input & { now: Date }): Promise<Offer[]> {
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
  { shopId, member, rules }: { shopId: string; member: Input['member']; rules: readonly Offer[] },
): Promise<Member> {
  const { shopperId, tier, paidOrders, paidInAll } = member
  if (paidOrders !== undefined) return { shopperId, tier, paidOrders, paidInAll: paidInAll ?? paidOrders }
  if (shopperId === null || !rules.some(asksForNewcomers)) return { shopperId, tier, paidOrders: 0, paidInAll: 0 }
  const { inShop, inAll } = await promotion.shopper.paidOrders({ shopId, shopperId })
  return { shopperId, tier, paidOrders: inShop, paidInAll: inAll }
}

/** Adds the ancestors of each line's categories, when an offer asks about categories at all. */
async function inTheirCategories(promotion: Promotion, lines: Lines, offers: readonly Offer[]): Promise<Lines> {
  if (!offers.some(({ scope }) => scope.categoryIds.length + scope.excludeCategoryIds.length > 0)) return lines
  const parents = await promotion.parents()
  return lines.map((line) => ({ ...line, categoryIds: withAncestors(line.categoryIds, parents) }))
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
