// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface WarehouseDb {
  'warehouse.scan': {
    task_id: string
    request_id: string
    order_line_id: string
    at: Date
  }
  'warehouse.step': {
    id: string
    task_id: string
    from_state: string | null
    to_state: string
    at: Date
    name: string
  }
  'warehouse.task': {
    id: string
    order_id: string
    order_number: string
    shop_id: string
    location_id: string
    state: 'open' | 'picking' | 'packed' | 'shipped' | 'cancelled'
    holders: Generated<string[]>
    picker_id: string | null
    picker_name: Generated<string>
    created_at: Date
    moved_at: Date
  }
  'warehouse.task_line': {
    task_id: string
    order_line_id: string
    sku_id: string
    title: string
    options: string[]
    picture: unknown
    code: string
    barcode: string
    quantity: number
    picked: Generated<number>
  }
}
