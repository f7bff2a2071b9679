import type { Db } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { type Moved, tellAvailability } from './availability.ts'
import type { Inventory } from './context.ts'
import type { InventoryDb } from './db.ts'
import { dayOf } from '../../kernel/clock.ts'
import { type Booked, changeShelf, type Delta, type Level, lockLevels, lotsOf, type LotDelta, type ShelfLot } from './queries/shelf.ts'

/** One change of one level, of one lot where it has lots. Quantities are differences. */
export interface Entry {
  skuId: string
  locationId: string
  lotId: string | null
  kind: Booked['kind']
  received?: number
  arrived?: number
  held?: number
  sold?: number
  writtenOff?: number
  sent?: number
  /** Pieces that change their lot and stay on the shelf: these came to this lot (or left it, below zero). */
  relabelled?: number
  /** What pieces that came have cost in all; absent: the average of those that are there. */
  costFen?: number | undefined
  reference: string
  actor: string
  note?: string
}

/** Levels that this transaction has locked, and their lots. Everything that changes stock takes them here, and in one order. */
export interface Shelf {
  db: Db<InventoryDb>
  levels: Level[]
  lots: ShelfLot[]
  today: string
}

const idOf = (one: { skuId: string; locationId: string }): string => `${one.skuId}/${one.locationId}`

export async function lock(inventory: Inventory, db: Db<InventoryDb>, which: Parameters<typeof lockLevels>[1]): Promise<Shelf> {
  const levels = await lockLevels(db, which)
  const tracked = levels.filter((level) => level.tracked)
  return { db, levels, lots: tracked.length > 0 ? await lotsOf(db, tracked) : [], today: dayOf(inventory.now()) }
}

/** A level that must be there: another shop's is not found. */
export function levelAt(shelf: Shelf, at: { skuId: string; locationId?: string | undefined }): Level {
  const level = shelf.levels.find((one) => one.skuId === at.skuId && (at.locationId === undefined || one.locationId === at.locationId))
  if (!level) throw new AppError('not_found', 'sku_not_found', { skuId: at.skuId })
  return level
}

export const lotsAt = (shelf: Shelf, level: Level): ShelfLot[] => shelf.lots.filter((lot) => idOf(lot) === idOf(level))

const isPast = (lot: ShelfLot, today: string): boolean => lot.expired || (lot.expiresOn !== null && lot.expiresOn <= today)

/** Pieces of a level that can be sold now: of lots, those whose day has not come, whether or not it is marked yet. */
export function sellable(shelf: Shelf, level: Level): number {
  if (!level.tracked) return level.available
  return lotsAt(shelf, level)
    .filter((lot) => !isPast(lot, shelf.today))
    .reduce((sum, lot) => sum + lot.onHand - lot.held, 0)
}

export interface Part {
  lotId: string | null
  quantity: number
}

/** Of which lots so many free pieces are taken: what expires first goes first. `past`: expired ones too. Throws `stock_short`. */
export function pick(shelf: Shelf, level: Level, wish: { quantity: number; past?: boolean }): Part[] {
  if (!level.tracked) return [{ lotId: null, quantity: wish.quantity }]
  const parts: Part[] = []
  let open = wish.quantity
  for (const lot of lotsAt(shelf, level)) {
    const quantity = Math.min(open, lot.onHand - lot.held)
    if (quantity <= 0 || (!wish.past && isPast(lot, shelf.today))) continue
    parts.push({ lotId: lot.id, quantity })
    open -= quantity
  }
  if (open > 0) throw new AppError('conflict', 'stock_short', { skuId: level.skuId })
  return parts
}

/** value × part ÷ whole, rounded half up. */
export function share(value: number, part: number, whole: number): number {
  return whole === 0 ? 0 : Number((BigInt(value) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n))
}

const onHandOf = (entry: Entry): number =>
  (entry.received ?? 0) + (entry.arrived ?? 0) + (entry.relabelled ?? 0) - (entry.sold ?? 0) - (entry.writtenOff ?? 0) - (entry.sent ?? 0)

/** What an entry does to the value of its level: pieces go at the average, and come at their cost or, when it is not known, at the average. */
function valueOf(level: { onHand: number; valueFen: number; unitCostFen: number }, entry: Entry): number {
  const change = onHandOf(entry)
  if (entry.relabelled !== undefined || change === 0) return 0
  if (change < 0) return -share(level.valueFen, Math.min(-change, level.onHand), level.onHand)
  if (entry.costFen !== undefined) return entry.costFen
  return level.onHand > 0 ? share(level.valueFen, change, level.onHand) : level.unitCostFen * change
}

/** Books all entries or none, and tells who sold out or came back. Gives what each entry changed of the value. Throws `stock_short`. */
export async function post(inventory: Inventory, shelf: Shelf, entries: readonly Entry[]): Promise<number[]> {
  if (entries.length === 0) return []
  const deltas = new Map<string, Delta>()
  const lots = new Map<string, LotDelta>()
  const movements: Booked[] = []
  const values: number[] = []
  for (const entry of entries) {
    const level = levelAt(shelf, entry)
    const [onHand, held, value] = [onHandOf(entry), entry.held ?? 0, valueOf(level, entry)]
    const lot = entry.lotId === null ? undefined : shelf.lots.find((one) => one.id === entry.lotId)
    const delta = deltas.get(idOf(level)) ?? nothingOf(level)
    deltas.set(idOf(level), addTo(delta, entry, { value, expired: lot?.expired ? onHand - held : 0 }))
    level.onHand += entry.relabelled === undefined ? onHand : 0
    level.held += entry.relabelled === undefined ? held : 0
    level.valueFen += value
    if (level.onHand > 0) level.unitCostFen = share(level.valueFen, 1, level.onHand)
    if (lot) {
      lot.onHand += onHand
      lot.held += held
      const before = lots.get(lot.id) ?? { id: lot.id, on_hand: 0, held: 0 }
      lots.set(lot.id, { id: lot.id, on_hand: before.on_hand + onHand, held: before.held + held })
    }
    values.push(value)
    if (onHand !== 0 || held !== 0) movements.push(movementOf(inventory, level, { entry, onHand, held, value }))
  }
  for (const level of shelf.levels) {
    const delta = deltas.get(idOf(level))
    if (delta) delta.unit_cost_fen = level.unitCostFen
  }
  await write(shelf, { deltas: [...deltas.values()], lots: [...lots.values()], movements })
  return values
}

async function write(shelf: Shelf, change: Parameters<typeof changeShelf>[1]): Promise<void> {
  const left = await changeShelf(shelf.db, change)
  const moves: Moved[] = []
  for (const delta of change.deltas) {
    const now = left.find((one) => one.skuId === delta.sku_id && one.locationId === delta.location_id)
    if (!now) throw new AppError('conflict', 'stock_short', { skuId: delta.sku_id })
    const { received, arrived, held, sold, written_off: writtenOff, sent, expired } = delta
    moves.push({ ...now, change: received + arrived - held - sold - writtenOff - sent - expired })
  }
  await tellAvailability(shelf.db, moves)
}

function movementOf(
  inventory: Inventory,
  level: Level,
  { entry, onHand, held, value }: { entry: Entry; onHand: number; held: number; value: number },
): Booked {
  return {
    id: inventory.newId(),
    sku_id: level.skuId,
    location_id: level.locationId,
    shop_id: level.shopId,
    lot_id: entry.lotId,
    kind: entry.kind,
    on_hand_change: onHand,
    held_change: held,
    value_change: value,
    reference: entry.reference,
    actor: entry.actor,
    note: entry.note ?? '',
  }
}

const nothingOf = (level: Level): Delta => ({
  sku_id: level.skuId,
  location_id: level.locationId,
  received: 0,
  arrived: 0,
  held: 0,
  sold: 0,
  written_off: 0,
  sent: 0,
  expired: 0,
  value_fen: 0,
  unit_cost_fen: level.unitCostFen,
})

/** Relabelling moves pieces between lots of one level: the level itself does not change. */
function addTo(delta: Delta, entry: Entry, { value, expired }: { value: number; expired: number }): Delta {
  const still = entry.relabelled !== undefined
  return {
    ...delta,
    received: delta.received + (entry.received ?? 0),
    arrived: delta.arrived + (entry.arrived ?? 0),
    held: delta.held + (still ? 0 : (entry.held ?? 0)),
    sold: delta.sold + (entry.sold ?? 0),
    written_off: delta.written_off + (entry.writtenOff ?? 0),
    sent: delta.sent + (entry.sent ?? 0),
    expired: delta.expired + expired,
    value_fen: delta.value_fen + value,
  }
}

/** So many free pieces of a level are not to be sold any more: their lot has expired. They stay on the shelf. */
export async function setAside(shelf: Shelf, level: Level, pieces: number): Promise<void> {
  if (pieces > 0) await write(shelf, { deltas: [{ ...nothingOf(level), expired: pieces }], lots: [], movements: [] })
}
