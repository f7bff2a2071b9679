import { pinyin } from 'pinyin-pro'
import type { z } from 'zod'
import { inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Picture } from '../media/contract.ts'
import type { Catalog } from './context.ts'
import { type AdminBrand, type Brand, brandChanged, type BrandInput, productChanged } from './contract.ts'
import { forget } from './hot.ts'
import {
  brandPage,
  type BrandRow,
  brandRow,
  deleteBrandRow,
  insertBrand,
  isBrandUsed,
  lockBrands,
  moveToBrand,
  productsOfBrand,
  rewriteBrand,
} from './queries/brands.ts'

/** Throws `brand_name_taken`, `picture_unknown`. */
export async function addBrand(catalog: Catalog, input: BrandInput): Promise<z.output<typeof AdminBrand>> {
  await refuseUnknownLogo(catalog, input.logo)
  const id = catalog.newId()
  if (!(await insertBrand(catalog.db, id, input, catalog.now()))) throw taken(input.name)
  return adminBrand(catalog, id)
}

/** Its products show the new name at once. Throws `brand_not_found`, `brand_name_taken`, `picture_unknown`. */
export async function changeBrand(catalog: Catalog, id: string, input: BrandInput): Promise<z.output<typeof AdminBrand>> {
  await refuseUnknownLogo(catalog, input.logo)
  try {
    await inTx(catalog.db, async (db) => {
      if (!(await rewriteBrand(db, id, input, catalog.now()))) throw missing(id)
      await emit(db, brandChanged, { brandId: id })
    })
  } catch (error) {
    throw isDuplicate(error, 'brand_name') ? taken(input.name) : error
  }
  await forgetBrand(catalog, id)
  return adminBrand(catalog, id)
}

/**
 * Products of the one become products of the other, and the one is gone. A product that is being written with it at that moment is either
 * moved too, or refused. Throws `brand_not_found`, `brand_into_itself`.
 */
export async function mergeBrand(catalog: Catalog, { id, intoId }: { id: string; intoId: string }): Promise<z.output<typeof AdminBrand>> {
  if (id === intoId) throw new AppError('invalid', 'brand_into_itself')
  await inTx(catalog.db, async (db) => {
    const there = await lockBrands(db, [id, intoId])
    const absent = [id, intoId].find((one) => !there.includes(one))
    if (absent !== undefined) throw missing(absent)
    await moveToBrand(db, { fromId: id, toId: intoId }, catalog.now())
    await deleteBrandRow(db, id)
    await emit(db, brandChanged, { brandId: intoId })
  })
  await forgetBrand(catalog, intoId)
  return adminBrand(catalog, intoId)
}

/** Throws `brand_not_found`, `brand_in_use`. */
export async function removeBrand(catalog: Catalog, id: string): Promise<void> {
  await inTx(catalog.db, async (db) => {
    if ((await lockBrands(db, [id])).length === 0) throw missing(id)
    if (await isBrandUsed(db, id)) throw new AppError('conflict', 'brand_in_use')
    await deleteBrandRow(db, id)
  })
}

export async function brandsPage(
  catalog: Catalog,
  query: { page: number; pageSize: number; search?: string | undefined },
): Promise<{ items: z.output<typeof AdminBrand>[]; total: number }> {
  const { rows, total } = await brandPage(catalog.db, query, catalog.now())
  return { items: rows.map(adminView), total }
}

/** What shoppers see of a brand; nothing of a hidden one. */
export async function shownBrand(catalog: Catalog, pick: { id: string } | { name: string }): Promise<z.output<typeof Brand> | null> {
  const row = await brandRow(catalog.db, pick, catalog.now())
  return row?.visible ? view(row) : null
}

/** Throws `brand_not_found`. */
export async function brandOf(catalog: Catalog, id: string): Promise<z.output<typeof Brand>> {
  const brand = await shownBrand(catalog, { id })
  if (!brand) throw missing(id)
  return brand
}

/** Creates brands, or rewrites those of these names. For set-up. */
export async function putBrands(catalog: Catalog, items: readonly BrandInput[]): Promise<{ items: { id: string; name: string }[] }> {
  const done: { id: string; name: string }[] = []
  for (const item of items) {
    const known = await brandRow(catalog.db, { name: item.name }, catalog.now())
    const { id, name } = known ? await changeBrand(catalog, known.id, item) : await addBrand(catalog, item)
    done.push({ id, name })
  }
  return { items: done }
}

const atOnce = 500

/** Tells that the products of a brand are shown and found otherwise now. Some at a time: there may be very many. */
export async function tellProducts(catalog: Catalog, brandId: string): Promise<void> {
  for (let after: string | null = null; ;) {
    const products: Awaited<ReturnType<typeof productsOfBrand>> = await productsOfBrand(catalog.db, { brandId, after, limit: atOnce })
    await inTx(catalog.db, async (db) => {
      for (const product of products) await emit(db, productChanged, product)
    })
    if (products.length < atOnce) return
    after = products.at(-1)?.productId ?? null
  }
}

/** What this process keeps of the first of them; the rest is forgotten as they are told. */
async function forgetBrand(catalog: Catalog, brandId: string): Promise<void> {
  const products = await productsOfBrand(catalog.db, { brandId, after: null, limit: atOnce })
  forget(
    catalog,
    products.map((one) => one.productId),
  )
}

/** `A` to `Z` by the name or its pinyin, else `#`. */
export function initialOf(name: string): string {
  const [first = ''] = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' })
  const letter = first.trim().charAt(0).toUpperCase()
  return /^[A-Z]$/.test(letter) ? letter : '#'
}

function view(row: BrandRow): z.output<typeof Brand> {
  const { id, name, logo, story, products } = row
  return { id, name, nameEn: row.name_en, logo, initial: row.initial ?? initialOf(name), story, products }
}

function adminView(row: BrandRow): z.output<typeof AdminBrand> {
  return { ...view(row), sort: row.sort, visible: row.visible, used: row.used, updatedAt: row.updated_at.toISOString() }
}

async function adminBrand(catalog: Catalog, id: string): Promise<z.output<typeof AdminBrand>> {
  const row = await brandRow(catalog.db, { id }, catalog.now())
  if (!row) throw missing(id)
  return adminView(row)
}

const missing = (id: string): AppError => new AppError('not_found', 'brand_not_found', { id })
const taken = (name: string): AppError => new AppError('conflict', 'brand_name_taken', { value: name, path: 'name' })

async function refuseUnknownLogo(catalog: Catalog, logo: Picture | null): Promise<void> {
  if (logo && !(await catalog.media.known({ urls: [logo.url] })).known.includes(logo.url))
    throw new AppError('invalid', 'picture_unknown', { value: logo.url })
}
