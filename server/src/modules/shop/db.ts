// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface ShopDb {
  'shop.home': {
    one: Generated<boolean>
    blocks: unknown
  }
  'shop.shop': {
    id: string
    slug: string
    name: string
    industry: string
    logo: unknown
    notice: Generated<string>
    phone: Generated<string>
    licence: Generated<string>
    icp: Generated<string>
    open: Generated<boolean>
    created_at: Generated<Date>
  }
}
