import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { shortNumber } from '../../kernel/ids.ts'
import type { Clerk } from './adjust.ts'
import { bySku, type Inventory } from './context.ts'
import type { createTransfer, listTransfers, receiveTransfer, Transfer, TransferDetail } from './contract.ts'
import type { InventoryDb } from './db.ts'
import { anyLot, lotLike } from './lots.ts'
import { offsetOf, textOf, withNames } from './names.ts'
import { claimCommand, knownSkus, openLevelsAt } from './queries/levels.ts'
import { openLocation, someLocation } from './queries/locations.ts'
import {
  findTransfer,
  insertTransfer,
  moveTransfer,
  noteArrived,
  noteSent,
  transferLines,
  transferLots,
  transferOfRequest,
  transferPage,
  type TransferState,
} from './queries/transfers.ts'
import { type Entry, levelAt, lock, pick, post, type Shelf } from './shelf.ts'

type Detail = z.input<typeof TransferDetail>
type Found = NonNullable<Awaited<ReturnType<typeof findTransfer>>>

const shown = (row: Found): z.input<typeof Transfer> => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  sentAt: textOf(row.sentAt),
  endedAt: textOf(row.endedAt),
})

export async function transfers(inventory: Inventory, shopId: string, query: z.output<typeof listTransfers.query>) {
  const { items, total } = await transferPage(inventory.db, { shopId, state: query.state, search: query.search }, offsetOf(query))
  return { items: items.map(shown), total }
}

export async function transfer(inventory: Inventory, shopId: string, id: string): Promise<Detail> {
  const found = await findTransfer(inventory.db, shopId, id)
  if (!found) throw new AppError('not_found', 'transfer_not_found')
  return { ...shown(found), lines: await withNames(inventory, await transferLines(inventory.db, id)) }
}

/** Writes a draft. Keyed; twice is once. */
export async function draftTransfer(inventory: Inventory, clerk: Clerk, input: z.output<typeof createTransfer.body>): Promise<Detail> {
  const { shopId } = clerk
  const lines = bySku(input.lines)
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([input.fromId, input.toId, lines]))
    .digest('base64url')
  const id = await inTx(inventory.db, async (db) => {
    const claim = await claimCommand(db, { shopId, key: `transfer:${input.requestId}`, bodyHash })
    if (claim === 'other') throw new AppError('conflict', 'key_reused', { key: input.requestId })
    if (claim === 'same') return (await transferOfRequest(db, shopId, input.requestId)) ?? ''
    await someLocation(db, shopId, input.fromId)
    await openLocation(db, shopId, input.toId)
    const known = await knownSkus(
      db,
      shopId,
      lines.map((line) => line.skuId),
    )
    const unknown = lines.find((line) => !known.has(line.skuId))
    if (unknown) throw new AppError('not_found', 'sku_not_found', { skuId: unknown.skuId })
    const createdAt = inventory.now()
    const it = { ...input, id: inventory.newId(), shopId, number: `T${shortNumber(createdAt)}`, createdBy: clerk.name, createdAt, lines }
    await insertTransfer(db, it)
    return it.id
  })
  return transfer(inventory, shopId, id)
}

interface Step {
  id: string
  from: TransferState
  to: TransferState
}

/** Moves along the one way there is. False: it is there already; anything else is refused. */
async function step(inventory: Inventory, db: Db<InventoryDb>, { clerk, ...move }: Step & { clerk: Clerk }): Promise<boolean> {
  const { shopId } = clerk
  if (await moveTransfer(db, { ...move, shopId, now: inventory.now() })) return true
  const found = await findTransfer(db, shopId, move.id)
  if (!found) throw new AppError('not_found', 'transfer_not_found')
  if (found.state !== move.to) throw new AppError('conflict', 'transfer_ended', { from: found.state, to: move.to })
  return false
}

/** The pieces leave: they are no longer at one location and not yet at the other. Twice is once. Throws `stock_short`. */
export async function send(inventory: Inventory, clerk: Clerk, id: string): Promise<Detail> {
  await inTx(inventory.db, async (db) => {
    if (!(await step(inventory, db, { clerk, id, from: 'draft', to: 'in_transit' }))) return
    const { fromId } = await rowOf(db, clerk.shopId, id)
    const lines = await transferLines(db, id)
    const shelf = await lock(inventory, db, { skuIds: lines.map((line) => line.skuId), locationIds: [fromId], shopId: clerk.shopId })
    const entries = lines.flatMap(({ skuId, quantity }) => {
      const level = shelf.levels.find((one) => one.skuId === skuId)
      if (!level) throw new AppError('conflict', 'stock_short', { skuId })
      return pick(shelf, level, { quantity, past: true }).map((part): Entry => ({
        skuId,
        locationId: fromId,
        lotId: part.lotId,
        kind: 'transfer_out',
        sent: part.quantity,
        reference: id,
        actor: clerk.name,
      }))
    })
    const lots = entries.flatMap((entry) => {
      const lot = shelf.lots.find((one) => one.id === entry.lotId)
      return lot ? [{ skuId: lot.skuId, code: lot.code, expiresOn: lot.expiresOn, quantity: entry.sent ?? 0 }] : []
    })
    const values = await post(inventory, shelf, entries)
    const worth = (skuId: string): number =>
      entries.reduce((sum, entry, index) => (entry.skuId === skuId ? sum - (values[index] ?? 0) : sum), 0)
    await noteSent(db, id, { lines: lines.map(({ skuId }) => ({ skuId, valueFen: worth(skuId) })), lots })
  })
  return transfer(inventory, clerk.shopId, id)
}

async function rowOf(db: Db<InventoryDb>, shopId: string, id: string): Promise<Found> {
  const found = await findTransfer(db, shopId, id)
  if (!found) throw new AppError('not_found', 'transfer_not_found')
  return found
}

/** The pieces arrive, in the lots in which they left; those that are missing are written off there. Twice is once. */
export async function receive(
  inventory: Inventory,
  clerk: Clerk,
  { id, lines: short }: { id: string } & z.output<typeof receiveTransfer.body>,
): Promise<Detail> {
  await inTx(inventory.db, async (db) => {
    if (!(await step(inventory, db, { clerk, id, from: 'in_transit', to: 'received' }))) return
    const { toId } = await rowOf(db, clerk.shopId, id)
    const lines = await transferLines(db, id)
    const arrived = new Map(lines.map((line) => [line.skuId, line.quantity]))
    for (const { skuId, received } of short) {
      const quantity = arrived.get(skuId)
      if (quantity === undefined) throw new AppError('not_found', 'sku_not_found', { skuId })
      if (received > quantity) throw new AppError('conflict', 'received_too_many', { skuId, most: quantity })
      arrived.set(skuId, received)
    }
    const locationId = await openLocation(db, clerk.shopId, toId)
    const skuIds = lines.map((line) => line.skuId)
    await openLevelsAt(db, { shopId: clerk.shopId, locationId }, skuIds)
    const shelf = await lock(inventory, db, { skuIds, locationIds: [locationId], shopId: clerk.shopId })
    for (const line of lines) await arrive(inventory, shelf, { clerk, id, line, received: arrived.get(line.skuId) ?? 0 })
    await noteArrived(
      db,
      id,
      lines.map(({ skuId }) => ({ skuId, received: arrived.get(skuId) ?? 0 })),
    )
  })
  return transfer(inventory, clerk.shopId, id)
}

interface Arrival {
  clerk: Clerk
  id: string
  line: { skuId: string; quantity: number; valueFen: number }
  received: number
}

/** What left arrives, so that the books of both ends agree; what is missing of it is then lost here. */
async function arrive(inventory: Inventory, shelf: Shelf, { clerk, id, line, received }: Arrival): Promise<void> {
  const level = levelAt(shelf, line)
  const lots = (await transferLots(shelf.db, id)).filter((lot) => lot.skuId === line.skuId)
  const parts = lots.length === 0 ? await anyLot(inventory, shelf, { level, change: line.quantity }) : []
  for (const lot of lots) parts.push({ lotId: (await lotLike(inventory, shelf, { level, name: lot })).id, quantity: lot.quantity })
  const at = { skuId: line.skuId, locationId: level.locationId, reference: id, actor: clerk.name }
  const entries = parts.map((part, index): Entry => {
    const before = parts.slice(0, index).reduce((sum, one) => sum + one.quantity, 0)
    const until = (pieces: number): number => Math.floor((line.valueFen * pieces) / line.quantity)
    const costFen = until(before + part.quantity) - until(before)
    return { ...at, lotId: part.lotId, kind: 'transfer_in', arrived: part.quantity, costFen }
  })
  let missing = line.quantity - received
  for (const part of parts.toReversed()) {
    const lost = Math.min(missing, part.quantity)
    missing -= lost
    if (lost > 0) entries.push({ ...at, lotId: part.lotId, kind: 'damage', writtenOff: lost, note: '调拨短少' })
  }
  await post(inventory, shelf, entries)
}

/** A draft that is not wanted any more. What has left can only be received. */
export async function cancel(inventory: Inventory, clerk: Clerk, id: string): Promise<Detail> {
  await inTx(inventory.db, (db) => step(inventory, db, { clerk, id, from: 'draft', to: 'cancelled' }))
  return transfer(inventory, clerk.shopId, id)
}
