// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface PromotionDb {
  'promotion.coupon': {
    id: string
    template_id: string
    shop_id: string
    shopper_id: string
    nth: number
    title: string
    kind: 'amount' | 'percent' | 'shipping'
    value: number
    cap_fen: number | null
    threshold_fen: number
    scope: unknown
    state: 'usable' | 'held' | 'used'
    hold_key: string | null
    claimed_at: Date
    expires_at: Date
    used_at: Date | null
  }
  'promotion.coupon_template': {
    id: string
    shop_id: string
    title: string
    kind: 'amount' | 'percent' | 'shipping'
    value: number
    cap_fen: number | null
    threshold_fen: number
    scope: unknown
    stock: number
    claimed: Generated<number>
    per_shopper: number
    claimable: boolean
    code: string | null
    claim_from: Date | null
    claim_until: Date | null
    valid_until: Date | null
    valid_days: number | null
    enabled: boolean
    created_at: Date
  }
  'promotion.hold': {
    key: string
    shopper_id: string | null
    state: 'held' | 'used' | 'released'
    body_hash: string
    expires_at: Date
    created_at: Date
    ended_at: Date | null
    lapsed: Generated<boolean>
  }
  'promotion.hold_coupon': {
    key: string
    coupon_id: string
  }
  'promotion.rule': {
    id: string
    shop_id: string
    title: string
    priority: number
    exclusive_group: string
    scope: unknown
    conditions: unknown
    benefit: unknown
    starts_at: Date | null
    ends_at: Date | null
    enabled: boolean
    created_at: Date
    updated_at: Date
  }
}
