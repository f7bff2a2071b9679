import type { z } from 'zod'
import type { Place, Search } from './context.ts'
import { type Facet, OfferKind } from './contract.ts'
import { countFacets, type FacetCount, priceSteps, type Within } from './queries/find.ts'

const plain = ({ value, count }: Pick<FacetCount, 'value' | 'count'>): FacetValue => ({ value, label: value, count })

type FacetValue = z.output<typeof Facet>['values'][number]

const attributesAtMost = 8
const valuesAtMost = 15

/**
 * What the hits are made of, counted before brand, attributes, price and stock narrow them: so that a shopper who chose one brand still
 * sees the others.
 */
export async function holdings({ db, catalog }: Pick<Search, 'db' | 'catalog'>, place: Within): Promise<Place> {
  const [counts, { items: tree }] = await Promise.all([countFacets(db, place), catalog.categoryTree({})])
  // Every hit has one price.
  const total = counts.reduce((sum, { kind, count }) => (kind === 'price' ? sum + count : sum), 0)
  return { total, facets: facetsOf(counts, tree) }
}

function facetsOf(counts: readonly FacetCount[], tree: readonly { id: string; name: string }[]): z.output<typeof Facet>[] {
  const of = (kind: FacetCount['kind']) => counts.filter((one) => one.kind === kind)
  const names = new Map(tree.map((node) => [node.id, node.name]))
  const facets = [
    {
      name: 'category',
      values: of('category').flatMap(({ value, count }) => (names.has(value) ? [{ value, label: names.get(value) ?? '', count }] : [])),
    },
    { name: 'brand', values: of('brand').map(plain) },
    {
      name: 'price',
      values: of('price')
        .map(priceValue)
        .toSorted((a, b) => Number.parseInt(a.value, 10) - Number.parseInt(b.value, 10)),
    },
    { name: 'onOffer', values: of('onOffer').map(plain) },
    {
      name: 'offerKind',
      values: of('offerKind')
        .filter(({ value }) => OfferKind.safeParse(value).success)
        .map(plain),
    },
    ...attributeFacets(of('attribute')),
  ]
  return facets.filter((facet) => facet.values.length > 0)
}

/** The value is `from-to` in fen, both included; the last range has no end. */
function priceValue({ value, count }: FacetCount): FacetValue {
  const from = priceSteps[Number(value) - 1] ?? 0
  const next = priceSteps[Number(value)]
  if (next === undefined) return { value: `${from}-`, label: `¥${from / 100}+`, count }
  return { value: `${from}-${next - 1}`, label: `¥${from / 100}–${next / 100}`, count }
}

/** Said already by a facet of its own. */
const taken = new Set(['category', 'brand', 'price', 'onOffer', 'offerKind', '品牌'])

/** The names that most hits have. The filter takes `name:value`. */
function attributeFacets(counts: readonly FacetCount[]): z.output<typeof Facet>[] {
  const byName = Map.groupBy(counts, ({ value }) => value.slice(0, value.indexOf(':')))
  const sum = (values: readonly FacetCount[]): number => values.reduce((total, { count }) => total + count, 0)
  return [...byName]
    .filter(([name]) => !taken.has(name))
    .toSorted(([nameA, a], [nameB, b]) => sum(b) - sum(a) || nameA.localeCompare(nameB, 'zh'))
    .slice(0, attributesAtMost)
    .map(([name, values]) => ({
      name,
      values: values.slice(0, valuesAtMost).map(({ value, count }) => plain({ value: value.slice(name.length + 1), count })),
    }))
}
