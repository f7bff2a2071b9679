import type { Db } from '../../kernel/db.ts'
import type { PurchaseLimitDb } from './db.ts'

export interface Limits {
  db: Db<PurchaseLimitDb>
  now: () => Date
}
