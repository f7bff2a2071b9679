// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface FlashSaleDb {
  'flash_sale.given_back': {
    key: string
    at: Date
  }
  'flash_sale.item': {
    id: string
    session_id: string
    product_id: string
    sku_id: string
    sort: number
    price_fen: number
    list_price_fen: number
    pieces: number
    per_person: number
    taken: Generated<number>
  }
  'flash_sale.person': {
    item_id: string
    shopper_id: string
    taken: number
    most: number
  }
  'flash_sale.place': {
    order_id: string
    session_id: string
    item_id: string
    shopper_id: string
    quantity: number
    returned: Generated<number>
    payable_fen: number
    refunded_fen: Generated<number>
    state: Generated<'held' | 'kept' | 'lapsed' | 'freed'>
    expires_at: Date
    created_at: Date
    paid_at: Date | null
    order_seen: Generated<boolean>
  }
  'flash_sale.session': {
    id: string
    shop_id: string
    title: string
    starts_at: Date
    ends_at: Date
    state: Generated<'draft' | 'published' | 'stopped'>
    pay_minutes: number
    created_at: Date
    published_at: Date | null
    stopped_at: Date | null
    challenge: Generated<'off' | 'suspicious' | 'everybody'>
  }
  'flash_sale.tally': {
    session_id: string
    attempts: Generated<number>
    admitted: Generated<number>
    refused: Generated<number>
  }
}
