import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { bySku, type Inventory } from './context.ts'
import type { InventoryDb } from './db.ts'
import {
  findHold,
  forgetLines,
  type HeldPart,
  holdParts,
  insertTombstone,
  lapsedHolds,
  lapseHold,
  moveHold,
  prolongHold,
  noteCost,
} from './queries/holds.ts'
import { quickSale } from './queries/quick.ts'
import { take } from './reserve.ts'
import { type Entry, lock, post, type Shelf } from './shelf.ts'

/** Turns the hold into a sale. Twice is once. A lapsed hold is taken again if there is stock; else `stock_short`. */
export async function sell(inventory: Inventory, input: { key: string }): Promise<{ ok: true }> {
  if (await quickSale(inventory.db, input.key, inventory.newId)) return { ok: true }
  await inTx(inventory.db, async (db) => {
    if (await moveHold(db, input.key, 'held', 'sold')) return sellHeld(inventory, db, input.key)
    const hold = await findHold(db, input.key)
    if (hold?.state === 'sold') return
    if (!hold || !(await moveHold(db, input.key, 'released', 'sold'))) throw new AppError('conflict', 'hold_unknown', { key: input.key })
    await sellLapsed(inventory, db, { key: input.key, districtCode: hold.district_code })
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
async function sellLapsed(inventory: Inventory, db: Db<InventoryDb>, hold: { key: string; districtCode: string }): Promise<void> {
  const lines = bySku(await holdParts(db, hold.key))
  if (lines.length === 0) throw new AppError('conflict', 'hold_unknown', { key: hold.key })
  await forgetLines(db, hold.key)
  await take(inventory, db, { key: hold.key, lines, to: hold.districtCode === '' ? undefined : { districtCode: hold.districtCode } })
  await sellHeld(inventory, db, hold.key)
}

/** Ends the hold. Twice is once; a hold that never was cannot be taken afterwards. A sale stays a sale. */
export async function release(inventory: Inventory, input: { key: string }): Promise<{ ok: true }> {
  await inTx(inventory.db, async (db) => {
    await insertTombstone(db, input.key, inventory.now())
    if (await moveHold(db, input.key, 'held', 'released')) await putBack(inventory, db, input.key)
  })
  return { ok: true }
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
