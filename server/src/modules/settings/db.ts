// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface SettingsDb {
  'settings.shop': {
    shop_id: string
    value: unknown
    updated_at: Generated<Date>
  }
}
