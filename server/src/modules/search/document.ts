import type { z } from 'zod'
import type { Category, ProductDoc } from '../catalog/contract.ts'
import type { DocumentRow } from './queries/documents.ts'
import type { Segmenter } from './segment.ts'
import { normalise } from './text.ts'
import { tsvector, type Weight } from './tsquery.ts'

export type Doc = z.output<typeof ProductDoc>
export type Tree = ReadonlyMap<string, z.output<typeof Category>>

/** What the index keeps of a product. */
export function documentOf(doc: Doc, tree: Tree, segmenter: Segmenter): DocumentRow {
  const categories = doc.categoryIds.flatMap((id) => lineage(tree, id))
  segmenter.learn([...(doc.brand ? [doc.brand] : []), ...categories])
  return {
    productId: doc.id,
    shopId: doc.shopId,
    title: doc.title,
    brand: doc.brand,
    categoryIds: doc.categoryIds,
    attributes: doc.attributes.map(({ name, value }) => `${name}:${value}`),
    words: segmenter.cut(doc.title),
    terms: tsvector(weighed(doc, categories, segmenter)),
    priceFen: doc.priceFen,
    sold: doc.sold,
    rating10: doc.rating10,
    reviews: doc.reviews,
    inStock: doc.inStock,
    onSale: doc.onSale,
    popularity: popularityOf(doc),
    createdAt: doc.createdAt,
  }
}

function weighed(doc: Doc, categories: readonly string[], segmenter: Segmenter): (readonly [string, Weight])[] {
  const all = (texts: readonly string[], weight: Weight) =>
    texts.flatMap((text) => segmenter.cutFully(text).map((word) => [word, weight] as const))
  return [
    ...all([doc.title], 'A'),
    ...all(doc.brand ? [doc.brand] : [], 'A'),
    ...all([...categories, ...doc.tags], 'B'),
    ...all([doc.subtitle, ...doc.options, ...doc.attributes.map(({ value }) => value)], 'C'),
    // What a Chinese word is comes last in it: 熟茶 is 茶, 茶歇 is not.
    ...segmenter.cut(doc.title).flatMap((word) => (isHan(word) && word.length > 1 ? [[word.slice(-1), 'C'] as const] : [])),
    ...all(doc.skuCodes, 'D'),
    ...doc.skuCodes.map((code) => [normalise(code), 'D'] as const),
    // Single characters find what no dictionary cuts as the shopper does.
    ...[...normalise(doc.title)].filter(isHan).map((letter) => [letter, 'D'] as const),
  ]
}

const isHan = (text: string): boolean => /^\p{Script=Han}+$/u.test(text)

/** A category and those above it. */
function lineage(tree: Tree, id: string): string[] {
  const names: string[] = []
  for (let node = tree.get(id); node; node = node.parentId === null ? undefined : tree.get(node.parentId)) names.push(node.name)
  return names
}

/** 0 to 1: sales on a logarithmic scale count most, stars a little; what is out of stock falls behind. */
export function popularityOf(doc: Pick<Doc, 'sold' | 'rating10' | 'reviews' | 'inStock'>): number {
  const sales = Math.min(1, Math.log10(1 + doc.sold) / 6)
  const stars = doc.reviews === 0 ? 0.5 : doc.rating10 / 50
  return (0.8 * sales + 0.2 * stars) * (doc.inStock ? 1 : 0.3)
}
