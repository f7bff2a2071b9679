import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Page, Place, Plan, Search } from './context.ts'
import type { searchProducts } from './contract.ts'
import { holdings } from './facets.ts'
import { pinsOf } from './pins.ts'
import { planOf } from './plan.ts'
import { findHits, type Hit, type Narrowing, type Within } from './queries/find.ts'
import { noteFailed } from './queries/words.ts'
import { normalise } from './text.ts'

type Query = z.output<typeof searchProducts.query>
type Reply = z.output<typeof searchProducts.reply>

/** One page of what fits, ready to be sent. Throws `input_invalid` for a cursor that is none of ours. */
export async function find(search: Search, query: Query): Promise<Page> {
  const page = await search.pages.get(JSON.stringify(query))
  if (!page) throw new Error('every question has a page')
  // Noted for each who asked, also where the empty page was at hand.
  if (page.failed !== undefined) await noteFailed(search.db, page.failed, search.now())
  return page
}

/** Makes pages; the key is the question as JSON. */
export async function pagesOf(search: Omit<Search, 'pages'>, questions: readonly string[]): Promise<Map<string, Page>> {
  const pages = questions.map(async (question) => [question, await pageOf(search, JSON.parse(question))] as const) // written by `find`
  return new Map(await Promise.all(pages))
}

async function pageOf(search: Omit<Search, 'pages'>, query: Query): Promise<Page> {
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const plan = query.text === undefined || query.text === '' ? undefined : await search.plans.get(normalise(query.text))
  const pins = await pinsOf(search, query)
  if (plan && plan.query === undefined) return written(await onlyPins(search, cursor ? [] : pins), cursor ? undefined : plan.text)
  const place = await placeOf(search, query, plan?.query ?? '')
  const filters = { ...place, narrow: narrowingOf(query) }
  const found = { ...filters, sort: query.sort, text: plan?.text ?? '', without: pins }
  const [{ hits, count }, held] = await Promise.all([
    findHits(search.db, { ...found, after: cursor, limit: query.limit + 1 }, !cursor && filters.narrow !== undefined),
    cursor ? undefined : search.places.get(JSON.stringify(place)),
  ])
  const total = cursor?.total ?? count ?? held?.total ?? 0
  const shown = hits.slice(0, query.limit)
  const last = hits.length > query.limit ? shown.at(-1) : undefined
  // What went off sale since it was indexed has no card any more and is left out.
  const { items } = await search.catalog.cards({ productIds: [...(cursor ? [] : pins), ...shown.map((hit) => hit.id)] })
  return written({
    items,
    nextCursor: last ? writeCursor(last, total) : null,
    total,
    facets: held?.facets ?? [],
    correctedTo: plan?.correctedTo ?? null,
  })
}

/** Nothing is found by its words. */
async function onlyPins({ catalog }: Pick<Search, 'catalog'>, pins: readonly string[]): Promise<Reply> {
  const { items } = pins.length > 0 ? await catalog.cards({ productIds: [...pins] }) : { items: [] }
  return { items, nextCursor: null, total: items.length, facets: [], correctedTo: null }
}

function written(reply: Reply, failed?: string): Page {
  const json = JSON.stringify(reply)
  return { json, etag: `"${createHash('sha1').update(json).digest('base64url')}"`, failed }
}

function narrowingOf({ brand, attributes, minFen, maxFen, inStock, onOffer, offerKinds }: Query): Narrowing | undefined {
  const flags = { inStock: inStock === 'true', onOffer: onOffer === 'true' }
  const kinds = offerKinds?.split('|') ?? []
  const named = [brand, attributes, minFen, maxFen].some((one) => one !== undefined)
  return named || flags.inStock || flags.onOffer || kinds.length > 0
    ? { brand, attributes: attributeGroups(attributes), minFen, maxFen, ...flags, offerKinds: kinds }
    : undefined
}

async function placeOf({ catalog }: Pick<Search, 'catalog'>, { shopId, categoryId }: Query, query: string): Promise<Within> {
  if (categoryId === undefined) return { query, shopId, categoryIds: undefined }
  return { query, shopId, categoryIds: subtree((await catalog.categoryTree({})).items, categoryId) }
}

/** What places hold; the key is the place as JSON. */
export async function placesOf(search: Pick<Search, 'db' | 'catalog'>, places: readonly string[]): Promise<Map<string, Place>> {
  return new Map(await Promise.all(places.map(async (place) => [place, await holdings(search, JSON.parse(place))] as const))) // written by `pageOf`
}

/** How texts are searched is found out once for a while. */
export async function plansOf(search: Pick<Search, 'db' | 'memory' | 'segmenter'>, texts: readonly string[]): Promise<Map<string, Plan>> {
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
