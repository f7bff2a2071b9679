// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface ShopperDb {
  'shopper.acquaintance': {
    shop_id: string
    shopper_id: string
    paid_orders: Generated<number>
    met_at: Generated<Date>
    tier: Generated<number>
  }
  'shopper.address': {
    id: string
    shopper_id: string
    name: string
    phone: string
    province: string
    city: string
    district: string
    district_code: string
    detail: string
    is_default: Generated<boolean>
    created_at: Generated<Date>
    lng: number | null
    lat: number | null
  }
  'shopper.attempt': {
    id: string
    key: string
    at: Date
  }
  'shopper.card': {
    shop_id: string
    shopper_id: string
    level: number
    until: Date
    at: Date
  }
  'shopper.identity': {
    platform: 'weapp' | 'alipay' | 'tt'
    open_id: string
    union_id: string | null
    shopper_id: string
    session_key: string | null
    created_at: Generated<Date>
    used_at: Generated<Date>
  }
  'shopper.login_code': {
    phone: string
    code_hash: Buffer
    sent_at: Date
    expires_at: Date
    tries: Generated<number>
    sent_today: Generated<number>
  }
  'shopper.merge': {
    id: string
    from_id: string
    into_id: string
    reason: 'phone' | 'union_id'
    at: Date
    round: Generated<number>
    next_at: Date | null
    claimed_until: Date | null
    moved_at: Date | null
  }
  'shopper.merge_step': {
    merge_id: string
    module: string
    items: Generated<unknown>
    failure: Generated<string>
    at: Date
  }
  'shopper.paid_order': {
    order_id: string
    shop_id: string
    shopper_id: string
    at: Generated<Date>
  }
  'shopper.session': {
    id: string
    token_hash: Buffer
    shopper_id: string
    created_at: Date
    last_seen_at: Date
    expires_at: Date
    ip: string
    user_agent: string
  }
  'shopper.shopper': {
    id: string
    nickname: string
    avatar: unknown
    phone: string | null
    disabled: Generated<boolean>
    created_at: Date
    last_seen_at: Date | null
    birthday: string | null
    merged_into: string | null
  }
  'shopper.tier_change': {
    id: string
    shop_id: string
    shopper_id: string
    tier_before: number
    tier: number
    reason: string
    staff_name: string
    at: Date
  }
}
