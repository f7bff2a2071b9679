import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { cardKeyCalls } from '../card-key/contract.ts'
import type { fundsCalls } from '../funds/contract.ts'
import type { inventoryCalls } from '../inventory/contract.ts'
import type { mediaCalls } from '../media/contract.ts'
import type { paymentCalls } from '../payment/contract.ts'
import type { pointsCalls } from '../points/contract.ts'
import type { pricingCalls } from '../pricing/contract.ts'
import type { promotionCalls } from '../promotion/contract.ts'
import type { purchaseLimitCalls } from '../purchase-limit/contract.ts'
import type { redpacketCalls } from '../redpacket/contract.ts'
import type { settingsCalls } from '../settings/contract.ts'
import type { shippingCalls } from '../shipping/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { walletCalls } from '../wallet/contract.ts'
import type { playCalls } from './contract-play.ts'
import type { OrderDb } from './db.ts'

export interface Orders {
  db: Db<OrderDb>
  now: () => Date
  newId: () => string
  /** Address of the storefront, for coming back from a payment page. */
  publicUrl: string
  catalog: Interface<typeof catalogCalls>
  cardKey: Interface<typeof cardKeyCalls>
  funds: Interface<typeof fundsCalls>
  inventory: Interface<typeof inventoryCalls>
  media: Interface<typeof mediaCalls>
  payment: Interface<typeof paymentCalls>
  points: Interface<typeof pointsCalls>
  pricing: Interface<typeof pricingCalls>
  promotion: Interface<typeof promotionCalls>
  purchaseLimit: Interface<typeof purchaseLimitCalls>
  redpacket: Interface<typeof redpacketCalls>
  settings: Interface<typeof settingsCalls>
  shipping: Interface<typeof shippingCalls>
  shopper: Interface<typeof shopperCalls>
  wallet: Interface<typeof walletCalls>
  /** The marketing plays there are, by name. */
  plays: () => ReadonlyMap<string, Interface<typeof playCalls>>
}

/** Who moves an order. */
export interface Mover {
  actor: 'shopper' | 'staff' | 'system'
  name: string
}
export const system: Mover = { actor: 'system', name: '' }
export const shopperMover: Mover = { actor: 'shopper', name: '' }

/** Minutes by which a hold outlives the deadline of the order that owns it: closing comes first. */
export const HOLD_GRACE_MINUTES = 15
/** Days after receipt in which a review is still asked for. */
export const REVIEW_DAYS = 15
