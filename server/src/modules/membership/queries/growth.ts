import { sql } from 'kysely'
import { HOUSE } from '../../../kernel/ledger.ts'
import type { Db } from '../../../kernel/db.ts'
import type { MembershipDb } from '../db.ts'

/** Growth by account name, of entries after an instant or of all; never below nothing. */
export async function growthByAccount(db: Db<MembershipDb>, shopperId: string, since: Date | null): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; growth: number }>`
    select own.name, greatest(0, least(own.balance, coalesce(sum(e.change), 0)))::bigint as growth from membership.account own
    join membership.account a on a.name = own.name
      and (a.owner = own.owner or a.owner in (select from_id from membership.merged where into_id = own.owner))
    join membership.entry e on e.account_id = a.id join membership.transaction t on t.id = e.transaction_id
    where own.owner = ${shopperId}::uuid and t.kind <> 'merge' ${since ? sql`and t.at > ${since}` : sql``} group by own.id`.execute(db)
  return new Map(rows.map((row) => [row.name, row.growth]))
}

/** Shoppers with growth of their own in a shop, by id, those after one. */
export async function grownIn(db: Db<MembershipDb>, shopId: string, after: string | null, limit: number): Promise<string[]> {
  let query = db.selectFrom('membership.account').select('owner').where('name', '=', shopId).where('owner', '<>', HOUSE)
  if (after) query = query.where('owner', '>', after)
  return (await query.orderBy('owner').limit(limit).execute()).map((row) => row.owner)
}

export async function eventReference(db: Db<MembershipDb>, event: string): Promise<string | undefined> {
  const row = await db.selectFrom('membership.transaction').select('reference').where('event', '=', event).executeTakeFirst()
  return row?.reference
}

interface GrownOrder {
  orderId: string
  shopId: string
  shopperId: string
  paidFen: number
  growth: number
}

/** False when it was kept before. */
export async function keepOrder(db: Db<MembershipDb>, order: GrownOrder, at: Date): Promise<boolean> {
  const row = await db
    .insertInto('membership.grown_order')
    .values({
      order_id: order.orderId,
      shop_id: order.shopId,
      shopper_id: order.shopperId,
      paid_fen: order.paidFen,
      growth: order.growth,
      at,
    })
    .onConflict((conflict) => conflict.column('order_id').doNothing())
    .returning('order_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function grownOrder(db: Db<MembershipDb>, orderId: string) {
  return db
    .selectFrom('membership.grown_order')
    .select(['shop_id as shopId', 'shopper_id as shopperId', 'paid_fen as paidFen', 'growth', 'lost'])
    .where('order_id', '=', orderId)
    .executeTakeFirst()
}

/** So much of an order's growth is lost from now on; gives how much more that is than before. */
export async function loseTo(db: Db<MembershipDb>, orderId: string, lost: number): Promise<number> {
  const { rows } = await sql<{ more: number }>`
    with before as (select order_id, lost from membership.grown_order where order_id = ${orderId}::uuid for update)
    update membership.grown_order o set lost = ${lost} from before
    where o.order_id = before.order_id and before.lost < ${lost} returning ${lost}::bigint - before.lost as more`.execute(db)
  return rows[0]?.more ?? 0
}

/** False: this was noted before. */
export async function noteDeed(
  db: Db<MembershipDb>,
  deed: { shopperId: string; kind: 'review' | 'share'; key: string; at: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('membership.deed')
    .values({ shopper_id: deed.shopperId, kind: deed.kind, key: deed.key, at: deed.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

export async function countDeeds(db: Db<MembershipDb>, of: { shopperId: string; kind: 'review' | 'share'; since?: Date }): Promise<number> {
  let query = db
    .selectFrom('membership.deed')
    .select(sql<number>`count(*)`.as('count'))
    .where('shopper_id', '=', of.shopperId)
    .where('kind', '=', of.kind)
  if (of.since) query = query.where('at', '>=', of.since)
  return (await query.executeTakeFirstOrThrow()).count
}
