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
}

export function offerOfRule(rule: z.output<typeof Rule>): Offer {
  const { id, title, priority, group, scope, conditions, benefit, startsAt, endsAt } = rule
  return { id, source: 'rule', title, priority, group, scope, conditions, benefit, startsAt, endsAt, usesLeft: null }
}

/** One coupon on goods and one on freight can be used together; two of one sort exclude each other. */
export function offerOfCoupon(coupon: Terms & { id: string; title: string; scope: Scope; expiresAt: string }): Offer {
  const shipping = coupon.kind === 'shipping'
  return {
    id: coupon.id,
    source: 'coupon',
    title: coupon.title,
    priority: shipping ? SHIPPING_PRIORITY : COUPON_PRIORITY,
    group: shipping ? 'coupon:shipping' : 'coupon:goods',
    scope: coupon.scope,
    conditions: coupon.thresholdFen > 0 ? [{ type: 'min_spend', args: { amountFen: coupon.thresholdFen } }] : [],
    benefit: benefitOf(coupon),
    startsAt: null,
    endsAt: coupon.expiresAt,
    usesLeft: null,
  }
}

function benefitOf({ kind, value, capFen }: Terms): Offer['benefit'] {
  const cap = capFen === null ? {} : { maxOffFen: capFen }
  switch (kind) {
    case 'amount':
      return { type: 'amount_off', args: { steps: [{ fromFen: 0, offFen: value }] } }
    case 'percent':
      return { type: 'percent_off', args: { offBps: value, ...cap } }
    case 'shipping':
      return { type: 'free_shipping', args: cap }
  }
}
