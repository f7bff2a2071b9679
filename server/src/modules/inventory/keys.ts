import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { keysAdded } from '../card-key/contract.ts'
import type { Inventory } from './context.ts'
import { changeOf } from './lots.ts'
import { claimCommand, defaultLocation, openLevels } from './queries/levels.ts'
import { levelAt, lock, post } from './shelf.ts'

/** Pieces of a SKU with card keys are the keys in its pool: nobody counts them by hand. Throws `stock_kept_by_keys`. */
export async function refuseKeys(inventory: Inventory, lines: readonly { skuId: string }[]): Promise<void> {
  const { items } = await inventory.catalog.skusForSale({ skuIds: lines.map((line) => line.skuId) })
  const kept = items.find((sku) => sku.delivery === 'card_key')
  if (kept) throw new AppError('conflict', 'stock_kept_by_keys', { skuId: kept.skuId })
}

/** Keys came into the pool: as many pieces are received. Keyed by the import; twice is once. */
export async function receiveKeys(inventory: Inventory, fact: z.output<typeof keysAdded.payload>): Promise<void> {
  const { shopId, skuId, productId, count } = fact
  await inTx(inventory.db, async (db) => {
    if ((await claimCommand(db, { shopId, key: `keys:${fact.importId}`, bodyHash: '' })) !== 'new') return
    const locationId = await defaultLocation(db, shopId, inventory.newId())
    await openLevels(db, { shopId, productId, locationId }, [skuId])
    const shelf = await lock(inventory, db, { skuIds: [skuId], locationIds: [locationId], shopId })
    const entry = { kind: 'receipt' as const, reference: fact.importId, actor: fact.actor, note: '卡密入库' }
    await post(
      inventory,
      shelf,
      await changeOf(inventory, shelf, { level: levelAt(shelf, { skuId }), change: count, lotId: undefined, entry }),
    )
  })
}
