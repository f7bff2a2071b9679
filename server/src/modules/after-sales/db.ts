// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface AfterSalesDb {
  'after_sales.budget': {
    shop_id: string
    revenue_fen: Generated<number>
    granted_fen: Generated<number>
    used_fen: Generated<number>
  }
  'after_sales.budget_entry': {
    id: string
    shop_id: string
    kind: 'revenue' | 'compensation' | 'returned'
    cause: string
    revenue_fen: Generated<number>
    granted_fen: Generated<number>
    used_fen: Generated<number>
    at: Date
  }
  'after_sales.claim': {
    id: string
    order_id: string
    state: Generated<'open' | 'void'>
    at: Date
  }
  'after_sales.complaint': {
    id: string
    number: string
    request_key: string
    order_id: string
    order_number: string
    line_id: string
    shop_id: string
    shop_name: string
    shopper_id: string
    title: string
    picture: unknown
    note: string
    pictures: unknown
    state: 'open' | 'answered' | 'closed'
    answer_by: Date
    escalated_at: Date | null
    answered_at: Date | null
    answered_by: Generated<string>
    answer: Generated<string>
    compensation_fen: Generated<number>
    compensation_state: Generated<'none' | 'asked' | 'given' | 'refused'>
    created_at: Date
    closed_at: Date | null
  }
  'after_sales.dispute': {
    id: string
    request_id: string
    text: string
    pictures: unknown
    opened_at: Date
    decision: 'refund' | 'return' | 'refuse' | null
    decided_text: Generated<string>
    decided_by: Generated<string>
    decided_at: Date | null
  }
  'after_sales.line': {
    line_id: string
    quantity: number
    open: Generated<number>
    done: Generated<number>
  }
  'after_sales.price_protection': {
    line_id: string
    order_id: string
    shop_id: string
    shopper_id: string
    title: string
    units: number
    paid_price_fen: number
    price_fen: number
    amount_fen: number
    state: Generated<'asked' | 'given' | 'refused'>
    at: Date
  }
  'after_sales.request': {
    id: string
    number: string
    order_id: string
    order_number: string
    checkout_id: string
    shop_id: string
    shop_name: string
    shopper_id: string
    request_key: string
    body_hash: string
    kind: 'refund' | 'return' | 'exchange'
    reason: string
    note: Generated<string>
    pictures: Generated<unknown>
    state: 'requested' | 'approved' | 'returning' | 'received' | 'exchanging' | 'resent' | 'refunding' | 'done' | 'rejected' | 'disputed' | 'withdrawn' | 'closed'
    due_at: Date | null
    amount_fen: number
    freight_fen: Generated<number>
    with_freight: Generated<boolean>
    automatic: Generated<boolean>
    return_to: unknown
    return_carrier: string | null
    return_tracking: string | null
    return_signed_at: Date | null
    inspection: Generated<string>
    resend_carrier: string | null
    resend_tracking: string | null
    stuck: Generated<boolean>
    created_at: Date
    updated_at: Date
    ended_at: Date | null
  }
  'after_sales.request_line': {
    request_id: string
    line_id: string
    position: number
    sku_id: string
    product_id: string
    title: string
    options: unknown
    picture: unknown
    quantity: number
    unshipped: number
    accepted: number
    restocked: Generated<number>
    amount_fen: number
    exchange_sku_id: string | null
    exchange_options: unknown
  }
  'after_sales.return_place': {
    request_id: string
    line_id: string
    location_id: string
    quantity: number
  }
  'after_sales.rule': {
    id: string
    shop_id: string
    position: number
    name: string
    enabled: boolean
    conditions: unknown
  }
  'after_sales.settings': {
    shop_id: string
    value: unknown
    updated_at: Date
  }
  'after_sales.step': {
    id: string
    request_id: string
    from_state: string | null
    to_state: string
    at: Date
    actor: 'shopper' | 'staff' | 'platform' | 'system'
    actor_name: string
    note: string
    pictures: Generated<unknown>
  }
}
