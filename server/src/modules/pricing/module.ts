import { route, staffOf } from '../../kernel/http.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { inventoryCalls } from '../inventory/contract.ts'
import { pointsCalls } from '../points/contract.ts'
import { promotionCalls } from '../promotion/contract.ts'
import { purchaseLimitCalls } from '../purchase-limit/contract.ts'
import { redpacketCalls } from '../redpacket/contract.ts'
import { shippingCalls } from '../shipping/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { cardPrices, openOffers } from './card-prices.ts'
import type { Pricing } from './context.ts'
import { getMyPrices, listCardPrices, nameSkus, pricingCalls, simulatePrice } from './contract.ts'
import { myPrices } from './my-prices.ts'
import { quote } from './quote.ts'
import { simulate, skuNames } from './simulate.ts'

export const pricing = defineModule({
  name: 'pricing',
  calls: pricingCalls,
  needs: {
    catalog: catalogCalls,
    inventory: inventoryCalls,
    points: pointsCalls,
    promotion: promotionCalls,
    redpacket: redpacketCalls,
    'purchase-limit': purchaseLimitCalls,
    shipping: shippingCalls,
    shop: shopCalls,
    shopper: shopperCalls,
  },
  create: ({ needs: { 'purchase-limit': purchaseLimit, ...needs }, now }) => {
    const pricing: Pricing = { now, purchaseLimit, ...needs }
    const offers = openOffers(pricing)
    return {
      calls: { quote: ({ assets = null, ...input }) => quote(pricing, { ...input, assets }) },
      routes: [
        route(listCardPrices, async (caller, { query }) => ({
          items: await cardPrices(pricing, offers, { caller, productIds: query.ids }),
        })),
        route(getMyPrices, (caller, { params }) => myPrices(pricing, caller, params.id)),
        route(nameSkus, (caller, { query }) => skuNames(pricing, staffOf(caller).shopId, query.ids)),
        route(simulatePrice, (caller, { body }) => simulate(pricing, staffOf(caller).shopId, body)),
      ],
      handlers: [],
      jobs: [],
    }
  },
})
