import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { dayOf } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Clerk } from './adjust.ts'
import type { Inventory } from './context.ts'
import type { listReceipts, Receipt, receiveStock } from './contract.ts'
import type { InventoryDb } from './db.ts'
import { anyLot, lotNamed } from './lots.ts'
import { offsetOf } from './names.ts'
import { endPurchase, insertReceipt, isComplete, lockPurchase, receiptPage, supplierExists, takeOfLine } from './queries/buying.ts'
import { claimCommand, openLevelsAt } from './queries/levels.ts'
import { openLocation } from './queries/locations.ts'
import { type Entry, levelAt, lock, post, type Shelf } from './shelf.ts'

type Input = z.output<typeof receiveStock.body>
type Line = Input['lines'][number]

export async function receipts(inventory: Inventory, shopId: string, query: z.output<typeof listReceipts.query>) {
  const { items, total } = await receiptPage(inventory.db, { shopId, purchaseId: query.purchaseId }, offsetOf(query))
  return { items: items.map((item) => ({ ...item, at: item.at.toISOString() })), total }
}

/**
 * Goods came in: of a purchase order never more than were ordered, with or without lots. Keyed; twice is once. All lines or none.
 */
export async function receiveGoods(inventory: Inventory, clerk: Clerk, input: Input): Promise<z.input<typeof Receipt>> {
  const { shopId } = clerk
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([input.locationId, input.purchaseId, input.lines]))
    .digest('base64url')
  await inTx(inventory.db, async (db) => {
    const claim = await claimCommand(db, { shopId, key: `receive:${input.requestId}`, bodyHash })
    if (claim === 'other') throw new AppError('conflict', 'key_reused', { key: input.requestId })
    if (claim === 'new') await takeIn(inventory, db, { clerk, input })
  })
  const [receipt] = (await receiptPage(inventory.db, { shopId, requestId: input.requestId }, { limit: 1, offset: 0 })).items
  if (!receipt) throw new Error(`receipt ${input.requestId} is gone`)
  return { ...receipt, at: receipt.at.toISOString() }
}

async function takeIn(inventory: Inventory, db: Db<InventoryDb>, { clerk, input }: { clerk: Clerk; input: Input }): Promise<void> {
  const { shopId } = clerk
  // Asked again later, the same receipt is the same, whatever has expired since.
  const today = dayOf(inventory.now())
  const stale = input.lines.find((line) => line.lot?.expiresOn && line.lot.expiresOn <= today)
  if (stale) throw new AppError('conflict', 'lot_expired', { skuId: stale.skuId })
  const order = input.purchaseId === undefined ? undefined : await openPurchase(db, shopId, input.purchaseId)
  const supplierId = order?.supplierId ?? input.supplierId ?? null
  if (!order && supplierId && !(await supplierExists(db, shopId, supplierId))) throw new AppError('not_found', 'supplier_not_found')
  const locationId = await openLocation(db, shopId, input.locationId ?? order?.locationId)
  const lines = input.purchaseId === undefined ? input.lines : await ofPurchase(db, input.purchaseId, input.lines)
  const skuIds = lines.map((line) => line.skuId)
  await openLevelsAt(db, { shopId, locationId }, skuIds)
  const shelf = await lock(inventory, db, { skuIds, locationIds: [locationId], shopId })
  const id = inventory.newId()
  const values: number[] = []
  for (const line of lines)
    values.push(...(await post(inventory, shelf, await entriesOf(inventory, shelf, { line, id, clerk, note: input.note }))))
  await insertReceipt(db, {
    id,
    shopId,
    requestId: input.requestId,
    locationId,
    purchaseId: input.purchaseId ?? null,
    supplierId,
    note: input.note,
    actor: clerk.name,
    at: inventory.now(),
    pieces: lines.reduce((sum, line) => sum + line.quantity, 0),
    costFen: values.reduce((sum, value) => sum + value, 0),
  })
  if (input.purchaseId !== undefined && (await isComplete(db, input.purchaseId)))
    await endPurchase(db, input.purchaseId, { state: 'received', at: inventory.now() })
}

async function openPurchase(db: Db<InventoryDb>, shopId: string, id: string) {
  const order = await lockPurchase(db, shopId, id)
  if (!order) throw new AppError('not_found', 'purchase_not_found')
  if (order.state !== 'open') throw new AppError('conflict', 'purchase_ended')
  return order
}

/** Takes the lines of a purchase order; what one piece costs is known from there. */
async function ofPurchase(db: Db<InventoryDb>, id: string, lines: readonly Line[]): Promise<Line[]> {
  const priced: Line[] = []
  for (const line of lines) {
    const unitCostFen = await takeOfLine(db, id, line)
    if (unitCostFen === undefined) throw new AppError('conflict', 'received_too_many', { skuId: line.skuId })
    priced.push({ ...line, unitCostFen: line.unitCostFen ?? unitCostFen })
  }
  return priced
}

async function entriesOf(
  inventory: Inventory,
  shelf: Shelf,
  { line, id, clerk, note }: { line: Line; id: string; clerk: Clerk; note: string },
): Promise<Entry[]> {
  const level = levelAt(shelf, line)
  const parts = line.lot
    ? [{ lotId: (await lotNamed(inventory, shelf, { level, name: line.lot })).id, quantity: line.quantity }]
    : await anyLot(inventory, shelf, { level, change: line.quantity })
  return parts.map((part) => ({
    skuId: line.skuId,
    locationId: level.locationId,
    lotId: part.lotId,
    kind: 'receipt',
    received: part.quantity,
    costFen: line.unitCostFen === undefined ? undefined : line.unitCostFen * part.quantity,
    reference: id,
    actor: clerk.name,
    note,
  }))
}
