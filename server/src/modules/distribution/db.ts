// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'

export interface DistributionDb {
  'distribution.account': {
    id: Generated<string>
    owner: string
    name: string
    balance: number | null
  }
  'distribution.binding': {
    id: GeneratedAlways<number>
    shop_id: string
    shopper_id: string
    distributor_id: string
    from_id: string | null
    at: Date
  }
  'distribution.commission': {
    id: string
    shop_id: string
    order_id: string
    order_number: string
    line_id: string
    level: number
    distributor_id: string
    buyer_id: string
    product_id: string
    title: string
    quantity: number
    base_fen: number
    left_fen: number
    rate_bps: number
    amount_fen: number
    clawed_fen: Generated<number>
    state: 'pending' | 'settled' | 'void'
    paid_at: Date
    check_at: Date | null
    settled_at: Date | null
  }
  'distribution.customer': {
    shop_id: string
    shopper_id: string
    distributor_id: string
    bound_at: Date
    protected_until: Date
    valid_until: Date | null
  }
  'distribution.distributor': {
    id: string
    shop_id: string
    shopper_id: string
    parent_id: string | null
    code: string
    state: 'applied' | 'approved' | 'rejected' | 'stopped'
    name: string
    phone: string
    note: Generated<string>
    reviewer: Generated<string>
    reason: Generated<string>
    applied_at: Date
    decided_at: Date | null
    merged_id: string | null
  }
  'distribution.entry': {
    id: GeneratedAlways<number>
    transaction_id: string
    account_id: string
    change: number
    balance_after: number | null
  }
  'distribution.hold': {
    key: string
    owner: string
    wish: string
    amount: number
    state: 'held' | 'captured' | 'released'
    lapsed: Generated<boolean>
    returned: Generated<number>
    reference: Generated<string>
    expires_at: Date
    created_at: Date
    ended_at: Date | null
  }
  'distribution.hold_part': {
    key: string
    position: number
    name: string
    amount: number
  }
  'distribution.rate': {
    shop_id: string
    kind: 'product' | 'category'
    target_id: string
    level1_bps: number
    level2_bps: number
    updated_at: Date
  }
  'distribution.rule': {
    shop_id: string
    enabled: boolean
    value: unknown
    updated_at: Date
  }
  'distribution.sample': {
    id: string
    shop_id: string
    title: string
    sku_id: string
    product_id: string
    price_fen: number
    free_freight: boolean
    pieces: number
    taken: Generated<number>
    task: 'publish' | 'sell'
    brief: Generated<string>
    target: number
    days: number
    reward_fen: number
    ends_at: Date
    created_at: Date
  }
  'distribution.sample_request': {
    id: string
    sample_id: string
    shop_id: string
    distributor_id: string
    shopper_id: string
    state: 'asked' | 'approved' | 'ordered' | 'bought' | 'proved' | 'rewarded' | 'rejected' | 'failed'
    note: Generated<string>
    order_id: string | null
    held_until: Date | null
    due_at: Date | null
    proof: Generated<string>
    reason: Generated<string>
    reviewer: Generated<string>
    reward_fen: number
    asked_at: Date
    bought_at: Date | null
    ended_at: Date | null
  }
  'distribution.transaction': {
    id: Generated<string>
    event: string
    kind: string
    reference: Generated<string>
    note: Generated<string>
    actor: Generated<string>
    at: Date
  }
  'distribution.visit': {
    shop_id: string
    shopper_id: string
    distributor_id: string
    at: Date
  }
  'distribution.withdrawal': {
    id: string
    shop_id: string
    distributor_id: string
    shopper_id: string
    request_id: string
    amount_fen: number
    state: 'asked' | 'done'
    asked_at: Date
    done_at: Date | null
  }
}
