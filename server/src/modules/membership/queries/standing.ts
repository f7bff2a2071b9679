import type { Db } from '../../../kernel/db.ts'
import type { MembershipDb } from '../db.ts'

export interface Standing {
  byStaff: boolean
  mark: number
  until: Date | null
}

export async function standingsOf(db: Db<MembershipDb>, shopperId: string): Promise<Map<string, Standing>> {
  const rows = await db
    .selectFrom('membership.standing')
    .select(['shop_id as shopId', 'by_staff as byStaff', 'mark', 'until'])
    .where('shopper_id', '=', shopperId)
    .execute()
  return new Map(rows.map(({ shopId, ...standing }) => [shopId, standing]))
}

export async function putStanding(db: Db<MembershipDb>, one: { shopId: string; shopperId: string; since: Date } & Standing): Promise<void> {
  const { shopId, shopperId, byStaff, mark, since, until } = one
  await db
    .insertInto('membership.standing')
    .values({ shop_id: shopId, shopper_id: shopperId, by_staff: byStaff, mark, since, until })
    .onConflict((conflict) => conflict.columns(['shop_id', 'shopper_id']).doUpdateSet({ by_staff: byStaff, mark, since, until }))
    .execute()
}

/** The term begins anew, if nobody has changed it meanwhile. */
export async function renew(
  db: Db<MembershipDb>,
  one: { shopId: string; shopperId: string; from: Date; until: Date | null },
): Promise<void> {
  await db
    .updateTable('membership.standing')
    .set({ until: one.until, by_staff: false, mark: 0 })
    .where('shop_id', '=', one.shopId)
    .where('shopper_id', '=', one.shopperId)
    .where('until', '=', one.from)
    .execute()
}

export async function overdue(db: Db<MembershipDb>, now: Date, limit: number) {
  return db
    .selectFrom('membership.standing')
    .select(['shop_id as shopId', 'shopper_id as shopperId', 'until'])
    .where('until', '<=', now)
    .orderBy('until')
    .limit(limit)
    .execute()
}
