import type { Interface } from '../../kernel/contract.ts'
import type { MiniProgramCodes } from '../../gateways/mini-program-codes.ts'
import type { Db } from '../../kernel/db.ts'
import type { Files } from '../../kernel/files.ts'
import type { afterSalesCalls } from '../after-sales/contract.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { walletCalls } from '../wallet/contract.ts'
import type { DistributionDb } from './db.ts'

export interface Distribution {
  db: Db<DistributionDb>
  now: () => Date
  newId: () => string
  /** Where H5 is reached, for links. */
  publicUrl: string
  files: Pick<Files, 'exists' | 'get'>
  codes: () => MiniProgramCodes | undefined
  afterSales: Pick<Interface<typeof afterSalesCalls>, 'windows'>
  catalog: Pick<Interface<typeof catalogCalls>, 'cards' | 'docs' | 'skusForSale' | 'categoryTree'>
  order: Pick<Interface<typeof orderCalls>, 'refundable' | 'spent' | 'callOff'>
  shop: Pick<Interface<typeof shopCalls>, 'find'>
  shopper: Pick<Interface<typeof shopperCalls>, 'find' | 'paidOrders'>
  wallet: Pick<Interface<typeof walletCalls>, 'credit'>
}

export const ledger = { schema: 'distribution' } as const
export const PENDING = 'pending'
export const SETTLED = 'settled'
export const DEBT = 'debt'
