import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { inventoryCalls } from '../inventory/contract.ts'
import { promotionCalls } from '../promotion/contract.ts'
import { shippingCalls } from '../shipping/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { pricingCalls } from './contract.ts'
import { quote } from './quote.ts'

export const pricing = defineModule({
  name: 'pricing',
  calls: pricingCalls,
  needs: { catalog: catalogCalls, inventory: inventoryCalls, promotion: promotionCalls, shipping: shippingCalls, shop: shopCalls },
  create: ({ needs }) => ({ calls: { quote: (input) => quote(needs, input) }, routes: [], handlers: [], jobs: [] }),
})
