import { later } from '../../kernel/clock.ts'
import type { Check } from '../../kernel/doctor.ts'
import { on } from '../../kernel/events.ts'
import { cron, type Job, sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { searchCalls } from '../search/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls, shopperJoined } from '../shopper/contract.ts'
import { afterPayment } from './after-payment.ts'
import { celebrate, remind, welcome } from './automatic.ts'
import { rememberParents } from './categories.ts'
import { giveKeyed, grant } from './claim.ts'
import type { Promotion } from './context.ts'
import { promotionCalls } from './contract.ts'
import { goOnGranting } from './grants.ts'
import { hold, holds, prolong, redeem, release, releaseLapsed } from './hold.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { runsPlatform } from './platform.ts'
import { unitRuns } from './per-unit.ts'
import { price } from './price.ts'
import { couponsOffTheirHold, holdsOffTheirCoupons, issuesOff, rulesOffTheirUses, templatesOffTheirCoupons } from './queries/checks.ts'
import { forgetGuesses } from './queries/codes.ts'
import { templateTitles } from './queries/templates.ts'
import { adminRoutes } from './routes.admin.ts'
import { shopRoutes } from './routes.shop.ts'
import { putRule } from './rules-admin.ts'
import { tellSearch } from './tell-search.ts'
import { putTemplate } from './templates-admin.ts'

export const promotion = defineModule({
  name: 'promotion',
  calls: { ...promotionCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { catalog: catalogCalls, search: searchCalls, shop: shopCalls, shopper: shopperCalls },
  messages,
  create: ({ db, now, newId, needs: { catalog, search, shop, shopper } }) => {
    const context: Promotion = {
      db,
      now,
      newId,
      catalog,
      search,
      shop,
      shopper,
      parents: rememberParents({ catalog, now }),
      runsPlatform: (shopId) => runsPlatform({ shop }, shopId),
    }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        evaluate: (input) => price(context, input),
        perUnit: async (input) => unitRuns(input),
        afterPayment: (input) => afterPayment(context, input),
        hold: (input) => hold(context, input),
        redeem: (input) => redeem(context, input),
        release: (input) => release(context, input),
        prolong: (input) => prolong(context, input),
        holds: (input) => holds(context, input),
        putRule: (input) => putRule(context, promotionCalls.putRule.input.parse(input)),
        putCoupon: (input) => putTemplate(context, promotionCalls.putCoupon.input.parse(input)),
        give: (input) => giveKeyed(context, input),
        titles: async ({ templateIds }) => ({ items: await templateTitles(db, templateIds) }),
        grant: (input) => grant(context, input),
      },
      routes: [...shopRoutes(context), ...adminRoutes(context)],
      handlers: [on(shopperJoined, 'promotion.welcome', ({ payload }) => welcome(context, payload.shopperId))],
      jobs: jobs(context),
      checks: checks(context),
    }
  },
})

function jobs(context: Promotion): Job[] {
  const { db, now } = context
  return [
    sweep({ name: 'promotion.release-lapsed', everyMs: 2_000, run: () => releaseLapsed(context) }),
    sweep({ name: 'promotion.go-on-granting', everyMs: 2_000, run: () => goOnGranting(context) }),
    sweep({ name: 'promotion.tell-search', everyMs: 2_000, run: () => tellSearch(context) }),
    sweep({ name: 'promotion.celebrate', everyMs: 600_000, run: () => celebrate(context) }),
    sweep({ name: 'promotion.remind', everyMs: 60_000, run: () => remind(context) }),
    cron({ name: 'promotion.forget-guesses', cron: '17 4 * * *', run: () => forgetGuesses(db, later(now(), { days: -1 })) }),
  ]
}

function checks({ db, now }: Promotion): Check[] {
  return [
    {
      name: 'coupons given out are those claimed, and never more than there are',
      invariant: 9,
      run: () => templatesOffTheirCoupons(db),
    },
    { name: 'a held or used coupon belongs to a hold that says so', invariant: 17, run: () => couponsOffTheirHold(db) },
    { name: 'places in a rule are those of the orders that use it', invariant: 9, run: () => rulesOffTheirUses(db) },
    { name: 'a code gave one coupon, and one passed on is its new owner’s', invariant: 9, run: () => issuesOff(db) },
    {
      name: 'each hold has its coupons and ends in time',
      invariant: 17,
      run: () => holdsOffTheirCoupons(db, later(now(), { minutes: -5 })),
    },
  ]
}
