import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { shippingCalls } from '../shipping/contract.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { walletCalls } from '../wallet/contract.ts'
import type { CommunityDb } from './db.ts'

export interface Community {
  db: Db<CommunityDb>
  now: () => Date
  newId: () => string
  catalog: Pick<Interface<typeof catalogCalls>, 'skusForSale'>
  shop: Pick<Interface<typeof shopCalls>, 'find'>
  shopper: Pick<Interface<typeof shopperCalls>, 'find'>
  shipping: Pick<Interface<typeof shippingCalls>, 'keepPoint' | 'readyAtPoint' | 'deliveryOfCode' | 'deliveries'>
  order: Pick<Interface<typeof orderCalls>, 'callOff' | 'goOn' | 'handOut' | 'refundable' | 'refundUnits'>
  wallet: Pick<Interface<typeof walletCalls>, 'credit'>
}

export const done = { ok: true as const }
