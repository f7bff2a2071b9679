import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { GameDb } from '../db.ts'

export interface Who {
  gameId: string
  shopperId: string
}

/** The person in this game, made when it is not there yet; nobody else counts for them until the transaction ends. */
export async function lockPerson(tx: Db<GameDb>, { gameId, shopperId }: Who, { code, most }: { code: string; most: number }) {
  await sql`insert into game.person (game_id, shopper_id, code, most) values (${gameId}, ${shopperId}, ${code}, ${most})
    on conflict (game_id, shopper_id) do nothing`.execute(tx)
  return tx
    .selectFrom('game.person')
    .select(['extra', 'drawn', 'code'])
    .where('game_id', '=', gameId)
    .where('shopper_id', '=', shopperId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export async function personByCode(db: Db<GameDb>, gameId: string, code: string): Promise<{ shopperId: string } | undefined> {
  const { rows } = await sql<{ shopperId: string }>`
    select shopper_id as "shopperId" from game.person where game_id = ${gameId} and code = ${code}
    union all select shopper_id from game.old_code where game_id = ${gameId} and code = ${code}`.execute(db)
  return rows[0]
}

export async function dayOfPerson(db: Db<GameDb>, { gameId, shopperId }: Who, day: string): Promise<{ free: number; drawn: number }> {
  const { rows } = await sql<{ free: number; drawn: number }>`select free, drawn from game.day
    where game_id = ${gameId} and shopper_id = ${shopperId} and day = ${day}::date`.execute(db)
  return rows[0] ?? { free: 0, drawn: 0 }
}

interface Turn {
  day: string
  free: boolean
  mostPerDay: number
  mostInAll: number
}

/** One more time: a free one, or one of the others. The person is locked; each limit is guarded here all the same. */
export async function countTurn(tx: Db<GameDb>, { gameId, shopperId }: Who, { day, free, mostPerDay, mostInAll }: Turn): Promise<boolean> {
  await sql`insert into game.day (game_id, shopper_id, day, most) values (${gameId}, ${shopperId}, ${day}::date, ${mostPerDay})
    on conflict do nothing`.execute(tx)
  const one = free ? 1 : 0
  const today = await sql`update game.day set drawn = drawn + 1, free = free + ${one}, most = ${mostPerDay}
    where game_id = ${gameId} and shopper_id = ${shopperId} and day = ${day}::date and drawn < ${mostPerDay}`.execute(tx)
  const ever = await sql`update game.person set drawn = drawn + 1, extra = extra - ${1 - one}, most = ${mostInAll}
    where game_id = ${gameId} and shopper_id = ${shopperId} and drawn < ${mostInAll} and extra >= ${1 - one}`.execute(tx)
  return Number(today.numAffectedRows ?? 0n) === 1 && Number(ever.numAffectedRows ?? 0n) === 1
}

/** One more chance by friends today, if that stays within so many. */
export async function countShared(
  tx: Db<GameDb>,
  { gameId, shopperId }: Who,
  { day, most, mostPerDay }: { day: string; most: number; mostPerDay: number },
) {
  await sql`insert into game.day (game_id, shopper_id, day, most) values (${gameId}, ${shopperId}, ${day}::date, ${mostPerDay})
    on conflict do nothing`.execute(tx)
  const { numAffectedRows } = await sql`update game.day set shared = shared + 1
    where game_id = ${gameId} and shopper_id = ${shopperId} and day = ${day}::date and shared < ${most}`.execute(tx)
  return Number(numAffectedRows ?? 0n) === 1
}

export async function addExtra(tx: Db<GameDb>, { gameId, shopperId }: Who, count: number): Promise<void> {
  await sql`update game.person set extra = extra + ${count} where game_id = ${gameId} and shopper_id = ${shopperId}`.execute(tx)
}

export interface Chance extends Who {
  key: string
  why: 'points' | 'share' | 'order'
  count: number
  points: number
  state: 'due' | 'given'
  now: Date
  tryAt: Date
}

/** False: it was written before. */
export async function insertChance(tx: Db<GameDb>, one: Chance): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into game.chance (key, game_id, shopper_id, why, count, points, state, try_at, at)
    values (${one.key}, ${one.gameId}, ${one.shopperId}, ${one.why}, ${one.count}, ${one.points}, ${one.state}, ${one.tryAt}, ${one.now})
    on conflict (key) do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0n) === 1
}

export async function chanceOf(db: Db<GameDb>, key: string) {
  return db
    .selectFrom('game.chance')
    .select(['key', 'game_id as gameId', 'shopper_id as shopperId', 'count', 'points', 'state'])
    .where('key', '=', key)
    .executeTakeFirst()
}

/** From due to its end; false when it has ended before. */
export async function endChance(tx: Db<GameDb>, key: string, to: 'given' | 'failed'): Promise<boolean> {
  const { numAffectedRows } = await sql`update game.chance set state = ${to} where key = ${key} and state = 'due'`.execute(tx)
  return Number(numAffectedRows ?? 0n) === 1
}

/** Chances whose points are not known to be taken; each is handed out once in half a minute. */
export async function dueChances(db: Db<GameDb>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`update game.chance set try_at = ${now}::timestamptz + interval '30 seconds' where key in (
      select key from game.chance where state = 'due' and try_at <= ${now} order by try_at limit ${limit} for update skip locked)
    returning key`.execute(db)
  return rows.map((row) => row.key)
}

/** True: a new vote. */
export async function insertVote(
  tx: Db<GameDb>,
  { gameId, shopperId, day, candidateId, now }: Who & { day: string; candidateId: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into game.vote (game_id, shopper_id, day, candidate_id, at)
    values (${gameId}, ${shopperId}, ${day}::date, ${candidateId}, ${now}) on conflict do nothing`.execute(tx)
  if (Number(numAffectedRows ?? 0n) !== 1) return false
  await sql`update game.candidate set votes = votes + 1 where id = ${candidateId}`.execute(tx)
  return true
}

export async function votedToday(db: Db<GameDb>, { gameId, shopperId }: Who, day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select candidate_id as id from game.vote
    where game_id = ${gameId} and shopper_id = ${shopperId} and day = ${day}::date`.execute(db)
  return rows.map((row) => row.id)
}
