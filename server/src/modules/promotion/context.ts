import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { searchCalls } from '../search/contract.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { PromotionDb } from './db.ts'

export interface Promotion {
  db: Db<PromotionDb>
  now: () => Date
  newId: () => string
  catalog: Interface<typeof catalogCalls>
  search: Interface<typeof searchCalls>
  shop: Interface<typeof shopCalls>
  shopper: Interface<typeof shopperCalls>
  /** Whether this is the shop that runs the platform: the one that was there first. It makes what counts over several shops. */
  runsPlatform: (shopId: string) => Promise<boolean>
  /** The parent of each category; a few seconds old at most. */
  parents: () => Promise<ReadonlyMap<string, string | null>>
}
