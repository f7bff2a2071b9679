import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { GroupBuyDb } from './db.ts'

export interface GroupBuys {
  db: Db<GroupBuyDb>
  now: () => Date
  newId: () => string
  order: Interface<typeof orderCalls>
  catalog: Interface<typeof catalogCalls>
  shopper: Interface<typeof shopperCalls>
}

/** The name of the module, by which its orders are known. */
export const KIND = 'group-buy'
/** So long to pay; and so long of it nobody else gets the seat. */
export const PAY_MINUTES = 15
export const SEAT_MINUTES = 5
/** A seat whose order nobody ever heard of ends so long after the time to pay. */
export const LAPSE_MINUTES = 30
/** What could not be told to an order is tried again after so long. */
export const AGAIN_SECONDS = 20
