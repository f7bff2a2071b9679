import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { inventoryCalls } from '../inventory/contract.ts'
import type { mediaCalls } from '../media/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { shippingCalls } from '../shipping/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { AfterSalesDb } from './db.ts'

export interface AfterSalesKit {
  db: Db<AfterSalesDb>
  now: () => Date
  newId: () => string
  catalog: Interface<typeof catalogCalls>
  inventory: Interface<typeof inventoryCalls>
  media: Interface<typeof mediaCalls>
  order: Interface<typeof orderCalls>
  shipping: Interface<typeof shippingCalls>
  shopper: Interface<typeof shopperCalls>
}

/** Who moves a request. */
export interface Mover {
  actor: 'shopper' | 'staff' | 'platform' | 'system'
  name: string
}
export const system: Mover = { actor: 'system', name: '' }
export const shopperMover: Mover = { actor: 'shopper', name: '' }

/** The key under which everything of a request is asked for elsewhere. */
export const keyOf = (requestId: string): string => `as:${requestId}`
export const requestOf = (key: string): string | undefined => /^as:([0-9a-f-]{36})$/.exec(key)?.[1]
export const protectionKey = (lineId: string): string => `pp:${lineId}`
export const complaintKey = (complaintId: string): string => `qc:${complaintId}`
