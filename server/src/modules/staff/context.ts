import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { StaffDb } from './db.ts'

export interface Staff {
  db: Db<StaffDb>
  now: () => Date
  newId: () => string
  shop: Interface<typeof shopCalls>
}

/** From where somebody signs in. */
export interface Origin {
  ip: string
  userAgent: string
}

/** A session ends when it was not used for so long. */
export const SESSION_DAYS = 14
