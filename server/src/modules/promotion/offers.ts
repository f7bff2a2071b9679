import type { z } from 'zod'
import type { CouponKind, Offer, Rule, Scope } from './contract.ts'

/** Coupons come after the shop's own rules (which start at 0), those on freight last. */
const COUPON_PRIORITY = -100
const SHIPPING_PRIORITY = -200

interface Terms {
  kind: z.output<typeof CouponKind>
  /** Fen for `amount`, basis points off for `percent`. */
  value: number
  capFen: number | null
  thresholdFen: number
  gifts: readonly { skuId: string; quantity: number }[]
  /** Coupons of one group exclude each other; without a name, all on goods are of one, and so are all on freight. */
  stackGroup: string
  platformShareBps: number
}

/** `used`: how often this shopper uses it already. */
export function offerOfRule(rule: z.output<typeof Rule>, used = 0): Offer {
  const { id, title, priority, group, alone, scope, conditions, benefit, startsAt, endsAt, limitTotal, limitPerShopper, taken } = rule
  const left = [limitTotal === null ? null : limitTotal - taken, limitPerShopper === null ? null : limitPerShopper - used].filter(
    (n) => n !== null,
  )
  const usesLeft = left.length === 0 ? null : Math.max(0, Math.min(...left))
  return { id, source: 'rule', title, priority, group, alone, scope, conditions, benefit, startsAt, endsAt, usesLeft }
}

/** One coupon on goods and one on freight can be used together, and one of each stacking group; two of one group exclude each other. */
export function offerOfCoupon(coupon: Terms & { id: string; title: string; scope: Scope; expiresAt: string }): Offer {
  const shipping = coupon.kind === 'shipping'
  return {
    id: coupon.id,
    source: 'coupon',
    title: coupon.title,
    priority: shipping ? SHIPPING_PRIORITY : COUPON_PRIORITY,
    group: coupon.stackGroup === '' ? (shipping ? 'coupon:shipping' : 'coupon:goods') : `coupon:${coupon.stackGroup}`,
    platformBps: coupon.platformShareBps,
    scope: coupon.scope,
    conditions: coupon.thresholdFen > 0 ? [{ type: 'min_spend', args: { amountFen: coupon.thresholdFen } }] : [],
    benefit: benefitOf(coupon),
    startsAt: null,
    endsAt: coupon.expiresAt,
    usesLeft: null,
  }
}

function benefitOf({ kind, value, capFen, gifts }: Terms): Offer['benefit'] {
  const cap = capFen === null ? {} : { maxOffFen: capFen }
  switch (kind) {
    case 'amount':
      return { type: 'amount_off', args: { steps: [{ fromFen: 0, offFen: value }] } }
    case 'percent':
      return { type: 'percent_off', args: { offBps: value, ...cap } }
    case 'shipping':
      return { type: 'free_shipping', args: cap }
    case 'gift':
      return { type: 'gift', args: { gifts, choose: 'one' } }
  }
}
