// Generated from the migrations by `npm run gen`. Do not edit.

export interface AuditDb {
  'audit.entry': {
    id: string
    shop_id: string
    at: Date
    staff_id: string
    staff_name: string
    role: string
    operation: string
    target: unknown
    input: unknown
    ip: string
    request_id: string
  }
}
