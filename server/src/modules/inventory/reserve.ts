import { createHash } from 'node:crypto'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { type Moved, tellAvailability } from './availability.ts'
import { bySku, type Inventory, type Line } from './context.ts'
import { claimHold, findHold, holdLine, insertHoldLines } from './queries/holds.ts'
import { insertMovements } from './queries/levels.ts'

export interface ReserveInput {
  key: string
  lines: readonly Line[]
  minutes: number
}
export interface Reservation {
  key: string
  expiresAt: string
}

/** Holds all lines or none. Asking again with the same key returns the first answer. Throws `stock_short`, `key_reused`, `hold_ended`. */
export async function reserve(inventory: Inventory, input: ReserveInput): Promise<Reservation> {
  const lines = bySku(input.lines)
  const bodyHash = createHash('sha256').update(JSON.stringify(lines)).digest('base64url')
  const expiresAt = new Date(inventory.now().getTime() + input.minutes * 60_000)
  return inTx(inventory.db, async (db) => {
    if (!(await claimHold(db, { key: input.key, bodyHash, expiresAt }))) return firstAnswer(inventory, input.key, bodyHash)
    const moves: (Moved & { line: Line })[] = []
    for (const line of lines) {
      const left = await holdLine(db, line)
      if (!left) throw new AppError('conflict', 'stock_short', { skuId: line.skuId })
      moves.push({ ...left, change: -line.quantity, line })
    }
    await insertHoldLines(
      db,
      input.key,
      moves.map((move) => ({ ...move.line, locationId: move.locationId })),
    )
    await insertMovements(
      db,
      moves.map((move) => ({
        id: inventory.newId(),
        skuId: move.line.skuId,
        locationId: move.locationId,
        shopId: move.shopId,
        kind: 'hold',
        onHandChange: 0,
        heldChange: move.line.quantity,
        reference: input.key,
        actor: 'system',
        note: '',
      })),
    )
    await tellAvailability(db, moves)
    return { key: input.key, expiresAt: expiresAt.toISOString() }
  })
}

async function firstAnswer(inventory: Inventory, key: string, bodyHash: string): Promise<Reservation> {
  const hold = await findHold(inventory.db, key)
  if (!hold || hold.state === 'released') throw new AppError('conflict', 'hold_ended', { key })
  if (hold.body_hash !== bodyHash) throw new AppError('conflict', 'key_reused', { key })
  return { key, expiresAt: hold.expires_at.toISOString() }
}
