// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface PointsMallDb {
  'points_mall.exchange': {
    id: string
    item_id: string
    shop_id: string
    shopper_id: string
    request_id: string | null
    kind: 'goods' | 'coupon' | 'card'
    title: string
    quantity: number
    points: number
    cash_fen: number
    returned: Generated<number>
    state: 'held' | 'given' | 'lapsed' | 'over'
    why: Generated<string>
    due_at: Date
    created_at: Date
    given_at: Date | null
  }
  'points_mall.given_back': {
    refund_key: string
    exchange_id: string
    pieces: number
    at: Date
  }
  'points_mall.item': {
    id: string
    shop_id: string
    kind: 'goods' | 'coupon' | 'card'
    title: string
    sku_id: string | null
    product_id: string | null
    template_id: string | null
    months: number | null
    points: number
    cash_fen: Generated<number>
    pieces: number
    taken: Generated<number>
    per_person: number
    starts_at: Date
    ends_at: Date
    enabled: boolean
    created_at: Date
  }
  'points_mall.person': {
    item_id: string
    shopper_id: string
    taken: number
    most: number
  }
}
