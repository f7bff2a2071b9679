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
  'inventory.hold': {
    key: string
    state: 'held' | 'sold' | 'released'
    body_hash: Generated<string>
    expires_at: Date
    created_at: Generated<Date>
    ended_at: Date | null
    district_code: Generated<string>
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
}
