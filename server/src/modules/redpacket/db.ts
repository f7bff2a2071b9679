// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'

export interface RedpacketDb {
  'redpacket.account': {
    id: Generated<string>
    owner: string
    name: string
    balance: number | null
  }
  'redpacket.campaign': {
    id: string
    shop_id: string
    title: string
    min_fen: number
    max_fen: number
    budget_fen: number
    granted_fen: Generated<number>
    granted: Generated<number>
    per_shopper: number
    valid_days: number
    starts_at: Date
    ends_at: Date
    enabled: boolean
    created_at: Date
  }
  'redpacket.entry': {
    id: GeneratedAlways<number>
    transaction_id: string
    account_id: string
    change: number
    balance_after: number | null
  }
  'redpacket.hold': {
    key: string
    owner: string
    wish: string
    amount: number
    state: 'held' | 'captured' | 'released'
    lapsed: Generated<boolean>
    returned: Generated<number>
    reference: Generated<string>
    expires_at: Date
    created_at: Date
    ended_at: Date | null
  }
  'redpacket.hold_part': {
    key: string
    position: number
    name: string
    amount: number
  }
  'redpacket.packet': {
    id: string
    source: string
    campaign_id: string | null
    shopper_id: string
    title: string
    amount_fen: number
    expires_at: Date
    expired_at: Date | null
    created_at: Date
  }
  'redpacket.transaction': {
    id: Generated<string>
    event: string
    kind: string
    reference: Generated<string>
    note: Generated<string>
    actor: Generated<string>
    at: Date
  }
}
