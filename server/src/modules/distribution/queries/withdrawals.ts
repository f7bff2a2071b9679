import type { Db } from '../../../kernel/db.ts'
import type { DistributionDb } from '../db.ts'

export interface NewWithdrawal {
  id: string
  shopId: string
  distributorId: string
  shopperId: string
  requestId: string
  amountFen: number
  at: Date
}

/** False: this request was made before. */
export async function insertWithdrawal(tx: Db<DistributionDb>, one: NewWithdrawal): Promise<boolean> {
  const row = await tx
    .insertInto('distribution.withdrawal')
    .values({
      id: one.id,
      shop_id: one.shopId,
      distributor_id: one.distributorId,
      shopper_id: one.shopperId,
      request_id: one.requestId,
      amount_fen: one.amountFen,
      state: 'asked',
      asked_at: one.at,
    })
    .onConflict((conflict) => conflict.columns(['distributor_id', 'request_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function withdrawalOf(db: Db<DistributionDb>, distributorId: string, requestId: string) {
  return db
    .selectFrom('distribution.withdrawal')
    .select(['id', 'amount_fen as amountFen', 'state'])
    .where('distributor_id', '=', distributorId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
}

export async function finishWithdrawal(db: Db<DistributionDb>, id: string, at: Date): Promise<void> {
  await db
    .updateTable('distribution.withdrawal')
    .set({ state: 'done', done_at: at })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .execute()
}
