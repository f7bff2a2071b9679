import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { orderCalls } from '../order/contract.ts'
import type { pointsCalls } from '../points/contract.ts'
import type { promotionCalls } from '../promotion/contract.ts'
import type { redpacketCalls } from '../redpacket/contract.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { walletCalls } from '../wallet/contract.ts'
import type { MembershipDb } from './db.ts'

export interface Members {
  db: Db<MembershipDb>
  now: () => Date
  newId: () => string
  order: Interface<typeof orderCalls>
  points: Interface<typeof pointsCalls>
  promotion: Interface<typeof promotionCalls>
  redpacket: Interface<typeof redpacketCalls>
  shop: Interface<typeof shopCalls>
  shopper: Interface<typeof shopperCalls>
  wallet: Interface<typeof walletCalls>
}

export const ledger = { schema: 'membership' } as const
/** The account of growth that concerns no shop: it counts in each. */
export const MALL = 'mall'
