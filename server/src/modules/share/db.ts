// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface ShareDb {
  'share.alias': {
    code: string
    link_id: string
  }
  'share.campaign': {
    id: string
    shop_id: string
    scope: 'mall' | 'shop'
    kind: 'invite' | 'cashback'
    title: string
    at: 'joined' | 'paid' | 'kept'
    hold_days: number
    min_order_fen: number
    inviter_reward: unknown
    invitee_reward: unknown
    per_day: number
    per_person: number
    budget: number
    given: Generated<number>
    friends: Generated<number>
    rate_bps: Generated<number>
    most_fen: Generated<number>
    starts_at: Date
    ends_at: Date
    enabled: boolean
    created_at: Date
  }
  'share.device': {
    shopper_id: string
    visitor: Buffer
    address: Buffer
    at: Date
  }
  'share.friend': {
    referral_id: string
    friend_id: string
    order_id: string
    back: Generated<boolean>
  }
  'share.link': {
    id: string
    code: string
    sharer_id: string
    kind: string
    target_id: string | null
    join_id: string | null
    title: string
    parent_id: string | null
    depth: Generated<number>
    visits: Generated<number>
    created_at: Date
    old: Generated<boolean>
  }
  'share.payout': {
    referral_id: string
    side: 'inviter' | 'invitee'
    shopper_id: string
    reward: unknown
    worth_fen: number
    state: 'due' | 'giving' | 'given' | 'lost' | 'void' | 'taking' | 'taken' | 'kept'
    at: Date
  }
  'share.reach': {
    kind: string
    campaign_id: string
    visitor: Buffer
    at: Date
  }
  'share.referral': {
    id: string
    campaign_id: string
    inviter_id: string
    invitee_id: string
    link_id: string | null
    order_id: string | null
    order_fen: Generated<number>
    refunded_fen: Generated<number>
    friends: Generated<number>
    state: 'open' | 'review' | 'due' | 'given' | 'refused' | 'full' | 'void' | 'over'
    reasons: Generated<string[]>
    counted_on: string | null
    due_at: Date | null
    created_at: Date
    decided_at: Date | null
    decided_by: Generated<string>
    note: Generated<string>
  }
  'share.sale': {
    order_id: string
    link_id: string
    shopper_id: string
    shop_id: string
    paid_fen: number
    refunded_fen: Generated<number>
    at: Date
  }
  'share.sale_refund': {
    refund_key: string
    order_id: string
    at: Date
  }
  'share.touch': {
    shopper_id: string
    link_id: string
    first_at: Date
    at: Date
    joined: boolean
  }
  'share.used': {
    campaign_id: string
    shopper_id: string
    span: string
    used: number
    most: number
  }
  'share.visit': {
    link_id: string
    visitor: Buffer
    first_at: Date
    at: Date
  }
}
