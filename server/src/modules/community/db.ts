// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface CommunityDb {
  'community.arrival': {
    batch_id: string
    leader_id: string
    item_id: string
    expected: number
    arrived: number
    at: Date
  }
  'community.batch': {
    id: string
    shop_id: string
    title: string
    opens_at: Date
    closes_at: Date
    delivery_day: string
    settle_days: number
    enabled: boolean
    closed_at: Date | null
    cancelled_at: Date | null
    created_at: Date
  }
  'community.commission': {
    key: string
    leader_id: string
    base_fen: number
    bp: number
    amount_fen: number
    kept_fen: Generated<number>
    paid_fen: Generated<number>
    state: 'pending' | 'settled' | 'paid'
    due_at: Date
    created_at: Date
    paid_at: Date | null
  }
  'community.item': {
    id: string
    batch_id: string
    sku_id: string
    product_id: string
    price_fen: number
    stock: number
    taken: Generated<number>
    per_person: number
    commission_bp: number
    position: number
  }
  'community.leader': {
    id: string
    shop_id: string
    shopper_id: string
    name: string
    phone: string
    point_name: string
    address: string
    lng: number
    lat: number
    opens: string
    closes: string
    state: 'applied' | 'approved' | 'rejected' | 'paused'
    reason: Generated<string>
    owed_fen: Generated<number>
    applied_at: Date
    decided_at: Date | null
    merged_id: string | null
  }
  'community.place': {
    key: string
    item_id: string
    batch_id: string
    leader_id: string
    shopper_id: string
    quantity: number
    price_fen: number
    commission_bp: number
    payable_fen: number
    state: 'held' | 'paid' | 'lapsed' | 'released'
    held_until: Date
    created_at: Date
    paid_at: Date | null
    went_on_at: Date | null
    arrived_at: Date | null
    handed_at: Date | null
    missing: Generated<number>
    refunded: Generated<number>
    refunded_fen: Generated<number>
    restocked: Generated<number>
  }
  'community.refund': {
    refund_key: string
    key: string
    quantity: number
    amount_fen: number
    at: Date
  }
  'community.used': {
    item_id: string
    shopper_id: string
    used: number
    most: number
  }
}
