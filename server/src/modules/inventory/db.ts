// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'

export interface InventoryDb {
  'inventory.allocation': {
    shop_id: string
    rule: 'nearest' | 'priority' | 'fewest'
  }
  'inventory.command': {
    shop_id: string
    key: string
    body_hash: string
    at: Generated<Date>
  }
  'inventory.count_line': {
    count_id: string
    sku_id: string
    expected: number | null
    counted: number | null
    counted_by: Generated<string>
    counted_at: Date | null
  }
  'inventory.count_sheet': {
    id: string
    shop_id: string
    number: string
    request_id: string
    location_id: string
    state: 'open' | 'booked' | 'cancelled'
    note: Generated<string>
    reason: Generated<string>
    created_by: string
    created_at: Date
    ended_at: Date | null
  }
  'inventory.hold': {
    key: string
    state: 'held' | 'sold' | 'released'
    body_hash: Generated<string>
    expires_at: Date
    created_at: Generated<Date>
    ended_at: Date | null
    district_code: Generated<string>
    final: Generated<boolean>
  }
  'inventory.hold_line': {
    key: string
    sku_id: string
    location_id: string
    quantity: number
    restocked: Generated<number>
    cost_fen: Generated<number>
  }
  'inventory.hold_lot': {
    key: string
    lot_id: string
    quantity: number
    restocked: Generated<number>
  }
  'inventory.location': {
    id: string
    shop_id: string
    name: string
    is_default: Generated<boolean>
    kind: Generated<'warehouse' | 'store'>
    code: Generated<string>
    priority: Generated<number>
    district_code: Generated<string>
    detail: Generated<string>
    phone: Generated<string>
    longitude: number | null
    latitude: number | null
    closed_at: Date | null
  }
  'inventory.lot': {
    id: string
    shop_id: string
    sku_id: string
    location_id: string
    code: string
    expires_on: string | null
    on_hand: Generated<number>
    held: Generated<number>
    expired: Generated<boolean>
    created_at: Generated<Date>
  }
  'inventory.movement': {
    id: string
    sku_id: string
    location_id: string
    shop_id: string
    kind: 'receipt' | 'count' | 'damage' | 'return' | 'correction' | 'sale' | 'hold' | 'release' | 'restock' | 'transfer_out' | 'transfer_in' | 'expiry' | 'sync' | 'lot'
    on_hand_change: number
    held_change: number
    reference: string
    actor: string
    note: Generated<string>
    at: Generated<Date>
    lot_id: string | null
    value_change: Generated<number>
  }
  'inventory.purchase': {
    id: string
    shop_id: string
    number: string
    request_id: string
    supplier_id: string
    location_id: string
    state: 'open' | 'received' | 'closed'
    expected_on: string | null
    note: Generated<string>
    created_by: string
    created_at: Date
    ended_at: Date | null
  }
  'inventory.purchase_line': {
    purchase_id: string
    sku_id: string
    quantity: number
    received: Generated<number>
    unit_cost_fen: number
  }
  'inventory.receipt': {
    id: string
    shop_id: string
    request_id: string
    location_id: string
    purchase_id: string | null
    supplier_id: string | null
    note: Generated<string>
    pieces: number
    cost_fen: number
    actor: string
    at: Date
  }
  'inventory.stock': {
    sku_id: string
    location_id: string
    shop_id: string
    product_id: string
    received: Generated<number>
    held: Generated<number>
    sold: Generated<number>
    written_off: Generated<number>
    updated_at: Generated<Date>
    arrived: Generated<number>
    sent: Generated<number>
    expired: Generated<number>
    lots: Generated<boolean>
    value_fen: Generated<number>
    unit_cost_fen: Generated<number>
    available: GeneratedAlways<number>
    on_hand: GeneratedAlways<number>
  }
  'inventory.subscription': {
    id: string
    shopper_id: string
    shop_id: string
    sku_id: string
    product_id: string
    created_at: Date
    told_at: Date | null
    seen_at: Date | null
  }
  'inventory.supplier': {
    id: string
    shop_id: string
    name: string
    contact: Generated<string>
    phone: Generated<string>
    note: Generated<string>
    active: Generated<boolean>
  }
  'inventory.sync_conflict': {
    id: string
    shop_id: string
    source: string
    sku_code: string
    location_code: string
    sequence: number
    on_hand: number
    kind: 'gap' | 'unknown_sku' | 'unknown_location' | 'location_closed' | 'below_held'
    state: Generated<'open' | 'applied' | 'dismissed' | 'superseded'>
    at: Date
    ended_at: Date | null
    ended_by: Generated<string>
  }
  'inventory.sync_state': {
    shop_id: string
    source: string
    sku_code: string
    location_code: string
    sequence: number
    at: Generated<Date>
  }
  'inventory.threshold': {
    sku_id: string
    shop_id: string
    pieces: number
  }
  'inventory.transfer': {
    id: string
    shop_id: string
    number: string
    request_id: string
    from_id: string
    to_id: string
    state: 'draft' | 'in_transit' | 'received' | 'cancelled'
    note: Generated<string>
    created_by: string
    created_at: Date
    sent_at: Date | null
    ended_at: Date | null
  }
  'inventory.transfer_line': {
    transfer_id: string
    sku_id: string
    quantity: number
    received: number | null
    value_fen: Generated<number>
  }
  'inventory.transfer_lot': {
    transfer_id: string
    sku_id: string
    code: string
    expires_on: string | null
    quantity: number
  }
  'inventory.warning': {
    id: string
    shop_id: string
    sku_id: string
    product_id: string
    threshold: number
    available: number
    at: Date
    seen_at: Date | null
    ended_at: Date | null
  }
}
