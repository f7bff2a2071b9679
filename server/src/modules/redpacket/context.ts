import type { Db } from '../../kernel/db.ts'
import type { RedpacketDb } from './db.ts'

export interface RedPackets {
  db: Db<RedpacketDb>
  now: () => Date
  newId: () => string
}

export const ledger = { schema: 'redpacket' } as const
export const accountOf = (packetId: string): string => `packet:${packetId}`
export const packetOf = (account: string): string => account.slice('packet:'.length)
/** What comes back lasts at least so long. */
export const BACK_DAYS = 7
