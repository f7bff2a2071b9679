import { addOn } from './benefits/add-on.ts'
import { amountOff } from './benefits/amount-off.ts'
import { bundle } from './benefits/bundle.ts'
import { buyN } from './benefits/buy-n.ts'
import { couponAfter } from './benefits/coupon-after.ts'
import { crossShop } from './benefits/cross-shop.ts'
import { firstOrder } from './benefits/first-order.ts'
import { freeShipping } from './benefits/free-shipping.ts'
import { gift } from './benefits/gift.ts'
import { newcomerPrice } from './benefits/newcomer-price.ts'
import { nForPrice } from './benefits/n-for-price.ts'
import { nthItem } from './benefits/nth-item.ts'
import { percentOff } from './benefits/percent-off.ts'
import { specialPrice } from './benefits/special-price.ts'
import { memberTier } from './conditions/member-tier.ts'
import { minQuantity } from './conditions/min-quantity.ts'
import { minSpend } from './conditions/min-spend.ts'
import { newCustomer } from './conditions/new-customer.ts'
import type { OfferKind } from '../search/contract.ts'
import type { Benefit, Condition } from './rule.ts'

/** Every rule there is. The admin form of a rule is drawn from its `args`, so a new kind is one file and one line here. */
export const conditions: readonly Condition[] = [minSpend, minQuantity, memberTier, newCustomer]
export const benefits: readonly Benefit[] = [
  amountOff,
  percentOff,
  buyN,
  nthItem,
  nForPrice,
  bundle,
  specialPrice,
  newcomerPrice,
  firstOrder,
  gift,
  addOn,
  freeShipping,
  couponAfter,
  crossShop,
]

/** What a shopper calls an offer; what has no benefit is a coupon to be claimed. One of a kind that is no more does nothing, whatever it is called. */
export const offerKindOf = (type: string | undefined): OfferKind =>
  type === undefined ? 'coupon' : (benefits.find((kind) => kind.type === type)?.kind ?? 'reduction')
