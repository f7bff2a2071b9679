import type { Interface } from '../../kernel/contract.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { inventoryCalls } from '../inventory/contract.ts'
import type { pointsCalls } from '../points/contract.ts'
import type { promotionCalls } from '../promotion/contract.ts'
import type { purchaseLimitCalls } from '../purchase-limit/contract.ts'
import type { redpacketCalls } from '../redpacket/contract.ts'
import type { shippingCalls } from '../shipping/contract.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'

export interface Pricing {
  now: () => Date
  catalog: Interface<typeof catalogCalls>
  inventory: Interface<typeof inventoryCalls>
  points: Interface<typeof pointsCalls>
  promotion: Interface<typeof promotionCalls>
  purchaseLimit: Interface<typeof purchaseLimitCalls>
  redpacket: Interface<typeof redpacketCalls>
  shipping: Interface<typeof shippingCalls>
  shop: Interface<typeof shopCalls>
  shopper: Interface<typeof shopperCalls>
}
