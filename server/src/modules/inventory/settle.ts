import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { bySku, type Inventory, type Line } from './context.ts'
import type { InventoryDb } from './db.ts'
import {
  findHold,
  forgetLines,
  type HeldPart,
  holdParts,
  insertTombstone,
  lapsedHolds,
  moveHold,
  prolongHold,
  noteCost,
  noteRestocked,
  shopOfHold,
} from './queries/holds.ts'
import { claimCommand } from './queries/levels.ts'
import { take } from './reserve.ts'
import { type Entry, lock, post, share, type Shelf } from './shelf.ts'

/** Turns the hold into a sale. Twice is once. A lapsed hold is taken again if there is stock; else `stock_short`. */
export async function sell(inventory: Inventory, input: { key: string }): Promise<{ ok: true }> {
  await inTx(inventory.db, async (db) => {
    if (await moveHold(db, input.key, 'held', 'sold')) return sellHeld(inventory, db, input.key)
    const hold = await findHold(db, input.key)
    if (hold?.state === 'sold') return
    if (!hold || !(await moveHold(db, input.key, 'released', 'sold'))) throw new AppError('conflict', 'hold_unknown', { key: input.key })
    await sellLapsed(inventory, db, { key: input.key, districtCode: hold.district_code })
  })
  return { ok: true }
}

/** The levels of a hold, locked, and its parts as they are under that lock. */
async function open(inventory: Inventory, db: Db<InventoryDb>, key: string): Promise<{ shelf: Shelf; parts: HeldPart[] }> {
  const before = await holdParts(db, key)
  const which = { skuIds: before.map((part) => part.skuId), locationIds: before.map((part) => part.locationId) }
  const shelf = await lock(inventory, db, which)
  // Levels may have got lots since: what the lines say of them counts from when the levels are locked.
  return { shelf, parts: shelf.lots.length > 0 ? await holdParts(db, key) : before }
}

async function sellHeld(inventory: Inventory, db: Db<InventoryDb>, key: string): Promise<void> {
  const { shelf, parts } = await open(inventory, db, key)
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
    if (!(await moveHold(db, input.key, 'held', 'released'))) return
    const { shelf, parts } = await open(inventory, db, input.key)
    await post(
      inventory,
      shelf,
      parts.map((part) => entryOf(part, { kind: 'release', held: -part.quantity, reference: input.key })),
    )
  })
  return { ok: true }
}

/** A hold that has not ended lasts so many minutes from now, at least. */
export async function prolong(inventory: Inventory, { key, minutes }: { key: string; minutes: number }): Promise<{ ok: true }> {
  await prolongHold(inventory.db, key, later(inventory.now(), { minutes }))
  return { ok: true }
}

/** Releases what lapsed. Returns how many. */
export async function releaseLapsed(inventory: Inventory): Promise<number> {
  const keys = await lapsedHolds(inventory.db, inventory.now(), 100)
  for (const key of keys) await release(inventory, { key })
  return keys.length
}

export interface RestockInput {
  key: string
  restockKey: string
  lines: readonly Line[]
}

/** Sold pieces come back to where they were, never more than that key sold there. Keyed by `restockKey`; twice is once. */
export async function restock(inventory: Inventory, input: RestockInput): Promise<{ ok: true }> {
  await inTx(inventory.db, async (db) => {
    const shopId = await shopOfHold(db, input.key)
    if (!shopId) throw new AppError('conflict', 'hold_unknown', { key: input.key })
    if ((await claimCommand(db, { shopId, key: `restock:${input.restockKey}`, bodyHash: input.key })) !== 'new') return
    const { shelf } = await open(inventory, db, input.key)
    // Under the lock of the levels: two restocks of one sale see each other.
    const parts = (await findHold(db, input.key))?.state === 'sold' ? await holdParts(db, input.key) : []
    const back = bySku(input.lines).flatMap((line) => takeBack(parts, line))
    await noteRestocked(db, input.key, back)
    await post(
      inventory,
      shelf,
      back.map((part) => entryOf(part, { kind: 'restock', sold: -part.quantity, costFen: part.costFen, reference: input.restockKey })),
    )
  })
  return { ok: true }
}

/** From which parts of the sale so many pieces of a line come back, and what they had cost. */
function takeBack(parts: readonly HeldPart[], line: Line): (HeldPart & { costFen: number })[] {
  const back: (HeldPart & { costFen: number })[] = []
  let open = line.quantity
  for (const part of parts.filter((one) => one.skuId === line.skuId)) {
    const quantity = Math.min(open, part.quantity - part.restocked)
    if (quantity <= 0) continue
    const before = back.filter((one) => one.locationId === part.locationId)
    const cost = part.costFen - before.reduce((sum, one) => sum + one.costFen, 0)
    const left = part.lineLeft - before.reduce((sum, one) => sum + one.quantity, 0)
    back.push({ ...part, quantity, costFen: share(cost, quantity, left) })
    open -= quantity
  }
  if (open > 0) throw new AppError('conflict', 'restock_too_many', { skuId: line.skuId })
  return back
}

function entryOf(part: HeldPart, entry: Pick<Entry, 'kind' | 'held' | 'sold' | 'costFen' | 'reference'>): Entry {
  return { skuId: part.skuId, locationId: part.locationId, lotId: part.lotId, actor: 'system', ...entry }
}
