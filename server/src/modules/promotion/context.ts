import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { PromotionDb } from './db.ts'

export interface Promotion {
  db: Db<PromotionDb>
  now: () => Date
  newId: () => string
  catalog: Interface<typeof catalogCalls>
  shopper: Interface<typeof shopperCalls>
  /** The parent of each category; a few seconds old at most. */
  parents: () => Promise<ReadonlyMap<string, string | null>>
}
