import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { inventoryCalls } from '../inventory/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { pricingCalls } from '../pricing/contract.ts'
import type { CartDb } from './db.ts'

export interface Carts {
  db: Db<CartDb>
  catalog: Interface<typeof catalogCalls>
  inventory: Interface<typeof inventoryCalls>
  order: Interface<typeof orderCalls>
  pricing: Interface<typeof pricingCalls>
}

/** A cart holds so many lines, and so many pieces of one SKU. */
export const MOST_LINES = 200
export const MOST_PIECES = 999
