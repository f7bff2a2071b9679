// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface FundsDb {
  'funds.setting': {
    single: Generated<boolean>
    value: unknown
    updated_at: Generated<Date>
  }
  'funds.top_up': {
    id: string
    shopper_id: string
    request_id: string
    amount_fen: number
    gift_fen: number
    state: 'open' | 'paid' | 'closed'
    pay_before: Date
    close_try_at: Date
    created_at: Date
    paid_at: Date | null
  }
  'funds.withdrawal': {
    id: string
    number: string
    shopper_id: string
    request_id: string
    amount_fen: number
    payee_id: string
    state: 'asked' | 'reviewing' | 'approved' | 'sent' | 'confirming' | 'done' | 'rejected' | 'failed'
    package_info: Generated<string>
    mismatch: Generated<string>
    note: Generated<string>
    reviewer: Generated<string>
    tries: Generated<number>
    due_at: Date | null
    created_at: Date
    ended_at: Date | null
  }
}
