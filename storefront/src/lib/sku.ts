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

/** Lowest and highest price of what can still be chosen. */
export function priceRange(skus: readonly Choosable[], chosen: Chosen): { lowFen: number; highFen: number } {
  const prices = skus.filter((sku) => fits(sku, chosen)).map((sku) => sku.priceFen)
  const all = prices.length ? prices : skus.map((sku) => sku.priceFen)
  return { lowFen: Math.min(...all), highFen: Math.max(...all) }
}

/** What a piece costs when so many are bought. */
export function unitPrice(sku: Choosable, quantity: number): number {
  return sku.tiers.reduce((price, tier) => (quantity >= tier.minQuantity ? Math.min(price, tier.priceFen) : price), sku.priceFen)
}
