import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { paymentCalls } from '../payment/contract.ts'
import type { promotionCalls } from '../promotion/contract.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { MemberCardDb } from './db.ts'

export interface MemberCards {
  db: Db<MemberCardDb>
  now: () => Date
  newId: () => string
  publicUrl: string
  payment: Interface<typeof paymentCalls>
  promotion: Interface<typeof promotionCalls>
  shop: Interface<typeof shopCalls>
  shopper: Interface<typeof shopperCalls>
}
