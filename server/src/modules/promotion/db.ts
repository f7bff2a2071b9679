// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface PromotionDb {
  'promotion.birthday_run': {
    day: string
    template_id: string
    done_at: Date
  }
  'promotion.code_batch': {
    template_id: string
    batch: string
  }
  'promotion.code_guess': {
    id: string
    shopper_id: string
    at: Date
  }
  'promotion.coupon': {
    id: string
    template_id: string
    shop_id: string
    shopper_id: string
    nth: number
    title: string
    kind: 'amount' | 'percent' | 'shipping' | 'gift'
    value: number
    cap_fen: number | null
    threshold_fen: number
    scope: unknown
    state: 'usable' | 'held' | 'used'
    hold_key: string | null
    claimed_at: Date
    expires_at: Date
    used_at: Date | null
    gifts: Generated<unknown>
    stack_group: Generated<string>
    use_in: Generated<'online' | 'store' | 'both'>
    platform_share_bps: Generated<number>
    passable: Generated<boolean>
    claimed_by: string | null
    grant_key: string | null
    verify_code: string | null
    reminded_at: Date | null
    brought_by: string | null
  }
  'promotion.coupon_code': {
    code: string
    template_id: string
    batch: string
    created_at: Date
    shopper_id: string | null
    used_at: Date | null
  }
  'promotion.coupon_template': {
    id: string
    shop_id: string
    title: string
    kind: 'amount' | 'percent' | 'shipping' | 'gift'
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
    gifts: Generated<unknown>
    stack_group: Generated<string>
    use_in: Generated<'online' | 'store' | 'both'>
    platform_share_bps: Generated<number>
    passable: Generated<boolean>
    auto: Generated<'none' | 'newcomer' | 'birthday'>
  }
  'promotion.grant_batch': {
    id: string
    shop_id: string
    request_id: string
    template_id: string
    audience: unknown
    state: 'running' | 'done'
    cursor: string | null
    granted: Generated<number>
    seen: Generated<number>
    staff_name: string
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
  'promotion.pass': {
    token: string
    coupon_id: string
    from_shopper: string
    to_shopper: string | null
    created_at: Date
    taken_at: Date | null
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
    alone: Generated<boolean>
    across: Generated<boolean>
    limit_total: number | null
    limit_per_shopper: number | null
    taken: Generated<number>
  }
  'promotion.rule_use': {
    key: string
    rule_id: string
    shopper_id: string
    live: boolean
  }
}
