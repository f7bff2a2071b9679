import { AppError } from '../../kernel/errors.ts'
import type { Inventory } from './context.ts'
import { insertLot, markTracked } from './queries/lots.ts'
import type { Level, ShelfLot } from './queries/shelf.ts'
import { type Entry, lotsAt, type Part, pick, post, type Shelf } from './shelf.ts'

/** What pieces were called that were there before their SKU had lots, or that nobody gave a lot. */
const UNLABELLED = '未分批'

export interface LotName {
  code: string
  expiresOn: string | null
}

/** From now on the level has lots. What is there becomes the first one, held and sold pieces too. */
async function track(inventory: Inventory, shelf: Shelf, level: Level): Promise<void> {
  const lot = await insertLot(shelf.db, { ...level, id: inventory.newId(), code: UNLABELLED, expiresOn: null })
  await markTracked(shelf.db, { ...level, lotId: lot.id })
  shelf.lots.push(lot)
  const { skuId, locationId, onHand, held } = level
  const entry = { skuId, locationId, kind: 'lot' as const, reference: lot.id, actor: 'system' }
  await post(inventory, shelf, [
    { ...entry, lotId: null, relabelled: -onHand, held: -held },
    { ...entry, lotId: lot.id, relabelled: onHand, held },
  ])
  Object.assign(level, { tracked: true })
}

/** The lot of that code at this level, made when it is new. A code that is known with another day is refused: `lot_differs`. */
export async function lotNamed(inventory: Inventory, shelf: Shelf, { level, name }: { level: Level; name: LotName }): Promise<ShelfLot> {
  if (!level.tracked) await track(inventory, shelf, level)
  const known = lotsAt(shelf, level).find((lot) => lot.code === name.code)
  if (known && known.expiresOn !== name.expiresOn)
    throw new AppError('conflict', 'lot_differs', { code: name.code, expiresOn: known.expiresOn })
  if (known) return known
  const lot = await insertLot(shelf.db, { ...level, id: inventory.newId(), ...name })
  shelf.lots.push(lot)
  return lot
}

/** Of which lots pieces come or go that nobody gave a lot: they go as they would be sold, and come to the lot that lasts longest. */
export async function anyLot(inventory: Inventory, shelf: Shelf, { level, change }: { level: Level; change: number }): Promise<Part[]> {
  if (!level.tracked) return [{ lotId: null, quantity: Math.abs(change) }]
  if (change < 0) return pick(shelf, level, { quantity: -change, past: true })
  const last = lotsAt(shelf, level).findLast((lot) => lot.onHand > 0 && !lot.expired)
  const lot = last ?? (await lotNamed(inventory, shelf, { level, name: { code: UNLABELLED, expiresOn: null } }))
  return [{ lotId: lot.id, quantity: change }]
}

/** A lot of this level, by id. */
export function lotById(shelf: Shelf, level: Level, lotId: string): ShelfLot {
  const lot = lotsAt(shelf, level).find((one) => one.id === lotId)
  if (!lot) throw new AppError('not_found', 'lot_not_found', { lotId })
  return lot
}

/** Pieces added to a level or written off it, with or without a lot. */
export async function changeOf(
  inventory: Inventory,
  shelf: Shelf,
  wish: { level: Level; change: number; lotId?: string | undefined; entry: Pick<Entry, 'kind' | 'reference' | 'actor' | 'note'> },
): Promise<Entry[]> {
  const { level, change, lotId, entry } = wish
  if (change === 0) return []
  if (lotId !== undefined) {
    const lot = lotById(shelf, level, lotId)
    if (lot.onHand + change < lot.held) throw new AppError('conflict', 'stock_short', { skuId: level.skuId })
  }
  const parts = lotId === undefined ? await anyLot(inventory, shelf, { level, change }) : [{ lotId, quantity: Math.abs(change) }]
  return parts.map((part) => ({
    ...entry,
    skuId: level.skuId,
    locationId: level.locationId,
    lotId: part.lotId,
    ...(change > 0 ? { received: part.quantity } : { writtenOff: part.quantity }),
  }))
}

/** The lot that arrives from elsewhere: the one of that code and day, or, when the code means another one here, one named after both. */
export async function lotLike(inventory: Inventory, shelf: Shelf, { level, name }: { level: Level; name: LotName }): Promise<ShelfLot> {
  const clash = lotsAt(shelf, level).some((lot) => lot.code === name.code && lot.expiresOn !== name.expiresOn)
  const code = clash ? `${name.code}/${name.expiresOn ?? '-'}` : name.code
  return lotNamed(inventory, shelf, { level, name: { code, expiresOn: name.expiresOn } })
}
