import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Inventory } from './context.ts'
import { refuseKeys } from './keys.ts'
import type { skusCreated, stockCounted } from '../catalog/contract.ts'
import type { adjustStock } from './contract.ts'
import { changeOf } from './lots.ts'
import { claimCommand, defaultLocation, openLevels, openLevelsAt } from './queries/levels.ts'
import { openLocation } from './queries/locations.ts'
import { type Entry, levelAt, lock, post } from './shelf.ts'

export interface Clerk {
  shopId: string
  name: string
}

/** Adds or takes pieces, all lines or none. Keyed; twice is once. Throws `sku_not_found`, `location_not_found`, `stock_short`, `key_reused`. */
export async function adjust(inventory: Inventory, clerk: Clerk, input: z.output<typeof adjustStock.body>): Promise<void> {
  const lines = input.lines.toSorted((a, b) => (a.skuId < b.skuId ? -1 : 1))
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([input.reason, lines, ...(input.locationId ? [input.locationId] : [])]))
    .digest('base64url')
  await refuseKeys(inventory, lines)
  await inTx(inventory.db, async (db) => {
    const claim = await claimCommand(db, { shopId: clerk.shopId, key: `adjust:${input.requestId}`, bodyHash })
    if (claim === 'other') throw new AppError('conflict', 'key_reused', { key: input.requestId })
    if (claim === 'same') return
    const locationId = await openLocation(db, clerk.shopId, input.locationId)
    const skuIds = lines.map((line) => line.skuId)
    await openLevelsAt(db, { shopId: clerk.shopId, locationId }, skuIds)
    const shelf = await lock(inventory, db, { skuIds, locationIds: [locationId], shopId: clerk.shopId })
    const entry = { kind: input.reason, reference: input.requestId, actor: clerk.name, note: input.note }
    const entries: Entry[] = []
    for (const line of lines) {
      const level = levelAt(shelf, line)
      entries.push(...(await changeOf(inventory, shelf, { level, change: line.change, lotId: line.lotId, entry })))
    }
    await post(inventory, shelf, entries)
  })
}

/** Opens a level for each new SKU. Twice is once. */
export async function open(inventory: Inventory, fact: z.output<typeof skusCreated.payload>): Promise<void> {
  await inTx(inventory.db, async (db) => {
    const locationId = await defaultLocation(db, fact.shopId, inventory.newId())
    await openLevels(db, { ...fact, locationId }, fact.skuIds)
  })
}

/** Sets what is on hand at the default location to what a spreadsheet said, once per import and product; never below what is held. */
export async function count(inventory: Inventory, fact: z.output<typeof stockCounted.payload>): Promise<void> {
  await inTx(inventory.db, async (db) => {
    if ((await claimCommand(db, { shopId: fact.shopId, key: `import:${fact.importId}:${fact.productId}`, bodyHash: '' })) !== 'new') return
    const locationId = await defaultLocation(db, fact.shopId, inventory.newId())
    const skuIds = fact.lines.map((line) => line.skuId)
    await openLevels(db, { ...fact, locationId }, skuIds)
    const shelf = await lock(inventory, db, { skuIds, locationIds: [locationId], shopId: fact.shopId })
    const entries: Entry[] = []
    for (const line of fact.lines) {
      const level = levelAt(shelf, line)
      const note = line.quantity < level.held ? `counted ${line.quantity}, but ${level.held} are held` : ''
      const entry = { kind: 'count' as const, reference: fact.importId, actor: fact.actor, note }
      entries.push(...(await changeOf(inventory, shelf, { level, change: Math.max(line.quantity, level.held) - level.onHand, entry })))
    }
    await post(inventory, shelf, entries)
  })
}
