import { later } from '../../kernel/clock.ts'
import { sweep } from '../../kernel/jobs.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { rememberParents } from './categories.ts'
import { grant } from './claim.ts'
import type { Promotion } from './context.ts'
import { promotionCalls } from './contract.ts'
import { hold, holds, redeem, release, releaseLapsed } from './hold.ts'
import { messages } from './messages.ts'
import { price } from './price.ts'
import { couponsOffTheirHold, holdsOffTheirCoupons, templatesOffTheirCoupons } from './queries/checks.ts'
import { adminRoutes } from './routes.admin.ts'
import { shopRoutes } from './routes.shop.ts'
import { putRule } from './rules-admin.ts'
import { putTemplate } from './templates-admin.ts'

export const promotion = defineModule({
  name: 'promotion',
  calls: promotionCalls,
  needs: { catalog: catalogCalls, shopper: shopperCalls },
  messages,
  create: ({ db, now, newId, needs: { catalog, shopper } }) => {
    const context: Promotion = { db, now, newId, catalog, shopper, parents: rememberParents({ catalog, now }) }
    return {
      calls: {
        evaluate: (input) => price(context, input),
        hold: (input) => hold(context, input),
        redeem: (input) => redeem(context, input),
        release: (input) => release(context, input),
        holds: (input) => holds(context, input),
        putRule: (input) => putRule(context, promotionCalls.putRule.input.parse(input)),
        putCoupon: (input) => putTemplate(context, promotionCalls.putCoupon.input.parse(input)),
        grant: (input) => grant(context, input),
      },
      routes: [...shopRoutes(context), ...adminRoutes(context)],
      handlers: [],
      jobs: [sweep({ name: 'promotion.release-lapsed', everyMs: 2_000, run: () => releaseLapsed(context) })],
      checks: [
        {
          name: 'coupons given out are those claimed, and never more than there are',
          invariant: 9,
          run: () => templatesOffTheirCoupons(db),
        },
        { name: 'a held or used coupon belongs to a hold that says so', invariant: 17, run: () => couponsOffTheirHold(db) },
        {
          name: 'each hold has its coupons and ends in time',
          invariant: 17,
          run: () => holdsOffTheirCoupons(db, later(now(), { minutes: -5 })),
        },
      ],
    }
  },
})
