import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, NoInput, Time } from '../../kernel/schema.ts'
import { ProductCard } from '../catalog/contract.ts'

const Words = z.string().trim().max(60)

export const suggest = operation({
  id: 'suggest',
  face: 'shop',
  method: 'GET',
  path: '/search/suggestions',
  summary: 'As you type: Chinese prefix, pinyin, pinyin initials',
  access: 'public',
  query: z.strictObject({ text: Words.min(1), limit: z.coerce.number().int().min(1).max(20).default(10) }),
  reply: z.object({ items: z.array(z.object({ text: z.string(), kind: z.enum(['query', 'product', 'category', 'brand']) })) }),
})
export const hotWords = operation({
  id: 'hotWords',
  face: 'shop',
  method: 'GET',
  path: '/search/hot-words',
  access: 'public',
  reply: z.object({ items: z.array(z.string()) }),
})

const Flag = z.enum(['true', 'false'])
/** What an offer does, as a shopper looks for it: 满减, 折扣, 组合价, 限时价, 新人价, 赠品, 加价购, 包邮, 领券, 跨店. */
export const OfferKind = z
  .enum(['reduction', 'discount', 'set_price', 'special_price', 'newcomer', 'gift', 'add_on', 'free_shipping', 'coupon', 'across'])
  .meta({ id: 'OfferKind' })
export type OfferKind = z.output<typeof OfferKind>
/** `category` (ids), `brand`, `price` (`from-to` in fen, both included), `onOffer` (`true`), `offerKind` (an `OfferKind` each) or the name of an attribute. */
export const Facet = z
  .object({ name: z.string(), values: z.array(z.object({ value: z.string(), label: z.string(), count: z.int() })) })
  .meta({ id: 'Facet' })
export const searchProducts = operation({
  id: 'searchProducts',
  face: 'shop',
  method: 'GET',
  path: '/search',
  summary: 'Search, filter, sort, with facet counts on the first page',
  access: 'public',
  query: z.strictObject({
    text: Words.optional(),
    categoryId: Id.optional(),
    shopId: Id.optional(),
    brand: z.string().max(40).optional(),
    /** `name:value`, several separated by `|`. */
    attributes: z.string().max(300).optional(),
    minFen: z.coerce.number().pipe(Fen).optional(),
    maxFen: z.coerce.number().pipe(Fen).optional(),
    inStock: Flag.optional(),
    /** What an offer is on for now: a rule of the shop or of the platform, or a coupon for certain goods that anybody may claim. */
    onOffer: Flag.optional(),
    /** What an offer of one of these kinds is on for now, several separated by `|`. */
    offerKinds: z
      .string()
      .regex(/^[a-z_]+(\|[a-z_]+){0,9}$/)
      .optional(),
    sort: z.enum(['relevance', 'sales', 'price_asc', 'price_desc', 'rating', 'new']).default('relevance'),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  reply: z.object({
    items: z.array(ProductCard),
    nextCursor: z.string().nullable(),
    total: z.int(),
    facets: z.array(Facet),
    /** What was searched instead, when a typo was mended or pinyin was read. */
    correctedTo: z.string().nullable(),
  }),
})

export const SearchWords = z
  .strictObject({
    /** Each group: words that mean the same. */
    synonyms: z.array(z.array(z.string().trim().min(1).max(20)).min(2).max(10)).max(500),
    hotWords: z.array(z.string().trim().min(1).max(20)).max(30),
    /** For a question, the products that stand first; each question once. */
    pins: z
      .array(z.strictObject({ text: Words.min(1), productIds: z.array(Id).min(1).max(10) }))
      .max(200)
      .default([]),
  })
  .meta({ id: 'SearchWords' })
export const getSearchWords = operation({
  id: 'getSearchWords',
  face: 'admin',
  method: 'GET',
  path: '/search/words',
  access: 'staff:search.write',
  platform: true,
  reply: SearchWords,
})
export const putSearchWords = operation({
  id: 'putSearchWords',
  face: 'admin',
  method: 'PUT',
  path: '/search/words',
  access: 'staff:search.write',
  platform: true,
  body: SearchWords,
  reply: SearchWords,
})
export const listFailedSearches = operation({
  id: 'listFailedSearches',
  face: 'admin',
  method: 'GET',
  path: '/search/failed',
  summary: 'What people looked for and did not find',
  access: 'staff:search.write',
  platform: true,
  reply: z.object({ items: z.array(z.object({ text: z.string(), times: z.int(), lastAt: Time })) }),
})

/** What an offer is about. Nothing named means all goods of the shop, no shop means every shop; what is out is always out. Categories are named with all below them. */
export const OfferScope = z.strictObject({
  id: Id,
  kind: OfferKind,
  shopId: Id.nullable(),
  categoryIds: z.array(Id),
  productIds: z.array(Id),
  excludeCategoryIds: z.array(Id),
  excludeProductIds: z.array(Id),
})
export type OfferScope = z.output<typeof OfferScope>

export const searchCalls = {
  /** Which offers are kept: the digest they came with, empty at first. */
  offersKept: call(NoInput, z.object({ digest: z.string() })),
  /** Everything that is on offer now; what is not among it is on offer no more. Same digest, same offers: twice is once. */
  putOffers: call(z.strictObject({ digest: z.string().min(1).max(100), items: z.array(OfferScope).max(10_000) }), Done),
  /** Reads all products again. For set-up and repair. */
  rebuild: call(z.strictObject({}), z.object({ products: z.int() })),
  putWords: call(SearchWords, Done),
}
