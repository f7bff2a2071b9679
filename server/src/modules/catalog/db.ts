// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface CatalogDb {
  'catalog.brand': {
    id: string
    name: string
    name_en: Generated<string>
    logo: unknown
    initial: string | null
    story: Generated<string>
    sort: Generated<number>
    visible: Generated<boolean>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  'catalog.category': {
    id: string
    parent_id: string | null
    name: string
    picture: unknown
    sort: Generated<number>
    depth: number
    created_at: Generated<Date>
    attributes: Generated<unknown>
  }
  'catalog.product': {
    id: string
    shop_id: string
    code: string
    title: string
    subtitle: Generated<string>
    brand: string | null
    pictures: unknown
    axes: Generated<unknown>
    attributes: Generated<unknown>
    promises: Generated<string[]>
    tags: Generated<string[]>
    detail_html: Generated<string>
    freight_template_id: string | null
    state: Generated<'draft' | 'on_sale' | 'off_sale' | 'archived'>
    on_sale_at: Date | null
    off_sale_at: Date | null
    version: Generated<number>
    price_fen: number
    market_price_fen: number | null
    price_varies: Generated<boolean>
    sold: Generated<number>
    rating10: Generated<number>
    reviews: Generated<number>
    in_stock: Generated<boolean>
    sold_untold: Generated<boolean>
    created_at: Generated<Date>
    updated_at: Generated<Date>
    min_quantity: Generated<number>
    quantity_step: Generated<number>
    max_per_order: number | null
    max_per_person: number | null
    person_period: Generated<'ever' | 'day' | 'week' | 'month'>
    brand_id: string | null
    video: unknown
    model: unknown
  }
  'catalog.product_category': {
    product_id: string
    category_id: string
    position: Generated<number>
  }
  'catalog.sales_seen': {
    key: string
    at: Generated<Date>
  }
  'catalog.sku': {
    id: string
    product_id: string
    shop_id: string
    code: string
    barcode: Generated<string>
    options: Generated<string[]>
    option_key: string
    price_fen: number
    market_price_fen: number | null
    cost_fen: number | null
    tiers: Generated<unknown>
    weight_grams: Generated<number>
    volume_ml: Generated<number>
    picture: unknown
    enabled: Generated<boolean>
    position: Generated<number>
    removed_at: Date | null
    created_at: Generated<Date>
    specials: Generated<unknown>
    delivery: Generated<'parcel' | 'card_key' | 'voucher'>
  }
}
