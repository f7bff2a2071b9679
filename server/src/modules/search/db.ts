// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface SearchDb {
  'search.document': {
    product_id: string
    shop_id: string
    title: string
    brand: string | null
    category_ids: Generated<string[]>
    attributes: Generated<string[]>
    words: Generated<string[]>
    terms: string
    price_fen: number
    sold: number
    rating10: number
    reviews: number
    in_stock: boolean
    on_sale: boolean
    popularity: number
    created_at: Date
    updated_at: Generated<Date>
    on_offer: Generated<boolean>
    offer_kinds: Generated<string[]>
  }
  'search.failed': {
    text: string
    times: Generated<number>
    last_at: Date
  }
  'search.hot_word': {
    position: number
    word: string
  }
  'search.offer': {
    id: string
    shop_id: string | null
    category_ids: string[]
    product_ids: string[]
    exclude_category_ids: string[]
    exclude_product_ids: string[]
    kind: Generated<string>
  }
  'search.offers_kept': {
    one: Generated<boolean>
    digest: string
  }
  'search.pin': {
    text: string
    position: number
    product_id: string
  }
  'search.synonym_group': {
    position: number
    words: string[]
  }
}
