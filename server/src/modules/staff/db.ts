// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface StaffDb {
  'staff.account': {
    id: string
    account: string
    name: string
    password_hash: string
    disabled: Generated<boolean>
    last_login_at: Date | null
    created_at: Generated<Date>
  }
  'staff.failed_login': {
    id: string
    key: string
    at: Date
  }
  'staff.membership': {
    shop_id: string
    account_id: string
    role: 'owner' | 'operator' | 'warehouse' | 'clerk' | 'courier' | 'support' | 'finance' | 'arbiter'
    disabled: Generated<boolean>
    created_at: Generated<Date>
  }
  'staff.session': {
    id: string
    token_hash: Buffer
    account_id: string
    shop_id: string
    created_at: Date
    last_seen_at: Date
    expires_at: Date
    ip: string
    user_agent: string
  }
}
