import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { memberCardCalls } from '../member-card/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { pointsCalls } from '../points/contract.ts'
import type { promotionCalls } from '../promotion/contract.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { PointsMallDb } from './db.ts'

export interface PointsMall {
  db: Db<PointsMallDb>
  now: () => Date
  newId: () => string
  catalog: Interface<typeof catalogCalls>
  memberCard: Interface<typeof memberCardCalls>
  order: Interface<typeof orderCalls>
  points: Interface<typeof pointsCalls>
  promotion: Interface<typeof promotionCalls>
  shop: Interface<typeof shopCalls>
  shopper: Interface<typeof shopperCalls>
}

/** The name of the play, and of the keys under which points are set aside. */
export const KIND = 'points-mall'
export const holdKey = (exchangeId: string): string => `points-mall:${exchangeId}`
