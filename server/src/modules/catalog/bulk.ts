import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { createSay, type Lang } from '../../kernel/messages.ts'
import { changed } from './bulk-change.ts'
import { problemsOf } from './check.ts'
import type { Catalog } from './context.ts'
import { type bulkEditProducts, ProductInput } from './contract.ts'
import { messages } from './messages.ts'
import { brandExists } from './queries/brands.ts'
import { wholeProduct } from './queries/read.ts'
import { writeProduct } from './write.ts'

const say = createSay([messages])

type Wish = z.output<typeof bulkEditProducts.body>
type Reply = z.input<typeof bulkEditProducts.reply>

/**
 * Changes many products alike, each by itself: what cannot be changed is told with the reason and does not keep the others back. A dry
 * run tells the same and changes nothing. Each is written at the version it was read at, so that nobody's edit is lost.
 */
export async function bulkEdit(catalog: Catalog, shop: { shopId: string; lang: Lang }, wish: Wish): Promise<Reply> {
  const { change } = wish
  if (change.kind === 'brand' && change.brandId !== null && !(await brandExists(catalog.db, change.brandId)))
    throw new AppError('invalid', 'brand_not_found', { path: 'change.brandId' })
  const items: Reply['items'] = []
  for (const id of new Set(wish.ids)) items.push(await one(catalog, shop, { id, wish }))
  return { items, changed: items.filter((item) => item.code === null && !wish.dryRun).length }
}

async function one(
  catalog: Catalog,
  { shopId, lang }: { shopId: string; lang: Lang },
  { id, wish }: { id: string; wish: Wish },
): Promise<Reply['items'][number]> {
  const product = await wholeProduct(catalog.db, id, { shopId, now: catalog.now() })
  const failed = (error: AppError) => ({ code: error.code, message: say(lang, error) })
  const named = { productId: id, title: product?.title ?? '', beforeFen: product?.priceFen ?? 0, afterFen: product?.priceFen ?? 0 }
  if (!product) return { ...named, ...failed(new AppError('not_found', 'product_not_found')) }
  try {
    if (product.state === 'archived') throw new AppError('conflict', 'product_archived')
    const input = changed(inputOf(product), wish.change)
    const after = { ...named, afterFen: lowest(input) }
    const [problem] = problemsOf(input)
    if (problem) throw new AppError('invalid', problem.code, { value: problem.value })
    if (!wish.dryRun) await writeProduct(catalog, { shopId, id, version: product.version, product: input })
    return { ...after, code: null, message: '' }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...named, ...failed(error) }
  }
}

/** A product as its editor would send it, unchanged. */
function inputOf(product: NonNullable<Awaited<ReturnType<typeof wholeProduct>>>): ProductInput {
  const { shape } = ProductInput
  const picked = Object.fromEntries(Object.entries(product).filter(([key]) => key in shape))
  return ProductInput.parse({ ...picked, skus: product.skus.map(({ id: _id, ...sku }) => sku) })
}

function lowest({ skus }: ProductInput): number {
  const offered = skus.filter((sku) => sku.enabled)
  return Math.min(...(offered.length > 0 ? offered : skus).map((sku) => sku.priceFen))
}
