// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface PrintingDb {
  'printing.job': {
    id: string
    key: string
    shop_id: string
    printer_id: string
    printer_name: string
    sn: string
    order_id: string | null
    order_number: Generated<string>
    event: 'paid' | 'hand' | 'copy' | 'test'
    page: Generated<number>
    pages: Generated<number>
    copy_of: string | null
    lines: unknown
    copies: number
    width: number
    state: 'queued' | 'sending' | 'sent' | 'printed' | 'failed' | 'cancelled'
    tries: Generated<number>
    try_at: Date | null
    taken_before: number | null
    taken_day: string | null
    print_id: Generated<string>
    expires_at: Date
    note: Generated<string>
    staff_name: Generated<string>
    at: Date
    sent_at: Date | null
    printed_at: Date | null
  }
  'printing.printer': {
    id: string
    shop_id: string
    name: string
    sn: string
    kind: 'receipt' | 'kitchen'
    width: number
    copies: number
    prints: 'paid' | 'handover' | 'hand'
    location_id: string | null
    point_id: string | null
    category_ids: Generated<string[]>
    state: 'adding' | 'online' | 'faulty' | 'offline'
    seen_at: Date | null
    look_at: Date
    created_at: Date
    removed_at: Date | null
  }
}
