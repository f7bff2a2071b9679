import { type Caller, type Route, route, shopperOf } from '../../kernel/http.ts'
import { claim } from './claim.ts'
import { claimByCode } from './codes.ts'
import type { Promotion } from './context.ts'
import {
  claimCoupon,
  claimCouponByCode,
  getPassedCoupon,
  listClaimableCoupons,
  listMyCoupons,
  listProductPromotions,
  passCoupon,
  takePassedCoupon,
} from './contract.ts'
import { couponsOfShopper } from './my-coupons.ts'
import { pass, passedCoupon, takePassed } from './pass.ts'
import { claimableCoupons, productPromotions } from './shelf.ts'

const shopperOrNull = ({ actor }: Caller): string | null => (actor.kind === 'shopper' ? actor.id : null)

export const shopRoutes = (promotion: Promotion): Route[] => [
  route(listClaimableCoupons, (caller, { query }) => claimableCoupons(promotion, shopperOrNull(caller), query)),
  route(listProductPromotions, (caller, { params }) => productPromotions(promotion, params.id, caller.lang)),
  route(claimCoupon, (caller, { params }) => claim(promotion, { templateId: params.id, shopperId: shopperOf(caller), as: 'openly' })),
  route(claimCouponByCode, (caller, { body }) => claimByCode(promotion, shopperOf(caller), body.code)),
  route(passCoupon, (caller, { params }) => pass(promotion, shopperOf(caller), params.id)),
  route(getPassedCoupon, (caller, { query }) => passedCoupon(promotion, shopperOrNull(caller), query.token)),
  route(takePassedCoupon, (caller, { body }) => takePassed(promotion, shopperOf(caller), body.token)),
  route(listMyCoupons, (caller, { query }) => couponsOfShopper(promotion, shopperOf(caller), query)),
]
