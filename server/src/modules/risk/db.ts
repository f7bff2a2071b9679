// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'

export interface RiskDb {
  'risk.challenge': {
    id: string
    subject: string
    kept: string
    tries: Generated<number>
    pass_hash: Buffer | null
    uses: Generated<number>
    created_at: Date
    expires_at: Date
  }
  'risk.fact': {
    seq: GeneratedAlways<number>
    kinds: string[]
    at: Date
    shopper_id: string | null
    device: string | null
    ip: string
    phone_key: string | null
    address_key: string | null
    person: string
    joined_at: Date | null
    amount_fen: number
    noted_at: Generated<Date>
  }
  'risk.hit': {
    id: string
    fact: number
    kind: string
    at: Date
    shopper_id: string | null
    device: string | null
    ip: string
    score: number
    decision: 'allow' | 'challenge' | 'review' | 'block'
    passed: boolean
    reasons: unknown
  }
  'risk.listing': {
    id: string
    list: 'allow' | 'block'
    dimension: 'shopper' | 'device' | 'ip' | 'phone' | 'address'
    key: string
    label: string
    note: string
    until: Date | null
    staff_name: string
    created_at: Date
  }
  'risk.policy': {
    one: Generated<boolean>
    challenge_from: number | null
    review_from: number | null
    block_from: number | null
    keep_days: number
  }
  'risk.review': {
    id: string
    hit_id: string
    kind: string
    subject: string
    shopper_id: string | null
    order_id: string | null
    score: number
    reasons: unknown
    times: Generated<number>
    state: 'open' | 'passed' | 'refused'
    told: boolean
    try_at: Date
    note: Generated<string>
    staff_name: Generated<string>
    created_at: Date
    decided_at: Date | null
  }
  'risk.rule': {
    id: string
    name: string
    kinds: string[]
    measure: 'velocity' | 'concentration' | 'new_accounts' | 'cash_out'
    dimension: 'shopper' | 'device' | 'ip' | 'phone' | 'address'
    most: number
    window_minutes: number
    account_hours: number | null
    score: number
    action: 'score' | 'challenge' | 'review' | 'block'
    enabled: boolean
    created_at: Date
    updated_at: Date
  }
}
