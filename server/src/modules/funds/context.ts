import type { PayoutChannel } from '../../gateways/payout-channel.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { Log } from '../../kernel/log.ts'
import type { paymentCalls } from '../payment/contract.ts'
import type { pointsCalls } from '../points/contract.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { walletCalls } from '../wallet/contract.ts'
import type { FundsDb } from './db.ts'

export interface Funds {
  db: Db<FundsDb>
  now: () => Date
  newId: () => string
  log: Log
  /** Address of the storefront, for coming back from a payment page. */
  publicUrl: string
  /** Nothing while no channel is configured. */
  payout: () => PayoutChannel | undefined
  payment: Interface<typeof paymentCalls>
  points: Interface<typeof pointsCalls>
  shop: Interface<typeof shopCalls>
  shopper: Interface<typeof shopperCalls>
  wallet: Interface<typeof walletCalls>
}

/** The wallet's hold of a withdrawal. */
export const holdOf = (id: string): string => `withdraw:${id}`
