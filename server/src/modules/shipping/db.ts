// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface ShippingDb {
  'shipping.carrier': {
    shop_id: string
    code: string
    name: string
    phone: Generated<string>
    kuaidi100: Generated<string>
    kdniao: Generated<string>
    wechat: Generated<string>
    position: number
  }
  'shipping.courier_pickup': {
    id: string
    code: string
    key: string
    body_hash: string
    shop_id: string
    carrier_code: string
    carrier_name: string
    aggregator_code: string
    state: 'wanted' | 'booked' | 'collected' | 'missed' | 'refused' | 'cancelling' | 'cancelled'
    wish: unknown
    orders: unknown
    from_at: Date
    to_at: Date
    booking: Generated<string>
    courier: Generated<string>
    note: Generated<string>
    tries: Generated<number>
    try_at: Date | null
    staff_name: string
    at: Date
    collected_at: Date | null
  }
  'shipping.delivery': {
    order_id: string
    order_number: string
    shop_id: string
    shopper_id: string
    kind: 'pickup' | 'local'
    point_id: string
    day: string
    span: string
    contact: unknown
    code: string
    state: 'held' | 'kept' | 'ready' | 'taken' | 'done' | 'released'
    courier_id: string | null
    courier_name: Generated<string>
    photo: unknown
    expires_at: Date
    at: Date
    done_at: Date | null
    lng: number | null
    lat: number | null
    meters: number | null
    fee_fen: Generated<number>
    attempts: Generated<number>
    reminded_at: Date | null
    overdue_at: Date | null
  }
  'shipping.delivery_step': {
    id: string
    order_id: string
    what: 'ready' | 'taken' | 'left' | 'failed' | 'done' | 'reminded' | 'overdue'
    at: Date
    by_name: Generated<string>
    note: Generated<string>
  }
  'shipping.freight_template': {
    id: string
    shop_id: string
    name: string
    unit: 'piece' | 'weight' | 'volume'
    rates: unknown
    excluded_codes: Generated<string[]>
    is_default: Generated<boolean>
    updated_at: Generated<Date>
  }
  'shipping.parcel': {
    id: string
    key: string
    body_hash: Generated<string>
    shop_id: string
    order_id: string
    carrier_code: string
    number: string
    phone_tail: Generated<string>
    from_city: Generated<string>
    to_city: Generated<string>
    lines: unknown
    state: Generated<'created' | 'picked_up' | 'in_transit' | 'out_for_delivery' | 'at_pickup_point' | 'signed' | 'problem' | 'returning' | 'returned'>
    tracking: Generated<'wanted' | 'following' | 'given_up' | 'ended'>
    track_at: Date | null
    tries: Generated<number>
    note: Generated<string>
    shipped_at: Date
    signed_at: Date | null
    carrier_name: Generated<string>
    aggregator_codes: Generated<unknown>
    voided_at: Date | null
    void_reason: Generated<string>
    aggregator: Generated<string>
  }
  'shipping.parcel_event': {
    parcel_id: string
    at: Date
    state: 'created' | 'picked_up' | 'in_transit' | 'out_for_delivery' | 'at_pickup_point' | 'signed' | 'problem' | 'returning' | 'returned'
    place: Generated<string>
    text: string
  }
  'shipping.pickup_rule': {
    shop_id: string
    keep_days: number
  }
  'shipping.point': {
    id: string
    shop_id: string
    name: string
    address: string
    phone: Generated<string>
    lng: number
    lat: number
    pickup: boolean
    local: boolean
    fees: Generated<unknown>
    slots: Generated<unknown>
    removed_at: Date | null
    paused: Generated<boolean>
    hours: Generated<unknown>
    closed_days: Generated<unknown>
    kept_for: string | null
  }
  'shipping.sending': {
    shop_id: string
    tracker: Generated<'kuaidi100' | 'kdniao'>
    sender: Generated<unknown>
  }
  'shipping.slot': {
    point_id: string
    day: string
    span: string
    taken: Generated<number>
    capacity: number
  }
  'shipping.waybill': {
    id: string
    code: string
    key: string
    body_hash: string
    shop_id: string
    order_id: string
    order_number: string
    carrier_code: string
    carrier_name: string
    aggregator_code: string
    state: 'wanted' | 'made' | 'refused' | 'cancelling' | 'cancelled'
    lines: unknown
    wish: unknown
    number: Generated<string>
    destination: Generated<string>
    note: Generated<string>
    tries: Generated<number>
    try_at: Date | null
    staff_name: string
    at: Date
  }
  'shipping.waybill_account': {
    shop_id: string
    carrier_code: string
    customer: string
    password: Generated<string>
    month: Generated<string>
    site: Generated<string>
    payer: 'sender' | 'receiver' | 'monthly'
    password_sealed: Buffer | null
    password_key: Generated<string>
  }
}
