import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { shortNumber } from '../../kernel/ids.ts'
import type { Clerk } from './adjust.ts'
import type { Inventory } from './context.ts'
import type { createPurchase, createSupplier, listPurchases, Purchase, PurchaseDetail, Supplier } from './contract.ts'
import { offsetOf, textOf, withNames } from './names.ts'
import {
  endPurchase,
  findPurchase,
  insertPurchase,
  insertSupplier,
  lockPurchase,
  purchaseLines,
  purchaseOfRequest,
  purchasePage,
  supplierExists,
  supplierPage,
  updateSupplier,
} from './queries/buying.ts'
import { claimCommand, knownSkus } from './queries/levels.ts'
import { openLocation } from './queries/locations.ts'

type SupplierInput = z.output<typeof createSupplier.body>

export async function suppliers(inventory: Inventory, shopId: string, query: { page: number; pageSize: number }) {
  return supplierPage(inventory.db, { shopId }, offsetOf(query))
}

async function supplierOf(inventory: Inventory, shopId: string, id: string): Promise<z.output<typeof Supplier>> {
  const [found] = (await supplierPage(inventory.db, { shopId, id }, { limit: 1, offset: 0 })).items
  if (!found) throw new AppError('not_found', 'supplier_not_found')
  return found
}

export async function addSupplier(inventory: Inventory, shopId: string, input: SupplierInput) {
  const id = inventory.newId()
  await named(() => insertSupplier(inventory.db, { id, shopId }, input))
  return supplierOf(inventory, shopId, id)
}

export async function changeSupplier(inventory: Inventory, shopId: string, { id, input }: { id: string; input: SupplierInput }) {
  if (!(await named(() => updateSupplier(inventory.db, { id, shopId }, input)))) throw new AppError('not_found', 'supplier_not_found')
  return supplierOf(inventory, shopId, id)
}

async function named<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (isDuplicate(error, 'supplier_name')) throw new AppError('conflict', 'supplier_name_taken')
    throw error
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof findPurchase>>>
const shown = (row: Found): z.input<typeof Purchase> => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  endedAt: textOf(row.endedAt),
})

export async function purchases(inventory: Inventory, shopId: string, query: z.output<typeof listPurchases.query>) {
  const { items, total } = await purchasePage(inventory.db, { ...query, shopId }, offsetOf(query))
  return { items: items.map(shown), total }
}

export async function purchase(inventory: Inventory, shopId: string, id: string): Promise<z.input<typeof PurchaseDetail>> {
  const found = await findPurchase(inventory.db, shopId, id)
  if (!found) throw new AppError('not_found', 'purchase_not_found')
  return { ...shown(found), lines: await withNames(inventory, await purchaseLines(inventory.db, id)) }
}

/** Orders goods from a supplier. Keyed; twice is once. */
export async function orderGoods(inventory: Inventory, clerk: Clerk, input: z.output<typeof createPurchase.body>) {
  const { shopId } = clerk
  const skuIds = input.lines.map((line) => line.skuId)
  if (new Set(skuIds).size < skuIds.length) throw new AppError('invalid', 'lines_twice')
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([input.supplierId, input.locationId, input.lines]))
    .digest('base64url')
  const id = await inTx(inventory.db, async (db) => {
    const claim = await claimCommand(db, { shopId, key: `purchase:${input.requestId}`, bodyHash })
    if (claim === 'other') throw new AppError('conflict', 'key_reused', { key: input.requestId })
    if (claim === 'same') return (await purchaseOfRequest(db, shopId, input.requestId)) ?? ''
    if (!(await supplierExists(db, shopId, input.supplierId))) throw new AppError('not_found', 'supplier_not_found')
    await openLocation(db, shopId, input.locationId)
    const known = await knownSkus(db, shopId, skuIds)
    const unknown = skuIds.find((skuId) => !known.has(skuId))
    if (unknown) throw new AppError('not_found', 'sku_not_found', { skuId: unknown })
    const createdAt = inventory.now()
    const it = { ...input, id: inventory.newId(), shopId, number: `P${shortNumber(createdAt)}`, createdBy: clerk.name, createdAt }
    await insertPurchase(db, it)
    return it.id
  })
  return purchase(inventory, shopId, id)
}

/** What has not come is not expected any more. Twice is once. */
export async function close(inventory: Inventory, shopId: string, id: string) {
  await inTx(inventory.db, async (db) => {
    const found = await lockPurchase(db, shopId, id)
    if (!found) throw new AppError('not_found', 'purchase_not_found')
    if (found.state === 'received') throw new AppError('conflict', 'purchase_ended')
    await endPurchase(db, id, { state: 'closed', at: inventory.now() })
  })
  return purchase(inventory, shopId, id)
}
