import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { pointsCalls } from '../points/contract.ts'
import type { promotionCalls } from '../promotion/contract.ts'
import type { redpacketCalls } from '../redpacket/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { GameDb } from './db.ts'

export interface Games {
  db: Db<GameDb>
  now: () => Date
  newId: () => string
  /** A number from 0 to 9999 that nobody can foresee. */
  roll: () => number
  points: Pick<Interface<typeof pointsCalls>, 'earn' | 'adjust'>
  promotion: Pick<Interface<typeof promotionCalls>, 'give'>
  redpacket: Pick<Interface<typeof redpacketCalls>, 'grant'>
  shopper: Pick<Interface<typeof shopperCalls>, 'find'>
}
