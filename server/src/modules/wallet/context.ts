import type { Db } from '../../kernel/db.ts'
import type { WalletDb } from './db.ts'

export interface Wallets {
  db: Db<WalletDb>
  now: () => Date
}

export const ledger = { schema: 'wallet' } as const
/** The shopper's own money, what was given on top of it, and what came from gift cards. */
export const CASH = 'cash'
export const GIFT = 'gift'
export const CARD = 'card'
