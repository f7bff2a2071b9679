import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { BargainDb } from './db.ts'

export interface Bargains {
  db: Db<BargainDb>
  now: () => Date
  newId: () => string
  catalog: Pick<Interface<typeof catalogCalls>, 'skusForSale'>
  shopper: Pick<Interface<typeof shopperCalls>, 'find'>
  order: Pick<Interface<typeof orderCalls>, 'callOff'>
}
