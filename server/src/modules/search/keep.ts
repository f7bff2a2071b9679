import { inTx } from '../../kernel/db.ts'
import type { Search } from './context.ts'
import { type Doc, documentOf } from './document.ts'
import { putDocuments } from './queries/documents.ts'
import { markProducts, shareOffers } from './queries/offers.ts'
import { failedSearches, readWords, replaceWords, type WordLists } from './queries/words.ts'
import { normalise } from './text.ts'

const atOnce = 500

/** Writes what is known of this product now, whatever the event said. */
export async function keepProduct(search: Search, productId: string): Promise<void> {
  const { items } = await search.catalog.docs({ productIds: [productId] })
  if (!(await keep(search, items))) return
  forget(search)
  search.memory.touch()
}

/** Reads all products again. Returns how many. */
export async function rebuild(search: Search): Promise<{ products: number }> {
  let products = 0
  for (let after: string | null = null; ;) {
    const { items } = await search.catalog.docs({ after, limit: atOnce })
    await keep(search, items, true)
    products += items.length
    after = items.at(-1)?.id ?? null
    if (items.length < atOnce) break
  }
  await search.memory.renew()
  forget(search)
  return { products }
}

/** Whether an offer is about a product depends on what it is found by alone: where only sales moved there is nothing to mark. */
async function keep(search: Search, docs: readonly Doc[], markAll = false): Promise<boolean> {
  const { items } = await search.catalog.categoryTree({})
  const tree = new Map(items.map((node) => [node.id, node]))
  const documents = docs.map((doc) => documentOf(doc, tree, search.segmenter))
  const ids = documents.map((one) => one.productId)
  return inTx(search.db, async (db) => {
    const changed = await putDocuments(db, documents)
    if (!changed && !markAll) return false
    await shareOffers(db)
    await markProducts(db, ids)
    return changed
  })
}

/** What was found out before may be wrong now. */
export function forget(search: Search): void {
  search.plans.clear()
  search.places.clear()
  search.pages.clear()
}

export const words = (search: Search): Promise<WordLists> => readWords(search.db)

export async function putWords(search: Search, lists: WordLists): Promise<WordLists> {
  await inTx(search.db, (db) => replaceWords(db, { ...lists, pins: eachOnce(lists.pins) }))
  await search.memory.renew()
  forget(search)
  return words(search)
}

/** Questions as they are compared, and of those that are the same the last; a product once for each. */
function eachOnce(pins: WordLists['pins']): WordLists['pins'] {
  const byText = new Map(pins.map(({ text, productIds }) => [normalise(text), [...new Set(productIds)]]))
  return [...byText].filter(([text]) => text !== '').map(([text, productIds]) => ({ text, productIds }))
}

/** What people looked for and did not find, often first; what a synonym or a new product has mended since may still be among it. */
export async function failed(search: Search): Promise<{ items: { text: string; times: number; lastAt: string }[] }> {
  return { items: await failedSearches(search.db, 200) }
}
