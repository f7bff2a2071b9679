import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { GameDb } from '../db.ts'

export type DrawState = GameDb['game.draw']['state']
export interface DrawRow {
  id: string
  gameId: string
  shopId: string
  shopperId: string
  prizeId: string
  prize: string
  kind: 'thanks' | 'points' | 'coupon' | 'red_packet' | 'goods'
  state: DrawState
  code: string | null
  handedBy: string | null
  at: Date
  points: number
  couponTemplateId: string | null
  amountFen: number
  validDays: number
}
const columns = sql`d.id, d.game_id as "gameId", d.shop_id as "shopId", d.shopper_id as "shopperId", d.prize_id as "prizeId", p.title as prize, p.kind,
  d.state, d.code, d.handed_by as "handedBy", d.at, p.points, p.coupon_template_id as "couponTemplateId", p.amount_fen as "amountFen", p.valid_days as "validDays"`
const tables = sql`game.draw d join game.prize p on p.id = d.prize_id`

export interface NewDraw {
  id: string
  gameId: string
  shopId: string
  shopperId: string
  requestId: string
  roll: number
  rolledId: string
  prizeId: string
  day: string
  free: boolean
  state: DrawState
  code: string | null
  tryAt: Date
  now: Date
}
export async function insertDraw(tx: Db<GameDb>, one: NewDraw): Promise<void> {
  await sql`insert into game.draw (id, game_id, shop_id, shopper_id, request_id, roll, rolled_id, prize_id, day, free, state, code, try_at, at)
    values (${one.id}, ${one.gameId}, ${one.shopId}, ${one.shopperId}, ${one.requestId}, ${one.roll}, ${one.rolledId}, ${one.prizeId}, ${one.day}::date,
      ${one.free}, ${one.state}, ${one.code}, ${one.tryAt}, ${one.now})`.execute(tx)
}

export async function drawByRequest(db: Db<GameDb>, shopperId: string, requestId: string): Promise<DrawRow | undefined> {
  const { rows } =
    await sql<DrawRow>`select ${columns} from ${tables} where d.shopper_id = ${shopperId} and d.request_id = ${requestId}`.execute(db)
  return rows[0]
}

export async function drawOf(db: Db<GameDb>, id: string): Promise<DrawRow | undefined> {
  const { rows } = await sql<DrawRow>`select ${columns} from ${tables} where d.id = ${id}`.execute(db)
  return rows[0]
}

/** Draws whose prize is still to be given; each is handed out once in half a minute. */
export async function dueDraws(db: Db<GameDb>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update game.draw set try_at = ${now}::timestamptz + interval '30 seconds' where id in (
      select id from game.draw where state = 'due' and try_at <= ${now} order by try_at limit ${limit} for update skip locked)
    returning id`.execute(db)
  return rows.map((row) => row.id)
}

export async function endDraw(db: Db<GameDb>, id: string, to: 'given' | 'failed', now: Date): Promise<void> {
  await sql`update game.draw set state = ${to}, ended_at = ${now} where id = ${id} and state = 'due'`.execute(db)
}

/** False: it was handed over before, or is no such prize. */
export async function handDraw(
  db: Db<GameDb>,
  { id, shopId, staffName, now }: { id: string; shopId: string; staffName: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update game.draw set state = 'handed', ended_at = ${now}, handed_by = ${staffName}
    where id = ${id} and shop_id = ${shopId} and state = 'code'`.execute(db)
  return Number(numAffectedRows ?? 0n) === 1
}

export async function drawsPage(
  db: Db<GameDb>,
  gameId: string,
  query: { page: number; pageSize: number; won: boolean; code: string | undefined },
): Promise<{ items: DrawRow[]; total: number }> {
  const which = sql`d.game_id = ${gameId} and ${query.won ? sql`d.state <> 'none'` : sql`d.state = 'none'`} ${query.code ? sql`and d.code = ${query.code}` : sql``}`
  const { rows: items } = await sql<DrawRow>`select ${columns} from ${tables} where ${which}
    order by d.at desc, d.id desc limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from game.draw d where ${which}`.execute(db)
  return { items, total: rows[0]?.total ?? 0 }
}

/** What a shopper has won of a game, newest first. */
export async function wonBy(
  db: Db<GameDb>,
  query: { gameId: string; shopperId: string; before: string | undefined; limit: number },
): Promise<DrawRow[]> {
  const older = query.before
    ? sql`and (d.at, d.id) < (select at, id from game.draw where id = ${query.before}::uuid and shopper_id = ${query.shopperId})`
    : sql``
  const { rows } = await sql<DrawRow>`select ${columns} from ${tables}
    where d.game_id = ${query.gameId} and d.shopper_id = ${query.shopperId} and d.state <> 'none' ${older}
    order by d.at desc, d.id desc limit ${query.limit}`.execute(db)
  return rows
}

/** Those who won last. */
export async function lately(db: Db<GameDb>, gameId: string, limit: number): Promise<DrawRow[]> {
  const { rows } = await sql<DrawRow>`select ${columns} from ${tables} where d.game_id = ${gameId} and d.state <> 'none'
    order by d.at desc, d.id desc limit ${limit}`.execute(db)
  return rows
}
