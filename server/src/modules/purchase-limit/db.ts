// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface PurchaseLimitDb {
  'purchase_limit.claim': {
    key: string
    shopper_id: string
    state: 'held' | 'kept' | 'lapsed' | 'ended'
    body_hash: Generated<string>
    expires_at: Date
    created_at: Generated<Date>
    ended_at: Date | null
  }
  'purchase_limit.claim_line': {
    key: string
    product_id: string
    span: string
    quantity: number
    most: number
    returned: Generated<number>
  }
  'purchase_limit.given_back': {
    key: string
    at: Generated<Date>
  }
  'purchase_limit.used': {
    shopper_id: string
    product_id: string
    span: string
    used: Generated<number>
    most: number
  }
}
