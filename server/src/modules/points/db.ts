// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'

export interface PointsDb {
  'points.account': {
    id: Generated<string>
    owner: string
    name: string
    balance: number | null
  }
  'points.entry': {
    id: GeneratedAlways<number>
    transaction_id: string
    account_id: string
    change: number
    balance_after: number | null
  }
  'points.hold': {
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
  'points.hold_part': {
    key: string
    position: number
    name: string
    amount: number
  }
  'points.rule': {
    single: Generated<boolean>
    value: unknown
    updated_at: Generated<Date>
  }
  'points.transaction': {
    id: Generated<string>
    event: string
    kind: string
    reference: Generated<string>
    note: Generated<string>
    actor: Generated<string>
    at: Date
  }
}
