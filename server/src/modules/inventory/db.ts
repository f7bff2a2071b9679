// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface InventoryDb {
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
  }
  'inventory.hold_line': {
    key: string
    sku_id: string
    location_id: string
    quantity: number
    restocked: Generated<number>
  }
  'inventory.location': {
    id: string
    shop_id: string
    name: string
    is_default: Generated<boolean>
  }
  'inventory.movement': {
    id: string
    sku_id: string
    location_id: string
    shop_id: string
    kind: 'receipt' | 'count' | 'damage' | 'return' | 'correction' | 'sale' | 'hold' | 'release' | 'restock'
    on_hand_change: number
    held_change: number
    reference: string
    actor: string
    note: Generated<string>
    at: Generated<Date>
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
  }
}
