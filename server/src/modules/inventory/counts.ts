import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { shortNumber } from '../../kernel/ids.ts'
import type { Clerk } from './adjust.ts'
import type { Inventory } from './context.ts'
import type { createCount, getCount, StockCount, writeCount } from './contract.ts'
import type { InventoryDb } from './db.ts'
import { changeOf } from './lots.ts'
import { offsetOf, textOf, withNames } from './names.ts'
import {
  differences,
  endSheet,
  expectChanged,
  findSheet,
  insertSheet,
  lockSheet,
  sheetLines,
  sheetOfRequest,
  sheetPage,
  writeLines,
} from './queries/counts.ts'
import { claimCommand } from './queries/levels.ts'
import { someLocation } from './queries/locations.ts'
import { type Entry, levelAt, lock, post } from './shelf.ts'

type Sheet = z.input<typeof StockCount>
type Found = NonNullable<Awaited<ReturnType<typeof findSheet>>>

const shown = (row: Found): Sheet => ({ ...row, createdAt: row.createdAt.toISOString(), endedAt: textOf(row.endedAt) })

export async function counts(inventory: Inventory, shopId: string, query: { page: number; pageSize: number }) {
  const { items, total } = await sheetPage(inventory.db, shopId, offsetOf(query))
  return { items: items.map(shown), total }
}

async function sheetOf(inventory: Inventory, shopId: string, id: string): Promise<Sheet> {
  const found = await findSheet(inventory.db, shopId, id)
  if (!found) throw new AppError('not_found', 'count_not_found')
  return shown(found)
}

export async function countSheet(inventory: Inventory, shopId: string, wish: { id: string; query: z.output<typeof getCount.query> }) {
  const count = await sheetOf(inventory, shopId, wish.id)
  const { items, total } = await sheetLines(inventory.db, { id: wish.id, only: wish.query.only }, offsetOf(wish.query))
  const named = await withNames(inventory, items)
  return { count, items: named.map((item) => ({ ...item, countedAt: textOf(item.countedAt) })), total }
}

/** Opens a sheet. Keyed; twice is once. */
export async function openSheet(inventory: Inventory, clerk: Clerk, input: z.output<typeof createCount.body>): Promise<Sheet> {
  const { shopId } = clerk
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([input.locationId, input.productIds]))
    .digest('base64url')
  const id = await inTx(inventory.db, async (db) => {
    const claim = await claimCommand(db, { shopId, key: `count:${input.requestId}`, bodyHash })
    if (claim === 'other') throw new AppError('conflict', 'key_reused', { key: input.requestId })
    if (claim === 'same') return (await sheetOfRequest(db, shopId, input.requestId)) ?? ''
    await someLocation(db, shopId, input.locationId)
    const createdAt = inventory.now()
    const it = { ...input, id: inventory.newId(), shopId, number: `C${shortNumber(createdAt)}`, createdBy: clerk.name, createdAt }
    if ((await insertSheet(db, it)) === 0) throw new AppError('conflict', 'count_nothing')
    return it.id
  })
  return sheetOf(inventory, shopId, id)
}

async function openOne(db: Db<InventoryDb>, shopId: string, id: string) {
  const sheet = await lockSheet(db, shopId, id)
  if (!sheet) throw new AppError('not_found', 'count_not_found')
  return sheet
}

/** Writes down what was counted. What is sold afterwards does not matter: the difference is to what was there then. */
export async function writeDown(
  inventory: Inventory,
  clerk: Clerk,
  { id, lines }: { id: string } & z.output<typeof writeCount.body>,
): Promise<Sheet> {
  await inTx(inventory.db, async (db) => {
    const { state, locationId } = await openOne(db, clerk.shopId, id)
    if (state !== 'open') throw new AppError('conflict', 'count_ended')
    const written = await writeLines(db, { id, locationId, by: clerk.name, at: inventory.now() }, lines)
    const unknown = lines.find((line) => !written.has(line.skuId))
    if (unknown) throw new AppError('not_found', 'sku_not_found', { skuId: unknown.skuId })
  })
  return sheetOf(inventory, clerk.shopId, id)
}

/** Books all differences or none; twice is once. Throws `stock_short` when orders hold what is missing. */
export async function book(inventory: Inventory, clerk: Clerk, { id, reason }: { id: string; reason: string }): Promise<Sheet> {
  await inTx(inventory.db, async (db) => {
    const { state, locationId } = await openOne(db, clerk.shopId, id)
    if (state === 'booked') return
    if (state !== 'open') throw new AppError('conflict', 'count_ended')
    if ((await findSheet(db, clerk.shopId, id))?.counted === 0) throw new AppError('conflict', 'count_nothing')
    const skuIds = (await differences(db, id)).map((line) => line.skuId)
    const shelf = await lock(inventory, db, { skuIds, locationIds: [locationId], shopId: clerk.shopId })
    // Under the lock of the levels: a sheet that was booked meanwhile has changed what this one expects.
    const lines = await differences(db, id)
    const entries: Entry[] = []
    const entry = { kind: 'count' as const, reference: id, actor: clerk.name, note: reason }
    for (const line of lines)
      entries.push(...(await changeOf(inventory, shelf, { level: levelAt(shelf, line), change: line.change, entry })))
    await post(inventory, shelf, entries)
    await expectChanged(db, { id, locationId }, lines)
    await endSheet(db, id, { state: 'booked', reason, at: inventory.now() })
  })
  return sheetOf(inventory, clerk.shopId, id)
}

export async function cancelSheet(inventory: Inventory, clerk: Clerk, id: string): Promise<Sheet> {
  await inTx(inventory.db, async (db) => {
    const { state } = await openOne(db, clerk.shopId, id)
    if (state === 'booked') throw new AppError('conflict', 'count_ended')
    await endSheet(db, id, { state: 'cancelled', reason: '', at: inventory.now() })
  })
  return sheetOf(inventory, clerk.shopId, id)
}
