// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface PaymentDb {
  'payment.alarm': {
    id: string
    kind: string
    number: string
    text: string
    subject: string | null
    detail: Generated<unknown>
    sameness: string
    times: Generated<number>
    at: Generated<Date>
    last_at: Generated<Date>
  }
  'payment.attempt': {
    id: string
    number: string
    subject: string
    channel: string
    method: string
    state: 'starting' | 'open' | 'paid' | 'failed' | 'closed' | 'unknown' | 'left'
    amount_fen: number
    app_id: string
    merchant_id: string
    payer_id: string | null
    title: string
    ip: Generated<string>
    return_url: string | null
    action: unknown
    action_until: Date | null
    channel_number: string | null
    expires_at: Date
    ask_at: Date | null
    asked: Generated<number>
    asked_at: Date | null
    last_refund_at: Date | null
    paid_at: Date | null
    created_at: Generated<Date>
    note: Generated<string>
  }
  'payment.channel_health': {
    key: string
    failures: Generated<number>
    open_until: Date | null
    last_ok_at: Date | null
    last_failure_at: Date | null
    last_failure: Generated<string>
  }
  'payment.intent': {
    subject: string
    shopper_id: string | null
    shop_ids: Generated<string[]>
    title: Generated<string>
    amount_fen: Generated<number>
    state: Generated<'open' | 'paid' | 'closed'>
    expires_at: Date | null
    closing_at: Date | null
    paid_attempt_id: string | null
    paid_at: Date | null
    closed_at: Date | null
    created_at: Generated<Date>
    wallet_key: string | null
    wallet_wish: Generated<string>
    wallet_round: Generated<number>
    wallet_ready: Generated<boolean>
    wallet_fen: Generated<number>
  }
  'payment.notification': {
    id: string
    channel: string
    channel_id: string
    kind: string
    number: string
    outcome: 'booked' | 'repeated' | 'refused'
    at: Generated<Date>
  }
  'payment.refund': {
    id: string
    key: string
    number: string
    subject: string
    attempt_id: string | null
    order_id: string | null
    cause: 'asked' | 'late' | 'duplicate'
    amount_fen: number
    reason: string
    state: Generated<'queued' | 'sent' | 'succeeded' | 'failed' | 'unknown'>
    tries: Generated<number>
    due_at: Date | null
    channel_number: string | null
    created_at: Generated<Date>
    sent_at: Date | null
    done_at: Date | null
    note: Generated<string>
    shop_id: string | null
    wallet_fen: Generated<number>
  }
}
