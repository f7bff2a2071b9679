import type { z } from 'zod'
import type { Channel, SkuForSale } from '../catalog/contract.ts'
import type { Quote, QuoteLine, ShopQuote } from '../pricing/contract.ts'
import { type Carts } from './context.ts'
import { laterLines, nearestFirst } from './extras.ts'
import type { Cart, CartLine, CartShop, InvalidCartLine } from './contract.ts'
import { linesOf, type StoredLine } from './queries.ts'

export interface Who {
  shopperId: string | null
  channel: Channel | null
}

type View = z.output<typeof Cart>
type ViewLine = z.output<typeof CartLine>

/** The shopper's cart as it is now: priced anew, checked anew. */
export async function view(carts: Carts, who: Who & { shopperId: string }): Promise<View> {
  return price(carts, who, await linesOf(carts.db, who.shopperId))
}

/**
 * Prices lines that lie in a cart or on a guest's device. Selected lines count, with the best coupons; those that cannot be bought are
 * pointed out with the reason and cost nothing. One of which too few are left, or whose quantity the purchase limits do not allow, stays in
 * its place, unselected, until its quantity fits.
 */
export async function price(carts: Carts, who: Who, all: readonly StoredLine[]): Promise<View> {
  const lines = all.filter((line) => !line.later)
  const available = await stockOf(carts, lines)
  const left = (line: StoredLine): number => available.get(line.skuId) ?? 0
  const buying = lines.filter((line) => line.selected && left(line) >= line.quantity)
  // Only their price is asked for: as many as there are, so that the answer is one.
  const waiting = lines
    .filter((line) => !buying.includes(line))
    .map((line) => ({ ...line, quantity: Math.max(1, Math.min(line.quantity, left(line))) }))
  const [bought, waited] = await Promise.all([quote(carts, who, buying), quote(carts, { ...who, priceOnly: true }, waiting)])
  const faults = faultsIn(bought)
  const limited = await quote(
    carts,
    { ...who, priceOnly: true },
    buying.filter((line) => faults.has(line.skuId)),
  )
  const shown = { shops: [...waited.shops, ...limited.shops], invalid: [...waited.invalid, ...limited.invalid] }
  const facts = {
    lines,
    available,
    names: namesOf([...bought.shops, ...shown.shops]),
    lineQuotes: new Map([...linesIn(bought), ...linesIn(shown)]),
    selected: new Set(buying.map((line) => line.skuId).filter((skuId) => !faults.has(skuId))),
    faults,
  }
  const shops = [...facts.names.keys()].map((shopId) =>
    shopView(
      facts,
      shopId,
      bought.shops.find((shop) => shop.shopId === shopId),
    ),
  )
  const positions = new Map(lines.map((line, index) => [line.skuId, index]))
  const first = (shop: z.output<typeof CartShop>): number => Math.min(...shop.lines.map((line) => positions.get(line.skuId) ?? 0))
  return {
    shops: shops.sort((a, b) => first(a) - first(b)),
    across: {
      applied: bought.across.applied.map(({ title, amountFen }) => ({ title, amountFen })),
      hints: nearestFirst(bought.across.hints),
    },
    later: await laterLines(
      carts,
      all.filter((line) => line.later),
    ),
    invalid: await invalidLines(carts, lines, [...bought.invalid.filter((line) => !faults.has(line.skuId)), ...shown.invalid]),
    pieces: shops.flatMap((shop) => shop.lines).reduce((sum, line) => sum + (line.selected ? line.quantity : 0), 0),
    goodsFen: bought.goodsFen,
    discountFen: bought.discountFen,
    payableFen: bought.payableFen,
  }
}

async function stockOf({ inventory }: Carts, lines: readonly StoredLine[]): Promise<Map<string, number>> {
  if (lines.length === 0) return new Map()
  const { items } = await inventory.available({ skuIds: lines.map((line) => line.skuId) })
  return new Map(items.map(({ skuId, available }) => [skuId, available]))
}

const nothing: Quote = {
  shops: [],
  across: { applied: [], declined: [], hints: [] },
  choice: { exact: true, offers: 0, weighed: 0 },
  invalid: [],
  goodsFen: 0,
  discountFen: 0,
  freightFen: 0,
  pointsFen: 0,
  redPacketFen: 0,
  payableFen: 0,
  needsAddress: true,
  assets: null,
}

/** `priceOnly`: the lines are shown, not bought. */
async function quote({ pricing }: Carts, who: Who & { priceOnly?: boolean }, lines: readonly StoredLine[]): Promise<Quote> {
  if (lines.length === 0) return nothing
  return pricing.quote({
    ...who,
    lines: lines.map(({ skuId, quantity }) => ({ skuId, quantity })),
    coupons: [],
    districtCode: null,
  })
}

/** Lines that only their quantity keeps from being bought. */
function faultsIn({ invalid }: Quote): Map<string, Fault> {
  return new Map(invalid.flatMap(({ skuId, reason, allowed }) => (allowed === null ? [] : [[skuId, { reason, allowed }] as const])))
}

type Fault = NonNullable<ViewLine['limitFault']>

interface Facts {
  faults: ReadonlyMap<string, Fault>
  lines: readonly StoredLine[]
  available: ReadonlyMap<string, number>
  names: ReadonlyMap<string, string>
  lineQuotes: ReadonlyMap<string, { shopId: string; line: QuoteLine }>
  selected: ReadonlySet<string>
}

const namesOf = (shops: readonly ShopQuote[]): Map<string, string> => new Map(shops.map(({ shopId, shopName }) => [shopId, shopName]))
const linesIn = ({ shops }: Pick<Quote, 'shops'>): [string, { shopId: string; line: QuoteLine }][] =>
  shops.flatMap(({ shopId, lines }) => lines.map((line): [string, { shopId: string; line: QuoteLine }] => [line.skuId, { shopId, line }]))

function shopView(facts: Facts, shopId: string, quoted: ShopQuote | undefined): z.output<typeof CartShop> {
  const lines = facts.lines.flatMap((stored) => {
    const found = facts.lineQuotes.get(stored.skuId)
    return found?.shopId === shopId ? [lineView(facts, stored, found.line)] : []
  })
  return {
    shopId,
    shopName: facts.names.get(shopId) ?? '',
    lines,
    goodsFen: quoted?.goodsFen ?? 0,
    discountFen: quoted?.goodsDiscountFen ?? 0,
    payableFen: quoted?.payableFen ?? 0,
    hint: quoted ? nearest(quoted) : null,
    hints: nearestFirst(quoted?.hints ?? []),
    gifts: quoted?.gifts ?? [],
    addOns: quoted?.addOns ?? [],
    promised: (quoted?.promised ?? []).map(({ title }) => ({ title })),
    applied: (quoted?.applied ?? []).map(({ title, goodsFen, freightFen }) => ({ title, amountFen: goodsFen + freightFen })),
  }
}

function lineView(facts: Facts, stored: StoredLine, line: QuoteLine): ViewLine {
  const selected = facts.selected.has(stored.skuId)
  const same = [line.listPriceFen, line.unitPriceFen].includes(stored.addedPriceFen)
  return {
    ...line,
    ...(selected ? {} : { quantity: stored.quantity, discountFen: 0, payableFen: line.unitPriceFen * stored.quantity }),
    selected,
    limitFault: facts.faults.get(stored.skuId) ?? null,
    available: Math.min(facts.available.get(stored.skuId) ?? 0, 999),
    // A tier price reached by quantity is not a change of price.
    addedPriceFen: same ? line.unitPriceFen : stored.addedPriceFen,
  }
}

/** 再买 ¥X 享…: of what is not reached yet, that which the least is missing for. */
function nearest({ hints }: ShopQuote): { title: string; missingFen: number } | null {
  const reachable = hints.flatMap(({ title, missingFen }) => (missingFen === null ? [] : [{ title, missingFen }]))
  return reachable.sort((a, b) => a.missingFen - b.missingFen || (a.title < b.title ? -1 : 1))[0] ?? null
}

async function invalidLines(
  { catalog }: Carts,
  lines: readonly StoredLine[],
  invalid: Quote['invalid'],
): Promise<z.output<typeof InvalidCartLine>[]> {
  if (invalid.length === 0) return []
  const { items } = await catalog.skusForSale({ skuIds: invalid.map((line) => line.skuId) })
  const known = new Map<string, SkuForSale>(items.map((sku) => [sku.skuId, sku]))
  return lines.flatMap(({ skuId, quantity }) => {
    const found = invalid.find((line) => line.skuId === skuId)
    const sku = known.get(skuId)
    return found ? [{ ...found, title: sku?.title ?? '', picture: sku?.picture ?? null, options: sku?.options ?? [], quantity }] : []
  })
}
