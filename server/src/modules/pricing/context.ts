import type { Interface } from '../../kernel/contract.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { inventoryCalls } from '../inventory/contract.ts'
import type { promotionCalls } from '../promotion/contract.ts'
import type { shippingCalls } from '../shipping/contract.ts'
import type { shopCalls } from '../shop/contract.ts'

export interface Pricing {
  catalog: Interface<typeof catalogCalls>
  inventory: Interface<typeof inventoryCalls>
  promotion: Interface<typeof promotionCalls>
  shipping: Interface<typeof shippingCalls>
  shop: Interface<typeof shopCalls>
}
