import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Search } from './context.ts'
import type { searchProducts } from './contract.ts'
import { facetsOf } from './facets.ts'
import { planOf } from './plan.ts'
import { countHits, type Filters, findHits, type Hit } from './queries/find.ts'
import { noteFailed } from './queries/words.ts'
import { normalise } from './text.ts'

type Query = z.output<typeof searchProducts.query>
type Reply = z.output<typeof searchProducts.reply>

const nothing: Reply = { items: [], nextCursor: null, total: 0, facets: [], correctedTo: null }

/** One page of what fits. Throws `input_invalid` for a cursor that is none of ours. */
export async function find(search: Search, query: Query): Promise<Reply> {
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const plan = query.text === undefined || query.text === '' ? undefined : await search.plans.get(normalise(query.text))
  if (plan && plan.query === undefined) {
    if (!cursor) await noteFailed(search.db, plan.text, search.now())
    return nothing
  }
  const { items: tree } = await search.catalog.categoryTree({})
  const filters: Filters = {
    query: plan?.query ?? '',
    shopId: query.shopId,
    categoryIds: query.categoryId === undefined ? undefined : subtree(tree, query.categoryId),
    brand: query.brand,
    attributes: attributeGroups(query.attributes),
    minFen: query.minFen,
    maxFen: query.maxFen,
    inStock: query.inStock === 'true',
  }
  const wanted = { ...filters, sort: query.sort, text: plan?.text ?? '', after: cursor, limit: query.limit + 1 }
  const [hits, total, facets] = await Promise.all([
    findHits(search.db, wanted),
    cursor ? cursor.total : countHits(search.db, filters),
    cursor ? [] : facetsOf(search, filters, tree),
  ])
  const shown = hits.slice(0, query.limit)
  const last = hits.length > query.limit ? shown.at(-1) : undefined
  // What went off sale since it was indexed has no card any more and is left out.
  const { items } = await search.catalog.cards({ productIds: shown.map((hit) => hit.id) })
  return { items, nextCursor: last ? writeCursor(last, total) : null, total, facets, correctedTo: plan?.correctedTo ?? null }
}

/** How texts are searched is found out once for a while. */
export async function plansOf(search: Pick<Search, 'db' | 'memory' | 'segmenter'>, texts: readonly string[]) {
  return new Map(await Promise.all(texts.map(async (text) => [text, await planOf(search, text)] as const)))
}

function subtree(tree: readonly { id: string; parentId: string | null }[], id: string): string[] {
  return [id, ...tree.filter((node) => node.parentId === id).flatMap((node) => subtree(tree, node.id))]
}

/** `颜色:红|颜色:蓝|材质:棉`: of each name one of its values. */
function attributeGroups(text: string | undefined): string[][] {
  const parts = (text ?? '').split('|').filter((part) => part.includes(':'))
  return [...Map.groupBy(parts, (part) => part.slice(0, part.indexOf(':'))).values()]
}

interface Cursor {
  value: number
  id: string
  total: number
}

function writeCursor({ value, id }: Hit, total: number): string {
  return Buffer.from(JSON.stringify([value, id, total])).toString('base64url')
}

function readCursor(text: string): Cursor {
  try {
    const [value, id, total]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (typeof value === 'number' && typeof id === 'string' && /^[\da-f-]{36}$/.test(id) && Number.isSafeInteger(total))
      return { value, id, total: Number(total) }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
  }
  throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
}
