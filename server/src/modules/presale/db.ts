// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface PresaleDb {
  'presale.campaign': {
    id: string
    shop_id: string
    title: string
    kind: 'deposit' | 'full'
    sku_id: string
    product_id: string
    price_fen: number
    deposit_fen: number
    worth_fen: number
    word: 'earnest' | 'advance'
    refund_before: boolean
    unpaid: 'forfeit' | 'refund'
    pieces: number
    taken: Generated<number>
    per_person: number
    starts_at: Date
    ends_at: Date
    balance_starts_at: Date | null
    balance_ends_at: Date | null
    wait_until: Date | null
    ship_by: Date
    free_freight: boolean
    enabled: boolean
    cancelled_at: Date | null
    created_at: Date
  }
  'presale.deposit': {
    id: string
    campaign_id: string
    shop_id: string
    shopper_id: string
    request_id: string
    sku_id: string
    quantity: number
    price_fen: number
    deposit_fen: number
    worth_fen: number
    word: 'earnest' | 'advance'
    refund_before: boolean
    unpaid: 'forfeit' | 'refund'
    balance_starts_at: Date
    balance_ends_at: Date
    wait_until: Date | null
    ship_by: Date
    free_freight: boolean
    state: 'unpaid' | 'lapsed' | 'closed' | 'paid' | 'ordered' | 'bought' | 'forfeited' | 'refunded'
    why: 'asked' | 'unpaid' | 'late' | 'shop' | null
    pay_before: Date
    held_until: Date
    close_try_at: Date
    returned: Generated<number>
    told_open_at: Date | null
    told_last_at: Date | null
    created_at: Date
    paid_at: Date | null
    ended_at: Date | null
  }
  'presale.deposit_return': {
    key: string
    deposit_id: string
    quantity: number
    amount_fen: number
    extra_fen: number
    reason: string
    at: Date
    try_at: Date
    sent_at: Date | null
  }
  'presale.person': {
    campaign_id: string
    shopper_id: string
    used: number
    most: number
  }
  'presale.place': {
    key: string
    campaign_id: string
    deposit_id: string | null
    shopper_id: string
    quantity: number
    state: 'held' | 'paid' | 'lapsed' | 'released'
    payable_fen: number
    refunded_fen: Generated<number>
    wait_until: Date | null
    ship_by: Date
    held_until: Date
    told_at: Date | null
    created_at: Date
    paid_at: Date | null
  }
  'presale.refund': {
    refund_key: string
    key: string
    quantity: number
    amount_fen: number
    at: Date
  }
}
