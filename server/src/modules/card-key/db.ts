// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface CardKeyDb {
  'card_key.aside': {
    key: string
    holder: string
    at: Date
  }
  'card_key.command': {
    key: string
    at: Date
  }
  'card_key.import': {
    id: string
    shop_id: string
    sku_id: string
    request_id: string
    body_hash: string
    added: number
    doubles: number
    staff_name: string
    at: Date
  }
  'card_key.secret': {
    id: string
    shop_id: string
    sku_id: string
    product_id: string
    kind: 'card_key' | 'voucher'
    sealed: Buffer
    key_id: string
    hash: Buffer
    hint: string
    state: 'free' | 'delivered' | 'used' | 'void'
    import_id: string | null
    order_id: string | null
    order_line_id: string | null
    unit: number | null
    shopper_id: string | null
    delivered_at: Date | null
    ended_at: Date | null
    staff_name: Generated<string>
    created_at: Date
    aside_key: string | null
  }
}
