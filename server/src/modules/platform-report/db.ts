// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface PlatformReportDb {
  'platform_report.report': {
    checkout_id: string
    shopper_id: string
    state: 'paid' | 'wanted' | 'told' | 'stopped' | 'not_needed'
    wanted: Generated<number>
    told: Generated<number>
    complete: Generated<boolean>
    tries: Generated<number>
    try_at: Date | null
    note: Generated<string>
    at: Date
    told_at: Date | null
  }
  'platform_report.report_order': {
    order_id: string
    checkout_id: string
    shop_id: string
    order_number: Generated<string>
  }
}
