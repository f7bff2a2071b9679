import type { Input, Reply } from '../../../api/api.ts'
import { pick, without } from '../../../ui/keys.ts'

type Sku = Reply<'getAdminProduct'>['skus'][number]
export type Axis = Reply<'getAdminProduct'>['axes'][number]
export type Tier = Sku['tiers'][number]
export type Special = Sku['specials'][number]

/** One row of the matrix while it is edited; a price not yet typed is null. */
export interface SkuDraft {
  /** Its stock and its history hang on it; absent for a SKU that is new. */
  id?: string
  code: string
  barcode: string
  options: string[]
  priceFen: number | null
  marketPriceFen: number | null
  costFen: number | null
  tiers: Tier[]
  specials: Special[]
  weightGrams: number
  delivery: Sku['delivery']
  volumeMl: number
  picture: Sku['picture']
  enabled: boolean
}

export const blankSku = (code: string, options: string[]): SkuDraft => ({
  code,
  barcode: '',
  options,
  priceFen: null,
  marketPriceFen: null,
  costFen: null,
  tiers: [],
  specials: [],
  weightGrams: 0,
  delivery: 'parcel',
  volumeMl: 0,
  picture: null,
  enabled: true,
})

const keyOf = (options: readonly string[]): string => options.join('\u0000')

/** Every combination of the axes' options, in their order; without axes the one empty combination. */
export function combinations(axes: readonly Axis[]): string[][] {
  return axes
    .filter((axis) => axis.options.length > 0)
    .reduce<string[][]>((rows, axis) => rows.flatMap((row) => axis.options.map((option) => [...row, option])), [[]])
}

/**
 * The rows for these axes. A SKU whose options still exist stays as it is, also one that was away for a while (`known`). A new
 * one takes price, weight and the like from a SKU it grew out of, so that adding an axis does not empty the sheet.
 */
export function matrixOf(axes: readonly Axis[], known: readonly SkuDraft[], productCode: string): SkuDraft[] {
  const byOptions = new Map(known.map((sku) => [keyOf(sku.options), sku]))
  const codes = new Set<string>()
  return combinations(axes).map((options) => {
    const same = byOptions.get(keyOf(options))
    const sku = same && !codes.has(same.code) ? same : grown(options, known, freeCode(productCode, known, codes))
    codes.add(sku.code)
    return sku
  })
}

function grown(options: string[], known: readonly SkuDraft[], code: string): SkuDraft {
  const parent = known.find(
    (sku) => sku.options.every((option) => options.includes(option)) || options.every((option) => sku.options.includes(option)),
  )
  const values = without(parent ?? blankSku(code, options), ['id'])
  return { ...values, code, barcode: '', options, enabled: true }
}

function freeCode(productCode: string, known: readonly SkuDraft[], taken: ReadonlySet<string>): string {
  const used = new Set([...known.map((sku) => sku.code), ...taken])
  const base = productCode || 'SKU'
  for (let number = 1; ; number++) {
    const code = `${base}-${String(number).padStart(2, '0')}`
    if (!used.has(code)) return code
  }
}

const sent = [
  'code',
  'barcode',
  'options',
  'marketPriceFen',
  'costFen',
  'tiers',
  'specials',
  'weightGrams',
  'delivery',
  'volumeMl',
  'picture',
  'enabled',
] as const

/** What is sent for a row; the prices were checked before. */
export const skuInput = (sku: SkuDraft): Input<'createProduct'>['skus'][number] => ({ ...pick(sku, sent), priceFen: sku.priceFen ?? 0 })
