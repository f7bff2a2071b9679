import { randomUUID } from 'node:crypto'
import { type AnyDb, inTx } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import { stockCounted } from '../catalog/contract.ts'

interface Tested {
  db: AnyDb
  deliver: () => Promise<number>
}

/** Puts so many pieces of each new SKU on the shelf of a shop, the way an import does. */
export async function putStock(
  server: Tested,
  quantities: readonly number[],
): Promise<{ shopId: string; productId: string; skuIds: string[] }> {
  const [shopId, productId] = [randomUUID(), randomUUID()]
  // In the order of their ids, so that a test may say which SKU is locked first.
  const skuIds = quantities.map(() => randomUUID()).toSorted()
  const lines = skuIds.map((skuId, index) => ({ skuId, quantity: quantities[index] ?? 0 }))
  await inTx(server.db, (tx) => emit(tx, stockCounted, { importId: randomUUID(), shopId, productId, actor: 'test', lines }))
  await server.deliver()
  return { shopId, productId, skuIds }
}
