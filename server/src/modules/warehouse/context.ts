import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { inventoryCalls } from '../inventory/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { shippingCalls } from '../shipping/contract.ts'
import type { WarehouseDb } from './db.ts'

export interface Warehouse {
  db: Db<WarehouseDb>
  now: () => Date
  newId: () => string
  catalog: Interface<typeof catalogCalls>
  inventory: Interface<typeof inventoryCalls>
  order: Interface<typeof orderCalls>
  shipping: Interface<typeof shippingCalls>
}
