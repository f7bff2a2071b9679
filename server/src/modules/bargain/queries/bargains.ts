import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { BargainDb } from '../db.ts'

export type State = BargainDb['bargain.bargain']['state']

const columns = sql`b.id, b.campaign_id as "campaignId", b.shop_id as "shopId", b.shopper_id as "shopperId", b.sku_id as "skuId",
  b.start_fen as "startFen", b.floor_fen as "floorFen", b.start_fen - b.cut_fen as "priceFen", b.helped, cardinality(b.cuts) as helpers,
  b.buy_at as "buyAt", b.state, b.opened_at as "openedAt", b.expires_at as "expiresAt",
  (select p.key from bargain.place p where p.bargain_id = b.id and p.state in ('held', 'paid')) as "orderId"`

/** A bargain as it stands; its cuts to come stay in the database. */
export interface BargainRow {
  id: string
  campaignId: string
  shopId: string
  shopperId: string
  skuId: string
  startFen: number
  floorFen: number
  priceFen: number
  helped: number
  helpers: number
  buyAt: 'reached' | 'floor'
  state: State
  openedAt: Date
  expiresAt: Date
  orderId: string | null
}

export interface NewBargain {
  id: string
  campaignId: string
  shopId: string
  shopperId: string
  skuId: string
  startFen: number
  floorFen: number
  cuts: readonly number[]
  buyAt: 'reached' | 'floor'
  openedAt: Date
  expiresAt: Date
}

/** False: one of this shopper in this campaign goes on. */
export async function insertBargain(tx: Db<BargainDb>, one: NewBargain): Promise<boolean> {
  const row = await tx
    .insertInto('bargain.bargain')
    .values({
      id: one.id,
      campaign_id: one.campaignId,
      shop_id: one.shopId,
      shopper_id: one.shopperId,
      sku_id: one.skuId,
      start_fen: one.startFen,
      floor_fen: one.floorFen,
      cuts: [...one.cuts],
      buy_at: one.buyAt,
      state: 'open',
      opened_at: one.openedAt,
      expires_at: one.expiresAt,
    })
    // Literal on purpose: PostgreSQL finds the index by its condition, and would not with parameters once the plan is kept.
    .onConflict((conflict) =>
      conflict
        .columns(['campaign_id', 'shopper_id'])
        .where(sql<boolean>`state in ('open', 'ordered')`)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function bargainOf(db: Db<BargainDb>, id: string): Promise<BargainRow | undefined> {
  const { rows } = await sql<BargainRow>`select ${columns} from bargain.bargain b where b.id = ${id}`.execute(db)
  return rows[0]
}

/** The one of this shopper in this campaign that goes on. */
export async function openBargainOf(db: Db<BargainDb>, campaignId: string, shopperId: string): Promise<BargainRow | undefined> {
  const { rows } = await sql<BargainRow>`select ${columns} from bargain.bargain b
    where b.campaign_id = ${campaignId} and b.shopper_id = ${shopperId} and b.state in ('open', 'ordered')`.execute(db)
  return rows[0]
}

export async function bargainsOf(
  db: Db<BargainDb>,
  query: { shopperId: string; before: string | undefined; limit: number },
): Promise<(BargainRow & { title: string })[]> {
  const older = query.before
    ? sql`and (b.opened_at, b.id) < (select opened_at, id from bargain.bargain where id = ${query.before} and shopper_id = ${query.shopperId})`
    : sql``
  const { rows } = await sql<BargainRow & { title: string }>`select ${columns}, c.title
    from bargain.bargain b join bargain.campaign c on c.id = b.campaign_id
    where b.shopper_id = ${query.shopperId} ${older} order by b.opened_at desc, b.id desc limit ${query.limit}`.execute(db)
  return rows
}

export async function board(
  db: Db<BargainDb>,
  campaignId: string,
  query: { page: number; pageSize: number; state?: State | undefined },
): Promise<{ items: BargainRow[]; total: number }> {
  const which = sql`b.campaign_id = ${campaignId} ${query.state ? sql`and b.state = ${query.state}` : sql``}`
  const { rows: items } = await sql<BargainRow>`select ${columns} from bargain.bargain b where ${which}
    order by b.opened_at desc, b.id desc limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from bargain.bargain b where ${which}`.execute(db)
  return { items, total: rows[0]?.total ?? 0 }
}

/**
 * The next cut is this helper's, if there is one, it is not their own bargain and they have not helped before. The row's lock gives each helper a
 * turn of their own; which cut belongs to a turn was fixed when the bargain was begun.
 */
export async function cutNext(
  tx: Db<BargainDb>,
  by: { bargainId: string; helperId: string; now: Date },
): Promise<{ campaignId: string; position: number; cutFen: number } | undefined> {
  const { rows } = await sql<{ campaignId: string; position: number; cutFen: number }>`
    update bargain.bargain b set helped = helped + 1, cut_fen = cut_fen + cuts[helped + 1],
      floor_at = case when helped + 1 = cardinality(cuts) then ${by.now}::timestamptz end
    where id = ${by.bargainId} and state = 'open' and expires_at > ${by.now} and helped < cardinality(cuts) and shopper_id <> ${by.helperId}
      and not exists (select 1 from bargain.help h where h.bargain_id = b.id and h.helper_id = ${by.helperId})
    returning campaign_id as "campaignId", helped as position, cuts[helped] as "cutFen"`.execute(tx)
  return rows[0]
}

export async function insertHelp(
  tx: Db<BargainDb>,
  help: { bargainId: string; position: number; helperId: string; cutFen: number; now: Date },
): Promise<void> {
  await tx
    .insertInto('bargain.help')
    .values({ bargain_id: help.bargainId, position: help.position, helper_id: help.helperId, cut_fen: help.cutFen, at: help.now })
    .execute()
}

export async function helpOf(db: Db<BargainDb>, bargainId: string, helperId: string): Promise<{ cutFen: number } | undefined> {
  return db
    .selectFrom('bargain.help')
    .select('cut_fen as cutFen')
    .where('bargain_id', '=', bargainId)
    .where('helper_id', '=', helperId)
    .executeTakeFirst()
}

/** The last to help first. */
export async function helpsOf(db: Db<BargainDb>, bargainId: string, limit: number) {
  return db
    .selectFrom('bargain.help')
    .select(['helper_id as helperId', 'cut_fen as cutFen', 'at'])
    .where('bargain_id', '=', bargainId)
    .orderBy('position', 'desc')
    .limit(limit)
    .execute()
}

/** Open bargains whose time is over: all, or those of one shopper or campaign. Returns how many. */
export async function expireDue(
  db: Db<BargainDb>,
  { now, limit, ...of }: { now: Date; limit: number; campaignId?: string; shopperId?: string; early?: boolean },
): Promise<number> {
  const only = sql`${of.campaignId ? sql`and campaign_id = ${of.campaignId}` : sql``} ${of.shopperId ? sql`and shopper_id = ${of.shopperId}` : sql``}`
  const due = of.early ? sql`true` : sql`expires_at <= ${now}`
  const { numAffectedRows } = await sql`
    update bargain.bargain set state = 'expired', ended_at = ${now}, expires_at = least(expires_at, ${now}::timestamptz) where id in (
      select id from bargain.bargain where state = 'open' and ${due} ${only} order by expires_at limit ${limit} for update skip locked)`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0n)
}

/** The bargain of an order: nobody cuts it any more. Nothing: it is not as the order takes it to be. */
export async function orderBargain(
  tx: Db<BargainDb>,
  wish: { bargainId: string; campaignId: string; shopperId: string; skuId: string; helped: number; now: Date },
): Promise<{ startFen: number; priceFen: number } | undefined> {
  const { rows } = await sql<{ startFen: number; priceFen: number }>`
    update bargain.bargain set state = 'ordered' where id = ${wish.bargainId} and campaign_id = ${wish.campaignId}
      and shopper_id = ${wish.shopperId} and sku_id = ${wish.skuId} and state = 'open' and expires_at > ${wish.now}
      and helped = ${wish.helped} and (buy_at = 'reached' or floor_at is not null)
    returning start_fen as "startFen", start_fen - cut_fen as "priceFen"`.execute(tx)
  return rows[0]
}

/** Its order came to nothing: it goes on, if its time is not over. */
export async function reopenBargain(tx: Db<BargainDb>, id: string, now: Date): Promise<void> {
  await sql`update bargain.bargain set state = case when expires_at > ${now} then 'open' else 'expired' end,
    ended_at = case when expires_at > ${now} then null else ${now}::timestamptz end where id = ${id} and state = 'ordered'`.execute(tx)
}

/** False: another order has it. */
export async function buyBargain(tx: Db<BargainDb>, id: string, from: readonly State[], now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('bargain.bargain')
    .set({ state: 'bought', ended_at: now })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
