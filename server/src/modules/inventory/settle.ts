import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { bySku, type Inventory } from './context.ts'
import type { InventoryDb } from './db.ts'
import {
  endForGood,
  findHold,
  forgetLines,
  type HeldPart,
  holdParts,
  insertTombstone,
  lapsedHolds,
  lapseHold,
  moveHold,
  prolongHold,
  retakeHold,
  noteCost,
} from './queries/holds.ts'
import { quickSale } from './queries/quick.ts'
import { take } from './reserve.ts'
import { type Entry, lock, post, type Shelf } from './shelf.ts'

/** Turns the hold into a sale. Twice is once. A lapsed hold is taken again if there is stock, else `stock_short`; a released one never: `hold_ended`. */
export async function sell(inventory: Inventory, { key }: { key: string }): Promise<{ ok: true }> {
  if (await quickSale(inventory.db, key, inventory.newId)) return { ok: true }
  await inTx(inventory.db, async (db) => {
    if (await moveHold(db, key, 'held', 'sold')) return sellHeld(inventory, db, key)
    if (await retakeHold(db, key)) return sellLapsed(inventory, db, key)
    // Only now: whoever takes a lapsed hold at the same moment has been waited for.
    const hold = await findHold(db, key)
    if (hold?.state !== 'sold') throw new AppError('conflict', hold ? 'hold_ended' : 'hold_unknown', { key })
  })
  return { ok: true }
}

/** The levels of a hold, locked, and its parts as they are under that lock; with those at one more location, if its pieces go there. */
export async function open(
  inventory: Inventory,
  db: Db<InventoryDb>,
  { key, more = [] }: { key: string; more?: readonly string[] },
): Promise<{ shelf: Shelf; parts: HeldPart[] }> {
  const before = await holdParts(db, key)
  const which = { skuIds: before.map((part) => part.skuId), locationIds: [...before.map((part) => part.locationId), ...more] }
  const shelf = await lock(inventory, db, which)
  // Levels may have got lots since: what the lines say of them counts from when the levels are locked.
  return { shelf, parts: shelf.lots.length > 0 ? await holdParts(db, key) : before }
}

async function sellHeld(inventory: Inventory, db: Db<InventoryDb>, key: string): Promise<void> {
  const { shelf, parts } = await open(inventory, db, { key })
  const values = await post(
    inventory,
    shelf,
    parts.map((part) => entryOf(part, { kind: 'sale', held: -part.quantity, sold: part.quantity, reference: key })),
  )
  await noteCost(
    db,
    key,
    parts.map((part, index) => ({ ...part, costFen: -(values[index] ?? 0) })),
  )
}

/** The pieces are free again: they are taken anew, wherever they are now. */
async function sellLapsed(inventory: Inventory, db: Db<InventoryDb>, key: string): Promise<void> {
  const lines = bySku(await holdParts(db, key))
  const { district_code: districtCode = '' } = (await findHold(db, key)) ?? {}
  if (lines.length === 0) throw new AppError('conflict', 'hold_unknown', { key })
  await forgetLines(db, key)
  await take(inventory, db, { key, lines, to: districtCode === '' ? undefined : { districtCode } })
  await sellHeld(inventory, db, key)
}

/**
 * Ends the hold for good. Twice is once; what never was, or lapsed before, cannot be taken afterwards. A sale stays a sale, and whoever asks
 * is told so: from then on it is one or the other, and never changes.
 */
export async function release(inventory: Inventory, { key }: { key: string }): Promise<{ state: 'released' | 'sold' }> {
  return inTx(inventory.db, async (db) => {
    await insertTombstone(db, key, inventory.now())
    if (await moveHold(db, key, 'held', 'released')) await putBack(inventory, db, key)
    return { state: (await endForGood(db, key)) ? 'released' : 'sold' }
  })
}

/** The pieces of a hold that has just been released are free again. */
async function putBack(inventory: Inventory, db: Db<InventoryDb>, key: string): Promise<void> {
  const { shelf, parts } = await open(inventory, db, { key })
  await post(
    inventory,
    shelf,
    parts.map((part) => entryOf(part, { kind: 'release', held: -part.quantity, reference: key })),
  )
}

/** A hold that has not ended lasts so many minutes from now, at least. */
export async function prolong(inventory: Inventory, { key, minutes }: { key: string; minutes: number }): Promise<{ ok: true }> {
  await prolongHold(inventory.db, key, later(inventory.now(), { minutes }))
  return { ok: true }
}

/** Releases what lapsed. Returns how many. */
export async function releaseLapsed(inventory: Inventory): Promise<number> {
  const now = inventory.now()
  const keys = await lapsedHolds(inventory.db, now, 100)
  for (const key of keys) {
    await inTx(inventory.db, async (db) => {
      if (await lapseHold(db, key, now)) await putBack(inventory, db, key)
    })
  }
  return keys.length
}

export function entryOf(part: HeldPart, entry: Pick<Entry, 'kind' | 'held' | 'sold' | 'costFen' | 'reference'>): Entry {
  return { skuId: part.skuId, locationId: part.locationId, lotId: part.lotId, actor: 'system', ...entry }
}
