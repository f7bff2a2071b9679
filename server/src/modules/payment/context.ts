import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { Log } from '../../kernel/log.ts'
import type { walletCalls } from '../wallet/contract.ts'
import type { PaymentDb } from './db.ts'
import type { Registry } from './registry.ts'

export interface Payments {
  db: Db<PaymentDb>
  now: () => Date
  newId: () => string
  log: Log
  wallet: Interface<typeof walletCalls>
  /** The accounts that take money; none while nothing is configured. */
  channels: Registry
  /** Where the channel's messages reach us, without a trailing slash. */
  hooksUrl: string
}

/** The channel of past payments that were recorded by set-up: nothing outside knows them. */
export const recordedChannel = 'recorded'
