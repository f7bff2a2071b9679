import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { mediaCalls } from '../media/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { settingsCalls } from '../settings/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { ReviewDb } from './db.ts'

export interface Reviews {
  db: Db<ReviewDb>
  now: () => Date
  newId: () => string
  catalog: Interface<typeof catalogCalls>
  media: Interface<typeof mediaCalls>
  order: Interface<typeof orderCalls>
  settings: Interface<typeof settingsCalls>
  shopper: Interface<typeof shopperCalls>
}
