import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { ready, type ReadyJson } from '../../kernel/http.ts'
import type { Catalog, Ready } from './context.ts'
import {
  type AdminProduct,
  type listRecommended,
  type ProductCard,
  type ProductDoc,
  type ProductInput,
  type ProductState,
  productChanged,
  type SkuForSale,
} from './contract.ts'
import { forget } from './hot.ts'
import { cardsJson, readyText } from './recommend.ts'
import { moveProducts, setAssets } from './queries/products.ts'
import { offeredSkuIds } from './queries/skus.ts'
import { skusForSaleById } from './queries/for-sale.ts'
import { productDocs, wholeProduct } from './queries/read.ts'

export const send = ({ bytes, etag }: Ready): ReadyJson => ready(bytes, etag)

/** A product as shoppers see it. Throws `product_not_found`. */
export async function productDetail(catalog: Catalog, id: string): Promise<ReadyJson> {
  const ready = await catalog.hot.details.get(id)
  if (!ready) throw new AppError('not_found', 'product_not_found', { id })
  return send(ready)
}

/** Gives a product its video and model. Throws `product_not_found`. */
export async function showAssets(
  catalog: Catalog,
  wish: { productId: string; video: ProductInput['video']; model: ProductInput['model'] },
): Promise<void> {
  await inTx(catalog.db, async (db) => {
    const product = await setAssets(db, wish)
    if (!product) throw new AppError('not_found', 'product_not_found', { id: wish.productId })
    await emit(db, productChanged, { productId: wish.productId, ...product })
  })
  forget(catalog, [wish.productId])
}

/** A product of this shop as its staff see it. Throws `product_not_found`. */
export async function adminProduct(catalog: Catalog, shopId: string, id: string): Promise<z.output<typeof AdminProduct>> {
  const product = await wholeProduct(catalog.db, id, { shopId, now: catalog.now() })
  if (!product) throw new AppError('not_found', 'product_not_found', { id })
  const { onSale: _onSale, brandShown: _brandShown, ...shown } = product
  return shown
}

/** Cards of what is on sale among these, in this order. */
export async function cards(catalog: Catalog, ids: readonly string[]): Promise<ProductCard[]> {
  return (await catalog.hot.cards.many(ids)).map(({ card }) => card)
}

export async function sendCards(catalog: Catalog, ids: readonly string[]): Promise<ReadyJson> {
  return send(readyText(`{"items":[${await cardsJson(catalog.hot, ids)}]}`))
}

/** One page of the endless list. */
export async function recommended(catalog: Catalog, query: z.output<typeof listRecommended.query>): Promise<ReadyJson> {
  const page = await catalog.hot.lists.get(JSON.stringify(query))
  if (!page) throw new Error('every list has a page')
  return send(page)
}

export async function skusForSale(catalog: Catalog, skuIds: readonly string[]): Promise<SkuForSale[]> {
  return skuIds.length === 0 ? [] : skusForSaleById(catalog.db, skuIds, catalog.now())
}

/** What products that shoppers may see offer; nothing for a draft, as if it did not exist. */
export async function skusOfProducts(catalog: Catalog, productIds: readonly string[]): Promise<SkuForSale[]> {
  return skusForSale(catalog, await offeredSkuIds(catalog.db, productIds))
}

export async function docs(
  catalog: Catalog,
  pick: { productIds?: readonly string[] | undefined; shopId?: string | undefined; after?: string | null | undefined; limit: number },
): Promise<z.output<typeof ProductDoc>[]> {
  return productDocs(catalog.db, pick, catalog.now())
}

/** Moves products of the shop to a state; ids of other shops' are passed over. */
export async function setStates(
  catalog: Catalog,
  shopId: string,
  input: { ids: readonly string[]; state: z.output<typeof ProductState> },
): Promise<{ changed: number }> {
  const moved = await inTx(catalog.db, async (db) => {
    const ids = await moveProducts(db, { shopId, ...input }, catalog.now())
    for (const productId of ids) await emit(db, productChanged, { productId, shopId })
    return ids
  })
  forget(catalog, moved)
  return { changed: moved.length }
}
