import type { PaymentChannel } from '../../gateways/payment-channel.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { Log } from '../../kernel/log.ts'
import type { walletCalls } from '../wallet/contract.ts'
import type { PaymentDb } from './db.ts'

export interface Payments {
  db: Db<PaymentDb>
  now: () => Date
  newId: () => string
  log: Log
  wallet: Interface<typeof walletCalls>
  /** Nothing while no channel is configured. */
  channel: () => PaymentChannel | undefined
  /** Where the channel's messages reach us, without a trailing slash. */
  hooksUrl: string
  /** The least time between two refunds of one payment, with something to spare. */
  refundGapMs: number
}

/** The channel of past payments that were recorded by set-up: nothing outside knows them. */
export const recordedChannel = 'recorded'
