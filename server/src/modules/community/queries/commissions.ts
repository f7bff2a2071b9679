import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { CommunityDb } from '../db.ts'

export interface CommissionRow {
  key: string
  leaderId: string
  baseFen: number
  bp: number
  amountFen: number
  keptFen: number
  paidFen: number
  state: 'pending' | 'settled' | 'paid'
  dueAt: Date
  createdAt: Date
}
const columns = sql`c.key, c.leader_id as "leaderId", c.base_fen as "baseFen", c.bp, c.amount_fen as "amountFen", c.kept_fen as "keptFen",
  c.paid_fen as "paidFen", c.state, c.due_at as "dueAt", c.created_at as "createdAt"`

/** Once for each order. */
export async function insertCommission(
  tx: Db<CommunityDb>,
  one: { key: string; leaderId: string; baseFen: number; bp: number; dueAt: Date; now: Date },
): Promise<void> {
  await sql`insert into community.commission (key, leader_id, base_fen, bp, amount_fen, state, due_at, created_at)
    values (${one.key}, ${one.leaderId}, ${one.baseFen}, ${one.bp}, ${one.baseFen}::bigint * ${one.bp}::int / 10000, 'pending', ${one.dueAt}, ${one.now})
    on conflict (key) do nothing`.execute(tx)
}

export async function commissionOf(tx: Db<CommunityDb>, key: string): Promise<CommissionRow | undefined> {
  return (await sql<CommissionRow>`select ${columns} from community.commission c where c.key = ${key} for update`.execute(tx)).rows[0]
}

/** What is earned on less: the rest of what was settled is owed. */
export async function lowerCommission(tx: Db<CommunityDb>, key: string, baseFen: number): Promise<void> {
  const before = await commissionOf(tx, key)
  if (!before || before.baseFen <= baseFen) return
  const { rows } = await sql<{
    amountFen: number
  }>`update community.commission set base_fen = ${baseFen}, amount_fen = ${baseFen}::bigint * bp / 10000
    where key = ${key} returning amount_fen as "amountFen"`.execute(tx)
  const lessFen = before.amountFen - (rows[0]?.amountFen ?? before.amountFen)
  if (before.state === 'pending' || lessFen === 0) return
  await sql`update community.leader set owed_fen = owed_fen + ${lessFen} where id = ${before.leaderId}`.execute(tx)
}

export async function dueCommissions(db: Db<CommunityDb>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`select key from community.commission where state = 'pending' and due_at <= ${now}
    order by due_at limit ${limit}`.execute(db)
  return rows.map((row) => row.key)
}

/** It is earned: what the leader owes is kept of it, the rest is to be paid. The leader's row gives each its turn. */
export async function settleCommission(tx: Db<CommunityDb>, key: string, now: Date): Promise<void> {
  const one = await commissionOf(tx, key)
  if (one?.state !== 'pending' || one.dueAt > now) return
  const keptFen = await keepOwed(tx, one)
  await sql`update community.commission set state = 'settled', kept_fen = ${keptFen}, paid_fen = amount_fen - ${keptFen} where key = ${key}`.execute(
    tx,
  )
}

/** What the person owes in this shop, at whichever of their points, is kept of it. */
async function keepOwed(tx: Db<CommunityDb>, { leaderId, amountFen }: CommissionRow): Promise<number> {
  const { rows } = await sql<{ id: string; owedFen: number }>`select l.id, l.owed_fen as "owedFen" from community.leader l
    join community.leader own on own.id = ${leaderId} and own.shop_id = l.shop_id and own.shopper_id = l.shopper_id
    order by l.id for update of l`.execute(tx)
  let keptFen = 0
  for (const { id, owedFen } of rows) {
    const fen = Math.min(owedFen, amountFen - keptFen)
    if (fen > 0) await sql`update community.leader set owed_fen = owed_fen - ${fen} where id = ${id}`.execute(tx)
    keptFen += fen
  }
  return keptFen
}

export async function toPay(
  db: Db<CommunityDb>,
  limit: number,
): Promise<{ key: string; shopperId: string; paidFen: number; pointName: string }[]> {
  const { rows } = await sql<{ key: string; shopperId: string; paidFen: number; pointName: string }>`
    select c.key, l.shopper_id as "shopperId", c.paid_fen as "paidFen", l.point_name as "pointName"
    from community.commission c join community.leader l on l.id = c.leader_id
    where c.state = 'settled' order by c.created_at limit ${limit}`.execute(db)
  return rows
}

export async function markPaid(db: Db<CommunityDb>, key: string, now: Date): Promise<void> {
  await sql`update community.commission set state = 'paid', paid_at = ${now} where key = ${key} and state = 'settled'`.execute(db)
}

export interface ShownCommission extends CommissionRow {
  skuId: string
  leaderName: string
  pointName: string
}
const shown = sql`select ${columns}, i.sku_id as "skuId", l.name as "leaderName", l.point_name as "pointName"
  from community.commission c join community.place p on p.key = c.key join community.item i on i.id = p.item_id
  join community.leader l on l.id = c.leader_id`

export async function commissionsOf(
  db: Db<CommunityDb>,
  query: { leaderId: string; before: string | undefined; limit: number },
): Promise<ShownCommission[]> {
  const older = query.before
    ? sql`and (c.created_at, c.key) < (select created_at, key from community.commission where key = ${query.before} and leader_id = ${query.leaderId})`
    : sql``
  const { rows } = await sql<ShownCommission>`${shown} where c.leader_id = ${query.leaderId} ${older}
    order by c.created_at desc, c.key desc limit ${query.limit}`.execute(db)
  return rows
}

export async function commissionsPage(
  db: Db<CommunityDb>,
  shopId: string,
  query: { page: number; pageSize: number; state?: CommissionRow['state'] | undefined },
): Promise<{ items: ShownCommission[]; total: number }> {
  const which = sql`l.shop_id = ${shopId} ${query.state ? sql`and c.state = ${query.state}` : sql``}`
  const { rows: items } = await sql<ShownCommission>`${shown} where ${which} order by c.created_at desc, c.key desc
    limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from community.commission c
    join community.leader l on l.id = c.leader_id where ${which}`.execute(db)
  return { items, total: rows[0]?.total ?? 0 }
}
