import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import { type Carts, MOST_LINES, MOST_PIECES } from './context.ts'
import {
  addLines,
  changeLine,
  claimMerge,
  deleteLines,
  linesOf,
  lockCart,
  replaceLine,
  selectLines,
  type StoredLine,
  writeLine,
} from './queries.ts'

interface Buy {
  skuId: string
  quantity: number
}

/** Puts pieces in; those of a SKU that is there already are added to it. Throws `sku_not_found`, `cart_full`, `quantity_limit`. */
export async function add(carts: Carts, shopperId: string, { skuId, quantity }: Buy): Promise<void> {
  const sku = await forSale(carts, skuId)
  await inTx(carts.db, async (tx) => {
    await lockCart(tx, shopperId)
    const lines = await linesOf(tx, shopperId)
    const there = lines.find((line) => line.skuId === skuId)
    if (!there && lines.length >= MOST_LINES) throw new AppError('conflict', 'cart_full', { most: MOST_LINES })
    const sum = withinLimit((there?.quantity ?? 0) + quantity)
    await writeLine(tx, shopperId, { skuId, quantity: sum, selected: true, addedPriceFen: sku.priceFen, later: false })
  })
}

export interface Change {
  skuId: string
  quantity?: number | undefined
  selected?: boolean | undefined
  toSkuId?: string | undefined
  later?: boolean | undefined
}

/**
 * Changes quantity, selection or the SKU itself, or puts the line aside; another SKU that is there already takes the pieces over.
 * Throws `cart_line_not_found`, `sku_not_found`, `quantity_limit`.
 */
export async function change(carts: Carts, shopperId: string, wish: Change): Promise<void> {
  const to = wish.toSkuId === undefined || wish.toSkuId === wish.skuId ? undefined : await sibling(carts, wish.skuId, wish.toSkuId)
  await inTx(carts.db, async (tx) => {
    await lockCart(tx, shopperId)
    const lines = await linesOf(tx, shopperId)
    const line = lines.find((one) => one.skuId === wish.skuId)
    if (!line) throw new AppError('not_found', 'cart_line_not_found')
    const quantity = withinLimit(wish.quantity ?? line.quantity)
    const later = wish.later ?? line.later
    const selected = wish.selected ?? (line.later && !later ? true : line.selected)
    if (!to) return changeLine(tx, shopperId, { skuId: line.skuId, quantity, selected, later })
    const there = lines.find((one) => one.skuId === to.skuId)
    const changed = { skuId: to.skuId, quantity, selected, later, addedPriceFen: to.priceFen }
    if (!there) return replaceLine(tx, { shopperId, skuId: line.skuId }, changed)
    await deleteLines(tx, shopperId, [line.skuId])
    await replaceLine(
      tx,
      { shopperId, skuId: there.skuId },
      {
        ...changed,
        quantity: withinLimit(there.quantity + quantity),
        selected: selected || there.selected,
        later: later && there.later,
      },
    )
  })
}

export async function select(carts: Carts, shopperId: string, wish: { skuIds: readonly string[]; selected: boolean }): Promise<void> {
  await selectLines(carts.db, shopperId, wish)
}

export async function remove(carts: Carts, shopperId: string, skuIds: readonly string[]): Promise<void> {
  await deleteLines(carts.db, shopperId, skuIds)
}

/**
 * A guest's lines join the shopper's at login, once for each request id. A login must not fail for it: pieces beyond the limit of a line
 * and lines beyond that of a cart are left behind, and so are SKUs that never existed.
 */
export async function merge(
  carts: Carts,
  shopperId: string,
  guest: { requestId: string; lines: readonly (Buy & { later?: boolean | undefined })[] },
): Promise<void> {
  const { items } = await carts.catalog.skusForSale({ skuIds: [...new Set(guest.lines.map((line) => line.skuId))] })
  const prices = new Map(items.map((sku) => [sku.skuId, sku.priceFen]))
  await inTx(carts.db, async (tx) => {
    await lockCart(tx, shopperId)
    if (!(await claimMerge(tx, shopperId, guest.requestId))) return
    const mine = new Set((await linesOf(tx, shopperId)).map((line) => line.skuId))
    const joining = new Map<string, StoredLine>()
    for (const { skuId, quantity, later = false } of guest.lines) {
      const addedPriceFen = prices.get(skuId)
      if (addedPriceFen === undefined) continue
      const sum = Math.min((joining.get(skuId)?.quantity ?? 0) + quantity, MOST_PIECES)
      if (!mine.has(skuId) && mine.size >= MOST_LINES) continue
      mine.add(skuId)
      joining.set(skuId, { skuId, quantity: sum, selected: true, addedPriceFen, later: later && (joining.get(skuId)?.later ?? true) })
    }
    await addLines(tx, shopperId, { lines: [...joining.values()], mostPieces: MOST_PIECES })
  })
}

function withinLimit(quantity: number): number {
  if (quantity > MOST_PIECES) throw new AppError('conflict', 'quantity_limit', { most: MOST_PIECES })
  return quantity
}

async function forSale({ catalog }: Carts, skuId: string): Promise<SkuForSale> {
  const { items } = await catalog.skusForSale({ skuIds: [skuId] })
  const [sku] = items
  if (!sku?.onSale) throw new AppError('not_found', 'sku_not_found', { skuId })
  return sku
}

/** Another SKU of the same product that is on sale. */
async function sibling({ catalog }: Carts, skuId: string, toSkuId: string): Promise<SkuForSale> {
  const { items } = await catalog.skusForSale({ skuIds: [skuId, toSkuId] })
  const from = items.find((sku) => sku.skuId === skuId)
  const to = items.find((sku) => sku.skuId === toSkuId)
  if (!to?.onSale || (from && from.productId !== to.productId)) throw new AppError('not_found', 'sku_not_found', { skuId: toSkuId })
  return to
}
