import type { Db } from '../../../kernel/db.ts'
import type { AfterSalesDb } from '../db.ts'

/** Notes that a request is being written. */
export async function insertClaim(db: Db<AfterSalesDb>, claim: { id: string; orderId: string; at: Date }): Promise<void> {
  await db.insertInto('after_sales.claim').values({ id: claim.id, order_id: claim.orderId, at: claim.at }).execute()
}

/** The request is there; false: it took so long that its pieces were let go meanwhile. */
export async function endClaim(tx: Db<AfterSalesDb>, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('after_sales.claim').where('id', '=', id).where('state', '=', 'open').executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** From now on the request cannot come about; false: it did, or the claim is gone. */
export async function voidClaim(db: Db<AfterSalesDb>, id: string): Promise<boolean> {
  const result = await db.updateTable('after_sales.claim').set({ state: 'void' }).where('id', '=', id).executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function forgetClaim(db: Db<AfterSalesDb>, id: string): Promise<void> {
  await db.deleteFrom('after_sales.claim').where('id', '=', id).where('state', '=', 'void').execute()
}

/** Claims of which nothing has become, for longer than writing a request takes. */
export async function staleClaims(db: Db<AfterSalesDb>, before: Date): Promise<string[]> {
  const rows = await db.selectFrom('after_sales.claim').select('id').where('at', '<', before).orderBy('at').limit(50).execute()
  return rows.map((row) => row.id)
}
