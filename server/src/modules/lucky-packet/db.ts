// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface LuckyPacketDb {
  'lucky_packet.packet': {
    id: string
    sender_id: string | null
    shop_id: string | null
    request_id: string
    kind: 'fixed' | 'random'
    total_fen: number
    shares: number
    amounts: number[]
    taken: Generated<number>
    wish: string
    state: 'funding' | 'open' | 'over' | 'void'
    expires_at: Date
    created_at: Date
    ended_at: Date | null
    returned_fen: Generated<number>
    returned_at: Date | null
  }
  'lucky_packet.take': {
    packet_id: string
    position: number
    shopper_id: string
    amount_fen: number
    at: Date
    granted_at: Date | null
  }
}
