import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { bySku, type Inventory, type Line } from './context.ts'
import type { ReturnedTo } from './contract.ts'
import type { InventoryDb } from './db.ts'
import { anyLot, lotLike } from './lots.ts'
import { findHold, type HeldPart, holdParts, noteRestocked, shopOfHold } from './queries/holds.ts'
import { claimCommand, openLevelsAt } from './queries/levels.ts'
import { openLocation } from './queries/locations.ts'
import { entryOf, open } from './settle.ts'
import { type Entry, levelAt, post, share, type Shelf } from './shelf.ts'

export interface RestockInput {
  key: string
  restockKey: string
  lines: readonly Line[]
  onward?: z.output<typeof ReturnedTo> | undefined
}

type Back = HeldPart & { costFen: number }

/**
 * Sold pieces come back to where they were, never more than that key sold there, and from there to another location or off the books if so
 * decided. Keyed by `restockKey`; twice is once.
 */
export async function restock(inventory: Inventory, input: RestockInput): Promise<{ ok: true }> {
  await inTx(inventory.db, async (db) => {
    const shopId = await shopOfHold(db, input.key)
    if (!shopId) throw new AppError('conflict', 'hold_unknown', { key: input.key })
    if ((await claimCommand(db, { shopId, key: `restock:${input.restockKey}`, bodyHash: input.key })) !== 'new') return
    const target = await targetOf(db, shopId, input)
    const { shelf } = await open(inventory, db, { key: input.key, more: target === undefined ? [] : [target] })
    // Under the lock of the levels: two restocks of one sale see each other.
    const parts = (await findHold(db, input.key))?.state === 'sold' ? await holdParts(db, input.key) : []
    const back = bySku(input.lines).flatMap((line) => takeBack(parts, line))
    await noteRestocked(db, input.key, back)
    await post(
      inventory,
      shelf,
      back.map((part) => entryOf(part, { kind: 'restock', sold: -part.quantity, costFen: part.costFen, reference: input.restockKey })),
    )
    if (input.onward?.to === 'nowhere') await writeOff(inventory, shelf, { back, reference: input.restockKey, ...input.onward })
    else if (target !== undefined) await carry(inventory, shelf, { back, reference: input.restockKey, target })
  })
  return { ok: true }
}

/** Another location that is open; one that has closed since it was chosen is left out, and the pieces stay where they were sold from. */
async function targetOf(db: Db<InventoryDb>, shopId: string, { onward, lines }: RestockInput): Promise<string | undefined> {
  if (onward?.to !== 'location') return undefined
  try {
    const target = await openLocation(db, shopId, onward.locationId)
    await openLevelsAt(
      db,
      { shopId, locationId: target },
      lines.map((line) => line.skuId),
    )
    return target
  } catch (error) {
    if (error instanceof AppError && error.code === 'location_closed') return undefined
    throw error
  }
}

/** From which parts of the sale so many pieces of a line come back, and what they had cost. */
function takeBack(parts: readonly HeldPart[], line: Line): Back[] {
  const back: Back[] = []
  let left = line.quantity
  for (const part of parts.filter((one) => one.skuId === line.skuId)) {
    const quantity = Math.min(left, part.quantity - part.restocked)
    if (quantity <= 0) continue
    const before = back.filter((one) => one.locationId === part.locationId)
    const cost = part.costFen - before.reduce((sum, one) => sum + one.costFen, 0)
    const ofLine = part.lineLeft - before.reduce((sum, one) => sum + one.quantity, 0)
    back.push({ ...part, quantity, costFen: share(cost, quantity, ofLine) })
    left -= quantity
  }
  if (left > 0) throw new AppError('conflict', 'restock_too_many', { skuId: line.skuId })
  return back
}

const at = ({ skuId, locationId, lotId }: HeldPart) => ({ skuId, locationId, lotId })

/** What came back cannot be sold: it is not sold any more, and it is not there either. */
async function writeOff(
  inventory: Inventory,
  shelf: Shelf,
  { back, reference, note, actor }: { back: readonly Back[]; reference: string; note: string; actor: string },
): Promise<void> {
  await post(
    inventory,
    shelf,
    back.map((part): Entry => ({ ...at(part), kind: 'damage', writtenOff: part.quantity, reference, actor, note })),
  )
}

/** The parcel went to another location: the books of both say so, as if the pieces had been carried there, with their lot and their value. */
async function carry(
  inventory: Inventory,
  shelf: Shelf,
  { back, reference, target }: { back: readonly Back[]; reference: string; target: string },
): Promise<void> {
  const paper = { reference, actor: 'system', note: '退货入库' }
  for (const part of back.filter((one) => one.locationId !== target)) {
    const lot = shelf.lots.find((one) => one.id === part.lotId)
    const [value = 0] = await post(inventory, shelf, [{ ...at(part), ...paper, kind: 'transfer_out', sent: part.quantity }])
    const level = levelAt(shelf, { skuId: part.skuId, locationId: target })
    const parts = lot
      ? [{ lotId: (await lotLike(inventory, shelf, { level, name: lot })).id, quantity: part.quantity }]
      : await anyLot(inventory, shelf, { level, change: part.quantity })
    // `anyLot` gives pieces that come to one lot.
    await post(
      inventory,
      shelf,
      parts.map(({ lotId, quantity }): Entry => {
        return { ...paper, skuId: part.skuId, locationId: target, lotId, kind: 'transfer_in', arrived: quantity, costFen: -value }
      }),
    )
  }
}
