// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface BargainDb {
  'bargain.bargain': {
    id: string
    campaign_id: string
    shop_id: string
    shopper_id: string
    sku_id: string
    start_fen: number
    floor_fen: number
    cuts: number[]
    helped: Generated<number>
    cut_fen: Generated<number>
    buy_at: 'reached' | 'floor'
    state: 'open' | 'ordered' | 'bought' | 'expired'
    opened_at: Date
    expires_at: Date
    floor_at: Date | null
    ended_at: Date | null
  }
  'bargain.campaign': {
    id: string
    shop_id: string
    title: string
    sku_id: string
    product_id: string
    floor_fen: number
    helpers: number
    hours: number
    pieces: number
    taken: Generated<number>
    buy_at: 'reached' | 'floor'
    free_freight: boolean
    per_person: number
    starts_per_day: number
    helps_per_day: number
    starts_at: Date
    ends_at: Date
    enabled: boolean
    created_at: Date
  }
  'bargain.help': {
    bargain_id: string
    position: number
    helper_id: string
    cut_fen: number
    at: Date
  }
  'bargain.place': {
    key: string
    bargain_id: string
    campaign_id: string
    shopper_id: string
    state: 'held' | 'paid' | 'lapsed' | 'released'
    start_fen: number
    price_fen: number
    payable_fen: number
    held_until: Date
    created_at: Date
    paid_at: Date | null
  }
  'bargain.refund': {
    refund_key: string
    key: string
    amount_fen: number
    at: Date
  }
  'bargain.used': {
    campaign_id: string
    shopper_id: string
    what: 'start' | 'help' | 'buy'
    span: string
    used: number
    most: number
  }
}
