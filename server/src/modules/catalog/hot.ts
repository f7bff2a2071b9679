import type { z } from 'zod'
import type { Catalog, Hot, Ready, ReadyCard } from './context.ts'
import { listCategories, ProductCard, ProductDetail } from './contract.ts'
import { countedCategories } from './queries/categories.ts'
import { bestSelling, cardsById, wholeProduct } from './queries/read.ts'
import { readyText, recommendedPage, wholeMall } from './recommend.ts'
import { createShelf } from '../../kernel/cache.ts'

/** How many places the endless list of what sells well has. */
const bestPlaces = 2000

/** What other processes change is noticed after these times at the latest; what this one changes, or is told of, at once. */
export function openHot({ db, now }: Pick<Catalog, 'db' | 'now'>): Hot {
  const cards = createShelf<ReadyCard>({
    max: 20_000,
    ttlMs: 5000,
    load: async (ids) =>
      new Map((await cardsById(db, ids, now())).map((card) => [card.id, { card, json: JSON.stringify(ProductCard.parse(card)) }])),
  })
  const best = createShelf({
    max: 500,
    ttlMs: 30_000,
    load: (keys) => loadEach(keys, (key) => bestSelling(db, { shopId: key === wholeMall ? undefined : key, limit: bestPlaces }, now())),
  })
  return {
    cards,
    best,
    details: createShelf({ max: 5000, ttlMs: 5000, load: (ids) => loadEach(ids, (id) => detail({ db, now }, id)) }),
    lists: createShelf({
      max: 2000,
      ttlMs: 3000,
      load: (keys) => loadEach(keys, (key) => recommendedPage({ db, now, hot: { best, cards } }, JSON.parse(key))), // written by `recommended`
    }),
    tree: createShelf({
      max: 1,
      ttlMs: 15_000,
      load: (keys) =>
        loadEach(keys, async () => {
          const tree = { items: await countedCategories(db, now()) }
          return { ...tree, ready: readyOf(listCategories.reply.parse(tree)) }
        }),
    }),
  }
}

async function loadEach<V>(keys: readonly string[], load: (key: string) => Promise<V | undefined>): Promise<Map<string, V>> {
  const found = await Promise.all(keys.map(async (key) => [key, await load(key)] as const))
  return new Map(found.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])))
}

/** What shoppers may see: what was once public stays readable as off sale, so that an old link says so; drafts never existed. */
async function detail(catalog: Pick<Catalog, 'db' | 'now'>, id: string): Promise<Ready | undefined> {
  const product = await wholeProduct(catalog.db, id, { now: catalog.now() })
  if (!product || product.state === 'draft' || product.state === 'archived') return undefined
  const shown: z.output<typeof ProductDetail> = {
    ...product,
    brandId: product.brandShown ? product.brandId : null,
    state: product.onSale ? 'on_sale' : 'off_sale',
    skus: product.skus.filter((sku) => sku.enabled),
  }
  return readyOf(ProductDetail.parse(shown)) // the schema leaves out what is the merchant's own: cost, code, schedule
}

function readyOf(value: unknown): Ready {
  return readyText(JSON.stringify(value))
}

/** These products are read anew. */
export function forget(catalog: Pick<Catalog, 'hot'>, productIds: readonly string[]): void {
  for (const id of productIds) {
    catalog.hot.details.drop(id)
    catalog.hot.cards.drop(id)
  }
  if (productIds.length > 0) catalog.hot.lists.clear()
}
