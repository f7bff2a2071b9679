/** The parts of a product that choosing needs. */
export interface Option {
  name: string
  options: readonly string[]
}

export interface Choosable {
  id: string
  /** One option per axis, in the order of the axes. */
  options: readonly string[]
  priceFen: number
  tiers: readonly { minQuantity: number; priceFen: number }[]
}

export type PriceReason = 'list' | 'tier' | 'member' | 'timed' | 'channel' | 'play'
export interface PriceStep {
  fromQuantity: number
  priceFen: number
  reason: PriceReason
  until: string | null
}
/** What the server says this shopper pays, by SKU. */
export type Prices = ReadonlyMap<string, readonly PriceStep[]>

/** What is chosen on each axis; undefined where nothing is. */
export type Chosen = readonly (string | undefined)[]
export type OptionState = 'free' | 'chosen' | 'sold_out' | 'none'
/** How many pieces of each SKU can be bought; one that is not in it is not known yet and counts as there. */
export type Stock = ReadonlyMap<string, number>

const fits = (sku: Choosable, chosen: Chosen) => sku.options.every((option, axis) => chosen[axis] === undefined || chosen[axis] === option)
const isThere = (sku: Choosable, stock: Stock) => (stock.get(sku.id) ?? 1) > 0

/** What a shopper finds chosen: axes without a choice to make, and everything when the product has one SKU. */
export function firstChoice(axes: readonly Option[], skus: readonly Choosable[]): Chosen {
  const only = skus.length === 1 ? skus[0] : undefined
  return axes.map((axis, at) => only?.options[at] ?? (axis.options.length === 1 ? axis.options[0] : undefined))
}

/** Chooses an option, or takes it back when it was chosen. */
export function choose(chosen: Chosen, axis: number, option: string): Chosen {
  return chosen.map((one, at) => (at === axis ? (one === option ? undefined : option) : one))
}

/**
 * The state of one option beside what is chosen on the other axes: `none` when no SKU combines them, `sold_out` when all that do
 * have no stock.
 */
export function optionState(
  shelf: { skus: readonly Choosable[]; stock: Stock },
  chosen: Chosen,
  at: { axis: number; option: string },
): OptionState {
  if (chosen[at.axis] === at.option) return 'chosen'
  const wanted = chosen.map((one, axis) => (axis === at.axis ? at.option : one))
  const matching = shelf.skus.filter((sku) => fits(sku, wanted))
  if (matching.length === 0) return 'none'
  return matching.some((sku) => isThere(sku, shelf.stock)) ? 'free' : 'sold_out'
}

/** The SKU that is chosen, once every axis is. */
export function chosenSku<S extends Choosable>(skus: readonly S[], chosen: Chosen): S | undefined {
  return chosen.every((one) => one !== undefined) ? skus.find((sku) => fits(sku, chosen)) : undefined
}

/** Lowest and highest price of what can still be chosen, one piece of each. */
export function priceRange(skus: readonly Choosable[], chosen: Chosen, prices?: Prices): { lowFen: number; highFen: number } {
  const fitting = skus.filter((sku) => fits(sku, chosen))
  const all = (fitting.length ? fitting : skus).map((sku) => priceOf(sku, 1, prices).priceFen)
  return { lowFen: Math.min(...all), highFen: Math.max(...all) }
}

/** What a piece costs when so many are bought, and why; by the list and its tiers until the server has said more. */
export function priceOf(sku: Choosable, quantity: number, prices?: Prices): PriceStep {
  const list: PriceStep = { fromQuantity: 1, priceFen: sku.priceFen, reason: 'list', until: null }
  const steps = prices?.get(sku.id) ?? sku.tiers.map((tier): PriceStep => ({ ...list, fromQuantity: tier.minQuantity, priceFen: tier.priceFen, reason: 'tier' })) // prettier-ignore
  return steps.reduce((best, step) => (quantity >= step.fromQuantity && step.priceFen < best.priceFen ? step : best), list)
}
