import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { inventoryCalls } from '../inventory/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { paymentCalls } from '../payment/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { walletCalls } from '../wallet/contract.ts'
import type { PresaleDb } from './db.ts'

export const KIND = 'presale'

export interface Presales {
  db: Db<PresaleDb>
  now: () => Date
  newId: () => string
  publicUrl: string
  catalog: Pick<Interface<typeof catalogCalls>, 'skusForSale'>
  inventory: Pick<Interface<typeof inventoryCalls>, 'available'>
  shopper: Pick<Interface<typeof shopperCalls>, 'find' | 'payer'>
  order: Pick<Interface<typeof orderCalls>, 'goOn' | 'callOff'>
  payment: Pick<Interface<typeof paymentCalls>, 'start' | 'status' | 'close' | 'refund' | 'find'>
  wallet: Pick<Interface<typeof walletCalls>, 'credit'>
}
