import { optionKey } from './matrix.ts'
import type { ProductInput, SpecialPrice } from './contract.ts'

/** What is wrong with a product by itself, before anybody is asked. */
export interface Problem {
  /** Where, as in the input: `skus.3.tiers`. */
  path: string
  code:
    | 'sku_options_wrong'
    | 'sku_code_taken'
    | 'tier_prices_wrong'
    | 'special_prices_wrong'
    | 'limits_wrong'
    | 'market_price_too_low'
    | 'schedule_wrong'
  value: string
}

/** Every fault of a product that its schema cannot see. Pure, so a spreadsheet can be judged row by row with it. */
export function problemsOf(product: ProductInput): Problem[] {
  return [
    ...scheduleProblems(product),
    ...limitProblems(product),
    ...axisProblems(product),
    ...product.skus.flatMap((sku, index) => skuProblems(product, sku, index)),
    ...twins(product),
  ]
}

function scheduleProblems({ onSaleAt, offSaleAt }: ProductInput): Problem[] {
  return onSaleAt !== null && offSaleAt !== null && Date.parse(offSaleAt) <= Date.parse(onSaleAt)
    ? [{ path: 'offSaleAt', code: 'schedule_wrong', value: offSaleAt }]
    : []
}

function limitProblems({ limits: { minimum, step, perOrder, perPerson } }: ProductInput): Problem[] {
  const fits = minimum % step === 0 && (perOrder ?? minimum) >= minimum && (perPerson ?? minimum) >= minimum
  return fits ? [] : [{ path: 'limits', code: 'limits_wrong', value: `${minimum}/${step}/${perOrder ?? ''}/${perPerson ?? ''}` }]
}

/** Who a special price is for: two for the same would contradict each other. Spans of time may overlap, the lower price wins. */
const whoFor = (special: SpecialPrice): string =>
  special.kind === 'member'
    ? `member ${special.fromTier}`
    : special.kind === 'channel'
      ? special.channel
      : `${special.from} ${special.until}`

function specialProblems({ specials, priceFen }: ProductInput['skus'][number], index: number): Problem[] {
  const bad =
    specials.find((one) => one.priceFen >= priceFen || (one.kind === 'timed' && Date.parse(one.until) <= Date.parse(one.from))) ??
    specials.find((one, at) => specials.findIndex((other) => whoFor(other) === whoFor(one)) < at)
  return bad ? [{ path: `skus.${index}.specials`, code: 'special_prices_wrong', value: String(bad.priceFen) }] : []
}

function axisProblems({ axes }: ProductInput): Problem[] {
  const again = repeated(axes.map((axis) => axis.name))
  const names: Problem[] = again === undefined ? [] : [{ path: 'axes', code: 'sku_options_wrong', value: again }]
  const options = axes.flatMap((axis, index): Problem[] => {
    const option = repeated(axis.options)
    return option === undefined ? [] : [{ path: `axes.${index}.options`, code: 'sku_options_wrong', value: option }]
  })
  return [...names, ...options]
}

function skuProblems(product: ProductInput, sku: ProductInput['skus'][number], index: number): Problem[] {
  const problems: Problem[] = []
  const fits =
    sku.options.length === product.axes.length && sku.options.every((option, axis) => product.axes[axis]?.options.includes(option))
  if (!fits) problems.push({ path: `skus.${index}.options`, code: 'sku_options_wrong', value: sku.options.join('/') })
  if (sku.marketPriceFen !== null && sku.marketPriceFen < sku.priceFen) {
    problems.push({ path: `skus.${index}.marketPriceFen`, code: 'market_price_too_low', value: String(sku.marketPriceFen) })
  }
  const bad = sku.tiers.find((tier, at) => {
    const before = sku.tiers[at - 1] ?? { minQuantity: 1, priceFen: sku.priceFen }
    return tier.minQuantity <= before.minQuantity || tier.priceFen >= before.priceFen
  })
  if (bad) problems.push({ path: `skus.${index}.tiers`, code: 'tier_prices_wrong', value: `${bad.minQuantity}:${bad.priceFen}` })
  return [...problems, ...specialProblems(sku, index)]
}

/** Two SKUs of one combination, or of one code. */
function twins({ axes, skus }: ProductInput): Problem[] {
  const keys = skus.map((sku) => optionKey(axes, sku.options))
  const combination = skus.find((_sku, index) => keys.indexOf(keys[index] ?? '') !== index)?.options.join('/')
  const code = repeated(skus.map((sku) => sku.code))
  return [
    ...(combination === undefined ? [] : [{ path: 'skus', code: 'sku_options_wrong' as const, value: combination }]),
    ...(code === undefined ? [] : [{ path: 'skus', code: 'sku_code_taken' as const, value: code }]),
  ]
}

function repeated(values: readonly string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) !== index)
}
