import { createHash } from 'node:crypto'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { allot, type Destination, type Place } from './allocation.ts'
import { bySku, type Inventory, type Line } from './context.ts'
import type { InventoryDb } from './db.ts'
import { claimHold, findHold, insertHoldLines } from './queries/holds.ts'
import { glance, quickHold } from './queries/quick.ts'
import type { Level } from './queries/shelf.ts'
import { type Entry, levelAt, lock, type Part, pick, post, sellable, type Shelf } from './shelf.ts'

export interface ReserveInput {
  key: string
  lines: readonly Line[]
  minutes: number
  to?: Destination | undefined
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
  const quick = await reserveQuickly(inventory, { ...input, lines, bodyHash, expiresAt })
  if (quick === 'held') return { key: input.key, expiresAt: expiresAt.toISOString() }
  if (quick === 'taken') return firstAnswer(inventory, input.key, bodyHash)
  return inTx(inventory.db, async (db) => {
    const hold = { key: input.key, bodyHash, expiresAt, districtCode: input.to?.districtCode ?? '' }
    if (!(await claimHold(db, hold))) return firstAnswer(inventory, input.key, bodyHash)
    await take(inventory, db, { key: input.key, lines, to: input.to })
    return { key: input.key, expiresAt: expiresAt.toISOString() }
  })
}

/**
 * Without a transaction of several statements, which would keep others waiting for what everybody wants: the choice is made by a look,
 * and holds only if it is still good when it is written.
 */
async function reserveQuickly(
  inventory: Inventory,
  { key, lines, to, bodyHash, expiresAt }: ReserveInput & { bodyHash: string; expiresAt: Date },
): Promise<'held' | 'taken' | 'no'> {
  const open = (
    await glance(
      inventory.db,
      lines.map((line) => line.skuId),
    )
  ).filter((level) => level.open)
  if (open.some((level) => level.tracked)) return 'no'
  const found = choose(open, lines, { to, freeOf: (level) => level.available })
  if ('short' in found) return 'no'
  return quickHold(inventory.db, {
    key,
    bodyHash,
    expiresAt,
    districtCode: to?.districtCode ?? '',
    lines: found.allotted.map((one) => ({ ...one, movementId: inventory.newId() })),
  })
}

interface Choice {
  to: Destination | undefined
  freeOf: (level: Level) => number
}

/** From which of these locations the lines are served. */
function choose(open: readonly Level[], lines: readonly Line[], { to, freeOf }: Choice): ReturnType<typeof allot> {
  const places = new Map(open.map((level): [string, Place] => [level.locationId, { ...level, id: level.locationId }]))
  const freeAt = (skuId: string): Map<string, number> =>
    new Map(open.filter((level) => level.skuId === skuId).map((level) => [level.locationId, freeOf(level)]))
  const wanted = lines.map((line) => ({ ...line, free: freeAt(line.skuId) }))
  return allot(wanted, [...places.values()], { rule: open[0]?.rule ?? 'priority', to })
}

interface Wish {
  key: string
  /** One a SKU. */
  lines: readonly Line[]
  to: Destination | undefined
}

/** A line's pieces at one location, and the lots they are of. */
export interface Taken {
  skuId: string
  locationId: string
  parts: Part[]
}

/** Chooses the locations and lots of all lines and holds the pieces there. */
export async function take(inventory: Inventory, db: Db<InventoryDb>, { key, lines, to }: Wish): Promise<{ shelf: Shelf; taken: Taken[] }> {
  const shelf = await lock(inventory, db, { skuIds: lines.map((line) => line.skuId) })
  const open = shelf.levels.filter((level) => level.open)
  const found = choose(open, lines, { to, freeOf: (level) => sellable(shelf, level) })
  if ('short' in found) throw new AppError('conflict', 'stock_short', { skuId: found.short })
  const taken = found.allotted.map(({ skuId, locationId, quantity }) => ({
    skuId,
    locationId,
    parts: pick(shelf, levelAt(shelf, { skuId, locationId }), { quantity }),
  }))
  const entries = taken.flatMap(({ skuId, locationId, parts }) =>
    parts.map(({ lotId, quantity }): Entry => ({
      skuId,
      locationId,
      lotId,
      kind: 'hold',
      held: quantity,
      reference: key,
      actor: 'system',
    })),
  )
  await post(inventory, shelf, entries)
  await insertHoldLines(db, key, taken)
  return { shelf, taken }
}

async function firstAnswer(inventory: Inventory, key: string, bodyHash: string): Promise<Reservation> {
  const hold = await findHold(inventory.db, key)
  if (!hold || hold.state === 'released') throw new AppError('conflict', 'hold_ended', { key })
  if (hold.body_hash !== bodyHash) throw new AppError('conflict', 'key_reused', { key })
  return { key, expiresAt: hold.expires_at.toISOString() }
}
