// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface OrderDb {
  'order.allowance': {
    refund_key: string
    line_id: string
    first_unit: number
    unit_fens: unknown
    amount_fen: number
  }
  'order.bank_transfer': {
    id: string
    checkout_id: string
    shopper_id: string
    reference: string
    amount_fen: number
    state: 'open' | 'submitted' | 'approved' | 'rejected'
    pictures: Generated<unknown>
    payer_name: Generated<string>
    note: Generated<string>
    reviewer: Generated<string>
    created_at: Date
    submitted_at: Date | null
    reviewed_at: Date | null
  }
  'order.change': {
    id: string
    order_id: string
    request_id: string
    body_hash: string
    kind: 'price' | 'address'
    state: 'open' | 'done' | 'refused'
    wish: unknown
    actor: 'shopper' | 'staff' | 'system'
    actor_name: string
    reason: string
    before_fen: number
    after_fen: number
    at: Date
    try_at: Date
  }
  'order.checkout': {
    id: string
    shopper_id: string
    state: 'unpaid' | 'paid' | 'closed' | 'on_delivery'
    payable_fen: number
    pay_before: Date
    close_try_at: Date
    placed_at: Date
    paid_at: Date | null
    replaced_by: string | null
  }
  'order.collection': {
    order_id: string
    shop_id: string
    amount_fen: number
    state: 'due' | 'collected' | 'refused' | 'cancelled'
    promised_at: Date
    request_key: string | null
    how: 'cash' | 'scan' | null
    staff_name: Generated<string>
    note: Generated<string>
    restock: Generated<boolean>
    ended_at: Date | null
  }
  'order.friend_link': {
    token: string
    checkout_id: string
    shopper_id: string
    message: string
    shows_goods: boolean
    created_at: Date
  }
  'order.gift': {
    order_id: string
    token: string
    message: string
    state: 'waiting' | 'claimed' | 'expired'
    claim_before: Date | null
    claimed_by: string | null
    claimed_at: Date | null
  }
  'order.line': {
    id: string
    order_id: string
    shop_id: string
    position: number
    sku_id: string
    product_id: string
    title: string
    options: unknown
    picture: unknown
    promises: unknown
    quantity: number
    unit_price_fen: number
    discount_fen: number
    payable_fen: number
    discounts: unknown
    shipped: Generated<number>
    reviewed: Generated<boolean>
    refunded: Generated<number>
    cancelled: Generated<number>
    refunded_fen: Generated<number>
    allowance_fen: Generated<number>
    points_fen: Generated<number>
    red_packet_fen: Generated<number>
    answers: Generated<unknown>
    gift: Generated<boolean>
    delivery: Generated<'parcel' | 'card_key' | 'voucher'>
    brand: string | null
    attributes: Generated<unknown>
  }
  'order.on_delivery_setting': {
    shop_id: string
    enabled: boolean
    max_fen: number | null
    region_codes: Generated<string[]>
  }
  'order.order': {
    id: string
    number: string
    checkout_id: string
    shop_id: string
    shop_name: string
    shopper_id: string
    state: 'pending_payment' | 'accepted' | 'waiting' | 'paid' | 'preparing' | 'partly_shipped' | 'shipped' | 'received' | 'completed' | 'cancelled' | 'closed' | 'refunding' | 'refunded'
    revision: Generated<number>
    address: unknown
    search_text: string
    note: Generated<string>
    goods_fen: number
    goods_discount_fen: number
    freight_fen: number
    freight_discount_fen: number
    payable_fen: number
    refunded_fen: Generated<number>
    coupon_ids: Generated<string[]>
    placed_at: Date
    pay_before: Date | null
    paid_at: Date | null
    shipped_at: Date | null
    received_at: Date | null
    auto_receive_at: Date | null
    ended_at: Date | null
    reminded_at: Date | null
    refund_decided_fen: Generated<number>
    freight_refunded_fen: Generated<number>
    flag: Generated<number>
    points_fen: Generated<number>
    red_packet_fen: Generated<number>
    earning_fen: number | null
    terms: Generated<string>
    handover: Generated<'parcel' | 'pickup' | 'local'>
    on_delivery: Generated<boolean>
    concerns: string[] | null
    play_kind: string | null
    play_campaign_id: string | null
    play_join_id: string | null
    play_waits: Generated<boolean>
  }
  'order.pause': {
    key: string
    order_id: string
    at: Date
    units: Generated<unknown>
  }
  'order.placement': {
    shopper_id: string
    request_id: string
    body_hash: string
    claim: string
    claimed_at: Date
    checkout_id: string | null
  }
  'order.promise': {
    checkout_id: string
    shopper_id: string
    request_id: string
    state: 'asked' | 'kept' | 'dropped'
    at: Date
  }
  'order.question': {
    product_id: string
    shop_id: string
    questions: unknown
    updated_at: Date
  }
  'order.refund': {
    key: string
    order_id: string
    kind: 'units' | 'allowance'
    body_hash: string
    amount_fen: number
    freight_fen: number
    restock: boolean
    reason: string
    state: Generated<'asked' | 'paid' | 'refused'>
    refused: Generated<number>
    at: Date
    paid_at: Date | null
  }
  'order.refund_line': {
    refund_key: string
    line_id: string
    first_unit: number
    quantity: number
    cancelled: number
    amount_fen: number
  }
  'order.remark': {
    id: string
    order_id: string
    staff_name: string
    text: string
    at: Date
  }
  'order.shipment': {
    key: string
    order_id: string
    body_hash: string
    at: Date
    voided_at: Date | null
  }
  'order.step': {
    id: string
    order_id: string
    from_state: string | null
    to_state: string
    at: Date
    actor: 'shopper' | 'staff' | 'system'
    actor_name: string
    reason: string
  }
}
