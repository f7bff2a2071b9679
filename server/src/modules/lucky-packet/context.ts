import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { redpacketCalls } from '../redpacket/contract.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { walletCalls } from '../wallet/contract.ts'
import type { LuckyPacketDb } from './db.ts'

export interface LuckyPackets {
  db: Db<LuckyPacketDb>
  now: () => Date
  newId: () => string
  redpacket: Pick<Interface<typeof redpacketCalls>, 'grant'>
  shop: Pick<Interface<typeof shopCalls>, 'find'>
  shopper: Pick<Interface<typeof shopperCalls>, 'find'>
  wallet: Pick<Interface<typeof walletCalls>, 'hold' | 'capture' | 'release' | 'giveBack'>
}

/** The wallet's hold of a packet. */
export const holdOf = (id: string): string => `lucky:${id}`
