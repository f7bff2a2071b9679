// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface InvoiceDb {
  'invoice.correction': {
    refund_key: string
    order_id: string
    invoice_id: string | null
    amount_fen: number
    at: Date
  }
  'invoice.file': {
    invoice_id: string
    what: 'blue' | 'red'
    key: string
    bytes: number | null
    stored_at: Date | null
    tries: Generated<number>
    due_at: Date | null
    note: Generated<string>
  }
  'invoice.invoice': {
    id: string
    request_id: string | null
    shopper_id: string
    shop_id: string
    shop_name: string
    order_id: string
    order_number: string
    state: 'requested' | 'issuing' | 'issued' | 'failed' | 'rejected' | 'withdrawn' | 'reversing' | 'reverse_failed' | 'reversed'
    kind: 'general' | 'special'
    title: unknown
    title_name: string
    tax_number: string
    email: string
    seller: unknown
    lines: unknown
    total_fen: number
    net_fen: number
    tax_fen: number
    number: string
    red_number: string | null
    sent_at: Date | null
    red_sent_at: Date | null
    automatic: boolean
    refunds_seen: Generated<number>
    reverse_wanted: Generated<boolean>
    reissue: Generated<boolean>
    reason: Generated<string>
    fapiao_number: string | null
    issued_at: Date | null
    red_fapiao_number: string | null
    reversed_at: Date | null
    replaces_id: string | null
    tries: Generated<number>
    due_at: Date | null
    note: Generated<string>
    mismatch: Generated<string>
    created_at: Date
    ended_at: Date | null
  }
  'invoice.order_wish': {
    order_id: string
    wish_id: string
    state: Generated<'waiting' | 'asked' | 'refused'>
    reason: Generated<string>
    at: Date
  }
  'invoice.settings': {
    shop_id: string
    value: unknown
    updated_at: Date
  }
  'invoice.step': {
    id: string
    invoice_id: string
    from_state: string | null
    to_state: string
    at: Date
    actor: 'shopper' | 'staff' | 'system'
    actor_name: string
    reason: string
  }
  'invoice.title': {
    id: string
    shopper_id: string
    type: 'person' | 'company'
    name: string
    tax_number: string
    address: string
    phone: string
    bank: string
    account: string
    is_default: Generated<boolean>
    created_at: Date
  }
  'invoice.wish': {
    id: string
    shopper_id: string
    request_id: string
    kind: 'general' | 'special'
    title: unknown
    email: string
    at: Date
  }
}
