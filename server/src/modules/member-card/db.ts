// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface MemberCardDb {
  'member_card.month': {
    term_id: string
    nth: number
    due_at: Date
    given_at: Date | null
  }
  'member_card.plan': {
    id: string
    shop_id: string
    months: number
    price_fen: number
    list_price_fen: number
    enabled: boolean
  }
  'member_card.program': {
    shop_id: string
    title: string
    intro: Generated<string>
    level: number
    discount_bps: number
    free_shipping: boolean
    template_ids: Generated<string[]>
    refund_days: number
    enabled: boolean
    updated_at: Date
  }
  'member_card.term': {
    id: string
    shop_id: string
    shopper_id: string
    request_id: string
    source: 'bought' | 'points'
    title: string
    months: number
    price_fen: number
    level: number
    template_ids: string[]
    refund_days: number
    state: 'open' | 'paid' | 'closed' | 'refunding' | 'refunded'
    pay_before: Date
    close_try_at: Date
    created_at: Date
    paid_at: Date | null
    starts_at: Date | null
    ends_at: Date | null
    refund_fen: Generated<number>
    refund_reason: Generated<string>
    refunded_at: Date | null
  }
}
