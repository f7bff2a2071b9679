import type { z } from 'zod'
import { withAncestors } from './categories.ts'
import type { Promotion } from './context.ts'
import type { Declined, Offer, promotionCalls } from './contract.ts'
import { evaluate } from './evaluate.ts'
import { offerOfCoupon, offerOfRule } from './offers.ts'
import { usableCoupons } from './queries/coupons.ts'
import { liveRules } from './queries/rule-rows.ts'

type Input = z.output<typeof promotionCalls.evaluate.input>

/** Prices a basket of one shop with its rules and this shopper's coupons; says of each offer why it was or was not used. */
export async function price(
  promotion: Promotion,
  { basket, member, coupons }: Input,
): Promise<z.input<typeof promotionCalls.evaluate.reply>> {
  const now = promotion.now()
  const { shopId } = basket
  const { shopperId } = member
  const rules = (await liveRules(promotion.db, shopId, now)).map(offerOfRule)
  const mine = shopperId === null ? [] : (await usableCoupons(promotion.db, { shopperId, shopId, now })).map(offerOfCoupon)
  const paidOrders =
    shopperId === null || !rules.some(asksForNewcomers) ? 0 : (await promotion.shopper.paidOrders({ shopId, shopperId })).inShop
  const chosen = coupons === 'best' ? mine : mine.filter((coupon) => coupons.includes(coupon.id))
  const outcome = evaluate({
    basket: { ...basket, lines: await inTheirCategories(promotion, basket.lines, [...rules, ...mine]) },
    offers: [...rules, ...chosen],
    aside: mine.filter((coupon) => !chosen.includes(coupon)),
    member: { shopperId, tier: member.tier, paidOrders },
    now,
  })
  const unusable = coupons === 'best' ? [] : coupons.filter((id) => !mine.some((coupon) => coupon.id === id))
  return {
    ...outcome,
    declined: [...outcome.declined, ...unusable.map(gone)],
    usedCouponIds: outcome.applied.filter((offer) => offer.source === 'coupon').map((offer) => offer.offerId),
  }
}

const asksForNewcomers = (offer: Offer): boolean => offer.conditions.some((condition) => condition.type === 'new_customer')

/** Adds the ancestors of each line's categories, when an offer asks about categories at all. */
async function inTheirCategories(
  promotion: Promotion,
  lines: Input['basket']['lines'],
  offers: readonly Offer[],
): Promise<Input['basket']['lines']> {
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
