export interface Filter {
  brand: string | null
  categoryId: string | null
  /** `name:value` each. */
  attributes: readonly string[]
  minYuan: string
  maxYuan: string
  inStock: boolean
  /** Only what an offer is on for now. */
  onOffer: boolean
  /** Kinds of offers, of which one is on. */
  offerKinds: readonly string[]
}

export const NO_FILTER: Filter = {
  brand: null,
  categoryId: null,
  attributes: [],
  minYuan: '',
  maxYuan: '',
  inStock: false,
  onOffer: false,
  offerKinds: [],
}

export function filterCount(filter: Filter): number {
  return (
    (filter.brand ? 1 : 0) +
    (filter.categoryId ? 1 : 0) +
    filter.attributes.length +
    (filter.minYuan || filter.maxYuan ? 1 : 0) +
    (filter.inStock ? 1 : 0) +
    (filter.onOffer ? 1 : 0) +
    filter.offerKinds.length
  )
}

/** What the filter is in the words of the API. */
export function filterQuery(filter: Filter) {
  const min = toFen(filter.minYuan)
  const max = toFen(filter.maxYuan)
  return {
    ...(filter.brand ? { brand: filter.brand } : {}),
    ...(filter.categoryId ? { categoryId: filter.categoryId } : {}),
    ...(filter.attributes.length ? { attributes: filter.attributes.join('|') } : {}),
    ...(min === undefined ? {} : { minFen: min }),
    ...(max === undefined ? {} : { maxFen: max }),
    ...(filter.inStock ? { inStock: 'true' as const } : {}),
    ...(filter.onOffer ? { onOffer: 'true' as const } : {}),
    ...(filter.offerKinds.length ? { offerKinds: filter.offerKinds.join('|') } : {}),
  }
}

function toFen(yuan: string): number | undefined {
  return /^\d{1,7}(\.\d{1,2})?$/.test(yuan) ? Math.round(Number(yuan) * 100) : undefined
}

/** The price step of a facet, `5000-9999` in fen or `100000-` without an end, in the words of the form. */
export function priceStep(value: string): Pick<Filter, 'minYuan' | 'maxYuan'> {
  const [from = '', to = ''] = value.split('-')
  return { minYuan: toYuan(from), maxYuan: toYuan(to) }
}

const toYuan = (fen: string): string => (/^\d+$/.test(fen) ? String(Number(fen) / 100) : '')
