import type { z } from 'zod'
import type { Search } from './context.ts'
import type { searchProducts } from './contract.ts'
import { normalise } from './text.ts'

type Query = z.output<typeof searchProducts.query>

/**
 * What stands first for this question, in order: only by relevance and where nothing narrows it, so that a filter or another order
 * says the plain truth.
 */
export async function pinsOf(search: Pick<Search, 'memory'>, query: Query): Promise<readonly string[]> {
  const { text, categoryId, shopId, sort } = query
  const flagged = query.inStock === 'true' || query.onOffer === 'true' || query.offerKinds !== undefined
  const narrows = query.brand ?? query.attributes ?? query.minFen ?? query.maxFen ?? (flagged || undefined)
  if (!text || categoryId !== undefined || shopId !== undefined || sort !== 'relevance' || narrows !== undefined) return []
  return (await search.memory.pins()).get(normalise(text)) ?? []
}
