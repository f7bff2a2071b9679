// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface CartDb {
  'cart.cart': {
    shopper_id: string
    updated_at: Generated<Date>
  }
  'cart.line': {
    shopper_id: string
    sku_id: string
    quantity: number
    selected: Generated<boolean>
    added_price_fen: number
    added_at: Generated<Date>
    later: Generated<boolean>
  }
  'cart.merge': {
    shopper_id: string
    request_id: string
    at: Generated<Date>
  }
}
