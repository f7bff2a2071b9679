import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { type Moved, tellAvailability } from './availability.ts'
import type { Inventory } from './context.ts'
import type { skusCreated, stockCounted } from '../catalog/contract.ts'
import type { adjustStock } from './contract.ts'
import type { InventoryDb } from './db.ts'
import { changeLevel, claimCommand, defaultLocation, insertMovements, lockLevel, openLevels } from './queries/levels.ts'

export interface Clerk {
  shopId: string
  name: string
}

/** Adds or takes pieces, all lines or none. Keyed; twice is once. Throws `sku_not_found`, `stock_short`, `key_reused`. */
export async function adjust(inventory: Inventory, clerk: Clerk, input: z.output<typeof adjustStock.body>): Promise<void> {
  const lines = [...input.lines].sort((a, b) => (a.skuId < b.skuId ? -1 : 1))
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([input.reason, lines]))
    .digest('base64url')
  await inTx(inventory.db, async (db) => {
    const claim = await claimCommand(db, { shopId: clerk.shopId, key: `adjust:${input.requestId}`, bodyHash })
    if (claim === 'other') throw new AppError('conflict', 'key_reused', { key: input.requestId })
    if (claim === 'same') return
    const moves: Moved[] = []
    for (const line of lines)
      moves.push(
        await changeOne(inventory, db, {
          ...line,
          shopId: clerk.shopId,
          kind: input.reason,
          reference: input.requestId,
          actor: clerk.name,
          note: input.note,
        }),
      )
    await tellAvailability(db, moves)
  })
}

interface OneChange {
  skuId: string
  change: number
  shopId: string
  kind: 'receipt' | 'count' | 'damage' | 'return' | 'correction'
  reference: string
  actor: string
  note: string
}

async function changeOne(inventory: Inventory, db: Db<InventoryDb>, one: OneChange): Promise<Moved> {
  const level = await lockLevel(db, one.shopId, one.skuId)
  if (!level) throw new AppError('not_found', 'sku_not_found', { skuId: one.skuId })
  const left = await changeLevel(db, { skuId: one.skuId, locationId: level.locationId }, one.change)
  if (!left) throw new AppError('conflict', 'stock_short', { skuId: one.skuId })
  const { change, ...rest } = one
  if (change !== 0)
    await insertMovements(db, [{ ...rest, id: inventory.newId(), locationId: level.locationId, onHandChange: change, heldChange: 0 }])
  return { ...left, change }
}

/** Opens a level for each new SKU. Twice is once. */
export async function open(inventory: Inventory, fact: z.output<typeof skusCreated.payload>): Promise<void> {
  await inTx(inventory.db, async (db) => {
    const locationId = await defaultLocation(db, fact.shopId, inventory.newId())
    await openLevels(db, { ...fact, locationId }, fact.skuIds)
  })
}

/** Sets what is on hand to what a spreadsheet said, once per import and product; never below what is held. */
export async function count(inventory: Inventory, fact: z.output<typeof stockCounted.payload>): Promise<void> {
  await inTx(inventory.db, async (db) => {
    if ((await claimCommand(db, { shopId: fact.shopId, key: `import:${fact.importId}:${fact.productId}`, bodyHash: '' })) !== 'new') return
    const locationId = await defaultLocation(db, fact.shopId, inventory.newId())
    const lines = [...fact.lines].sort((a, b) => (a.skuId < b.skuId ? -1 : 1))
    await openLevels(
      db,
      { ...fact, locationId },
      lines.map((line) => line.skuId),
    )
    const moves: Moved[] = []
    for (const line of lines) {
      const level = await lockLevel(db, fact.shopId, line.skuId)
      if (!level) throw new Error(`no level for ${line.skuId}`)
      const change = Math.max(line.quantity, level.held) - level.onHand
      if (change === 0) continue
      const note = line.quantity < level.held ? `counted ${line.quantity}, but ${level.held} are held` : ''
      moves.push(
        await changeOne(inventory, db, {
          skuId: line.skuId,
          change,
          shopId: fact.shopId,
          kind: 'count',
          reference: fact.importId,
          actor: fact.actor,
          note,
        }),
      )
    }
    await tellAvailability(db, moves)
  })
}
