import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { CatalogDb } from '../db.ts'
import type { KnownSku, Placed } from '../matrix.ts'

export async function knownSkus(db: Db<CatalogDb>, productId: string): Promise<KnownSku[]> {
  const rows = await db
    .selectFrom('catalog.sku')
    .select(['id', 'option_key', 'removed_at', 'delivery'])
    .where('product_id', '=', productId)
    .orderBy('removed_at')
    .execute()
  return rows.map((row) => ({ id: row.id, optionKey: row.option_key, removed: row.removed_at !== null, delivery: row.delivery }))
}

/** Codes among these that SKUs of other products of the shop have. */
export async function takenSkuCodes(
  db: Db<CatalogDb>,
  codes: readonly string[],
  of: { shopId: string; exceptProductId: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('catalog.sku')
    .select('code')
    .where('shop_id', '=', of.shopId)
    .where('removed_at', 'is', null)
    .where('product_id', '<>', of.exceptProductId)
    .where(sql<boolean>`code = any(${codes}::text[])`)
    .execute()
  return rows.map((row) => row.code)
}

export async function skusByCode(db: Db<CatalogDb>, shopId: string, codes: readonly string[]): Promise<{ code: string; skuId: string }[]> {
  return db
    .selectFrom('catalog.sku')
    .select(['code', 'id as skuId'])
    .where('shop_id', '=', shopId)
    .where('removed_at', 'is', null)
    .where(sql<boolean>`code = any(${[...codes]}::text[])`)
    .execute()
}

function columnsOf({ id, optionKey, sku }: Placed) {
  return {
    id,
    code: sku.code,
    barcode: sku.barcode,
    options: sku.options,
    option_key: optionKey,
    price_fen: sku.priceFen,
    market_price_fen: sku.marketPriceFen,
    cost_fen: sku.costFen,
    tiers: jsonb(sku.tiers),
    specials: jsonb(sku.specials),
    weight_grams: sku.weightGrams,
    volume_ml: sku.volumeMl,
    picture: sku.picture && jsonb(sku.picture),
    delivery: sku.delivery,
    enabled: sku.enabled,
    removed_at: null,
  }
}

/**
 * Offers exactly these SKUs of a product. All are withdrawn first and then offered again, so that two may change codes with each other;
 * those that are not in the list stay withdrawn. The product must be locked.
 */
export async function offerSkus(
  db: Db<CatalogDb>,
  product: { id: string; shopId: string },
  offers: { skus: readonly Placed[]; now: Date },
): Promise<void> {
  const { skus, now } = offers
  await db
    .updateTable('catalog.sku')
    .set({ removed_at: now, enabled: false })
    .where('product_id', '=', product.id)
    .where('removed_at', 'is', null)
    .execute()
  const rows = skus.map((placed, position) => ({
    ...columnsOf(placed),
    product_id: product.id,
    shop_id: product.shopId,
    position,
    created_at: now,
  }))
  await db
    .insertInto('catalog.sku')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        code: eb.ref('excluded.code'),
        barcode: eb.ref('excluded.barcode'),
        options: eb.ref('excluded.options'),
        option_key: eb.ref('excluded.option_key'),
        price_fen: eb.ref('excluded.price_fen'),
        market_price_fen: eb.ref('excluded.market_price_fen'),
        cost_fen: eb.ref('excluded.cost_fen'),
        tiers: eb.ref('excluded.tiers'),
        specials: eb.ref('excluded.specials'),
        weight_grams: eb.ref('excluded.weight_grams'),
        volume_ml: eb.ref('excluded.volume_ml'),
        picture: eb.ref('excluded.picture'),
        enabled: eb.ref('excluded.enabled'),
        position: eb.ref('excluded.position'),
        removed_at: null,
      })),
    )
    .execute()
}

/** False: one of them does not exist. */
export async function putInCategories(db: Db<CatalogDb>, productId: string, categoryIds: readonly string[]): Promise<boolean> {
  await db.deleteFrom('catalog.product_category').where('product_id', '=', productId).execute()
  const { numAffectedRows } = await sql`
    insert into catalog.product_category (product_id, category_id, position)
    select ${productId}::uuid, c.id, wanted.position
    from unnest(${categoryIds}::uuid[]) with ordinality as wanted (id, position)
    join catalog.category c on c.id = wanted.id
    for key share of c`.execute(db)
  return Number(numAffectedRows ?? 0n) === categoryIds.length
}

/** SKUs on offer of products that shoppers may see, each product's in their order. */
export async function offeredSkuIds(db: Db<CatalogDb>, productIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('catalog.sku as sku')
    .innerJoin('catalog.product as product', 'product.id', 'sku.product_id')
    .select('sku.id')
    .where(sql<boolean>`product.id = any(${[...productIds]}::uuid[])`)
    .where('product.state', 'in', ['on_sale', 'off_sale'])
    .where('sku.enabled', '=', true)
    .where('sku.removed_at', 'is', null)
    .orderBy('sku.position')
    .execute()
  return rows.map((row) => row.id)
}
