import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { resultsCalls } from '../results/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { ShareDb } from './db.ts'

export interface Shares {
  db: Db<ShareDb>
  now: () => Date
  newId: () => string
  /** For keyed hashes. */
  secretKey: string
  /** How a browser reaches the shop. */
  publicUrl: string
  shopper: Interface<typeof shopperCalls>
  /** Plays that have campaigns, by name. */
  /** Somebody who signed up lately is bound to what they came by. May be told again. */
  onJoined: (shopperId: string) => Promise<void>
  plays: () => ReadonlyMap<string, Interface<typeof resultsCalls>>
}

/** The last share opened counts for so many days. */
export const WINDOW_DAYS = 15
/** So long it is known which device and address an account came from. */
export const DEVICE_DAYS = 30
/** A shopper passes on so many different things at most in a day. */
export const SHARES_PER_DAY = 200
