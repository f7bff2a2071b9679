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
  'payment.bill': {
    account: string
    day: string
    state: Generated<'asked' | 'waiting' | 'failed' | 'matched' | 'empty'>
    note: Generated<string>
    tries: Generated<number>
    funds_in_fen: number | null
    funds_out_fen: number | null
    asked_at: Date
    matched_at: Date | null
  }
  'payment.bill_difference': {
    id: string
    account: string
    day: string
    kind: 'missing_here' | 'missing_there' | 'amount_differs' | 'state_differs' | 'funds_differ'
    side: 'payment' | 'refund'
    number: string
    channel_number: Generated<string>
    ours_fen: number | null
    theirs_fen: number | null
    subject: string | null
    state: Generated<'open' | 'booked' | 'explained' | 'gone'>
    reason: Generated<string>
    staff_id: string | null
    staff_name: Generated<string>
    found_at: Date
    closed_at: Date | null
  }
  'payment.bill_line': {
    account: string
    day: string
    line: number
    kind: 'payment' | 'refund'
    number: string
    attempt_number: string
    channel_number: string
    amount_fen: number
    fee_fen: number
    state: 'done' | 'processing' | 'failed'
    at: Date
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
    on_delivery: Generated<boolean>
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
    abnormal_at: Date | null
  }
  'payment.refund_redirect': {
    id: string
    refund_id: string
    target: 'card' | 'merchant'
    bank: Generated<string>
    card_tail: Generated<string>
    reason: Generated<string>
    sealed: unknown
    state: Generated<'asked' | 'sent' | 'accepted' | 'done' | 'failed'>
    note: Generated<string>
    staff_id: string
    staff_name: string
    created_at: Date
    ended_at: Date | null
  }
}
