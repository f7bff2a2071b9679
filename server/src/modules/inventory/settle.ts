import { inTx, type Db } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { type Moved, tellAvailability } from './availability.ts'
import { bySku, type Inventory, type Line } from './context.ts'
import type { InventoryDb } from './db.ts'
import {
  findHold,
  freeHeldLine,
  holdLines,
  insertTombstone,
  lapsedHolds,
  moveHold,
  restockLine,
  sellFreeLine,
  sellHeldLine,
  shopOfHold,
} from './queries/holds.ts'
import { claimCommand, insertMovements } from './queries/levels.ts'

/** Turns the hold into a sale. Twice is once. A lapsed hold is taken again if there is stock; else `stock_short`. */
export async function sell(inventory: Inventory, input: { key: string }): Promise<{ ok: true }> {
  await inTx(inventory.db, async (db) => {
    if (await moveHold(db, input.key, 'held', 'sold')) return sellHeld(inventory, db, input.key)
    const hold = await findHold(db, input.key)
    if (hold?.state === 'sold') return
    if (!hold || !(await moveHold(db, input.key, 'released', 'sold'))) throw new AppError('conflict', 'hold_unknown', { key: input.key })
    await sellLapsed(inventory, db, input.key)
  })
  return { ok: true }
}

async function sellHeld(inventory: Inventory, db: Db<InventoryDb>, key: string): Promise<void> {
  for (const line of await holdLines(db, key)) {
    const { shopId } = await sellHeldLine(db, line)
    await insertMovements(db, [movement(inventory, { ...line, shopId, kind: 'sale', onHand: -line.quantity, held: -line.quantity, key })])
  }
}

async function sellLapsed(inventory: Inventory, db: Db<InventoryDb>, key: string): Promise<void> {
  const moves: Moved[] = []
  for (const line of await holdLines(db, key)) {
    const left = await sellFreeLine(db, line)
    if (!left) throw new AppError('conflict', 'stock_short', { skuId: line.skuId })
    moves.push({ ...left, change: -line.quantity })
    const at = { ...line, shopId: left.shopId, key }
    await insertMovements(db, [
      movement(inventory, { ...at, kind: 'hold', onHand: 0, held: line.quantity }),
      movement(inventory, { ...at, kind: 'sale', onHand: -line.quantity, held: -line.quantity }),
    ])
  }
  if (moves.length === 0) throw new AppError('conflict', 'hold_unknown', { key })
  await tellAvailability(db, moves)
}

/** Ends the hold. Twice is once; a hold that never was cannot be taken afterwards. A sale stays a sale. */
export async function release(inventory: Inventory, input: { key: string }): Promise<{ ok: true }> {
  await inTx(inventory.db, async (db) => {
    await insertTombstone(db, input.key, inventory.now())
    if (!(await moveHold(db, input.key, 'held', 'released'))) return
    const moves: Moved[] = []
    for (const line of await holdLines(db, input.key)) {
      const left = await freeHeldLine(db, line)
      moves.push({ ...left, change: line.quantity })
      await insertMovements(db, [
        movement(inventory, { ...line, shopId: left.shopId, kind: 'release', onHand: 0, held: -line.quantity, key: input.key }),
      ])
    }
    await tellAvailability(db, moves)
  })
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

/** Sold pieces come back to the shelf, never more than that key sold. Keyed by `restockKey`; twice is once. */
export async function restock(inventory: Inventory, input: RestockInput): Promise<{ ok: true }> {
  await inTx(inventory.db, async (db) => {
    const shopId = await shopOfHold(db, input.key)
    if (!shopId) throw new AppError('conflict', 'hold_unknown', { key: input.key })
    if ((await claimCommand(db, { shopId, key: `restock:${input.restockKey}`, bodyHash: input.key })) !== 'new') return
    const moves: Moved[] = []
    for (const line of bySku(input.lines)) {
      const left = await restockLine(db, input.key, line)
      if (!left) throw new AppError('conflict', 'restock_too_many', { skuId: line.skuId })
      moves.push({ ...left, change: line.quantity })
      await insertMovements(db, [
        movement(inventory, {
          ...line,
          locationId: left.locationId,
          shopId: left.shopId,
          kind: 'restock',
          onHand: line.quantity,
          held: 0,
          key: input.restockKey,
        }),
      ])
    }
    await tellAvailability(db, moves)
  })
  return { ok: true }
}

interface Change {
  skuId: string
  locationId: string
  shopId: string
  kind: 'sale' | 'hold' | 'release' | 'restock'
  onHand: number
  held: number
  key: string
}

const movement = (inventory: Inventory, change: Change) => ({
  id: inventory.newId(),
  skuId: change.skuId,
  locationId: change.locationId,
  shopId: change.shopId,
  kind: change.kind,
  onHandChange: change.onHand,
  heldChange: change.held,
  reference: change.key,
  actor: 'system',
  note: '',
})
