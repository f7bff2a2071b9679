import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { BargainDb } from '../db.ts'

export interface Count {
  campaignId: string
  shopperId: string
  what: 'start' | 'help' | 'buy'
  span: string
}

/** Counts one more if that stays within the limit; the row's lock makes it exact whoever comes at once. */
export async function count(tx: Db<BargainDb>, one: Count & { most: number }): Promise<boolean> {
  const key = { campaign_id: one.campaignId, shopper_id: one.shopperId, what: one.what, span: one.span }
  await tx
    .insertInto('bargain.used')
    .values({ ...key, used: 0, most: one.most })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx
    .updateTable('bargain.used')
    .set((eb) => ({ used: eb('used', '+', 1), most: one.most }))
    .where((eb) => eb.and(key))
    .where(sql<boolean>`used < ${one.most}`)
    .returning('used')
    .executeTakeFirst()
  return row !== undefined
}

export async function countBack(tx: Db<BargainDb>, one: Count): Promise<void> {
  await tx
    .updateTable('bargain.used')
    .set((eb) => ({ used: eb('used', '-', 1) }))
    .where((eb) => eb.and({ campaign_id: one.campaignId, shopper_id: one.shopperId, what: one.what, span: one.span }))
    .execute()
}

export async function usedOf(db: Db<BargainDb>, one: Count): Promise<number> {
  const row = await db
    .selectFrom('bargain.used')
    .select('used')
    .where((eb) => eb.and({ campaign_id: one.campaignId, shopper_id: one.shopperId, what: one.what, span: one.span }))
    .executeTakeFirst()
  return row?.used ?? 0
}
