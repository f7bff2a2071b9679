import { type Route, route, shopperOf, staffOf } from '../../kernel/http.ts'
import type { Orders } from './context.ts'
import * as face from './contract-ways.ts'
import { claim, giftView, orderGift } from './ways/gift.ts'
import { asked, questionPage, setQuestions } from './ways/questions.ts'

/** Questions at the checkout, and gifts. */
export function wayRoutes(orders: Orders): Route[] {
  return [
    route(face.listCheckoutQuestions, async (_caller, { query }) => ({
      items: [...(await asked(orders, query.productIds))].map(([productId, questions]) => ({ productId, questions })),
    })),
    route(face.listProductQuestions, (caller, { query }) => questionPage(orders, staffOf(caller).shopId, query)),
    route(face.putProductQuestions, async (caller, { params, body }) => {
      await setQuestions(orders, { shopId: staffOf(caller).shopId, productId: params.id, questions: body.questions })
      return { productId: params.id, questions: body.questions }
    }),
    route(face.getGift, (caller, { params }) => giftView(orders, params.token, caller.actor.kind === 'shopper' ? caller.actor.id : null)),
    route(face.claimGift, async (caller, { params, body }) => {
      await claim(orders, shopperOf(caller), { ...params, ...body })
      return giftView(orders, params.token, shopperOf(caller))
    }),
    route(face.getOrderGift, (caller, { params }) => orderGift(orders, shopperOf(caller), params.id)),
  ]
}
