import type { CloudPrinter } from '../../gateways/cloud-printer.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { inventoryCalls } from '../inventory/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { shippingCalls } from '../shipping/contract.ts'
import type { PrintingDb } from './db.ts'

export interface Printing {
  db: Db<PrintingDb>
  now: () => Date
  newId: () => string
  /** Nothing while no cloud of printers is configured. */
  cloud: () => CloudPrinter | undefined
  catalog: Interface<typeof catalogCalls>
  inventory: Interface<typeof inventoryCalls>
  order: Interface<typeof orderCalls>
  shipping: Interface<typeof shippingCalls>
}

export interface Clerk {
  shopId: string
  name: string
}
