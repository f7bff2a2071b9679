import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { GameDb } from '../db.ts'

export interface Numbers {
  people: number
  times: number
  free: number
  bought: number
  pointsTaken: number
  sharedChances: number
  orderChances: number
  winners: number
  costFen: number
  failed: number
}

export async function numbersOf(db: Db<GameDb>, id: string): Promise<Numbers> {
  const { rows } = await sql<Numbers>`
    with d as (select d.shopper_id, d.state, d.free, p.cost_fen from game.draw d join game.prize p on p.id = d.prize_id where d.game_id = ${id}),
      c as (select * from game.chance where game_id = ${id} and state = 'given')
    select (select count(*) from game.person where game_id = ${id} and drawn > 0)::int as people,
      ((select count(*) from d) + (select count(*) from game.vote where game_id = ${id}))::int as times,
      (select count(*) from d where free)::int as free,
      (select coalesce(sum(count), 0) from c where why = 'points')::int as bought,
      (select coalesce(sum(points), 0) from c)::int as "pointsTaken",
      (select coalesce(sum(count), 0) from c where why = 'share')::int as "sharedChances",
      (select coalesce(sum(count), 0) from c where why = 'order')::int as "orderChances",
      (select count(distinct shopper_id) from d where state <> 'none')::int as winners,
      (select coalesce(sum(cost_fen), 0) from d where state not in ('none', 'failed'))::bigint as "costFen",
      (select count(*) from d where state = 'failed')::int as failed`.execute(db)
  return rows[0]!
}

/** How often each prize was won, and how often its part of the odds was rolled. */
export async function prizeNumbers(db: Db<GameDb>, id: string) {
  const { rows } = await sql<{
    title: string
    kind: 'thanks' | 'points' | 'coupon' | 'red_packet' | 'goods'
    oddsBps: number
    won: number
    rolled: number
    stock: number
  }>`
    select p.title, p.kind, p.odds_bps as "oddsBps", p.won, p.stock, (select count(*) from game.draw d where d.rolled_id = p.id)::int as rolled
    from game.prize p where p.game_id = ${id} order by p.position`.execute(db)
  return rows
}

/** The last fortnight, day by day. */
export async function daysOf(db: Db<GameDb>, id: string): Promise<{ day: string; people: number; times: number }[]> {
  const { rows } = await sql<{ day: string; people: number; times: number }>`
    select to_char(day, 'YYYY-MM-DD') as day, count(*)::int as people, sum(drawn)::int as times from game.day
    where game_id = ${id} and drawn > 0 group by game.day.day order by game.day.day desc limit 14`.execute(db)
  return rows.toReversed()
}

export async function timesOf(db: Db<GameDb>, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; times: number }>`select game_id as id, sum(drawn)::int as times from game.person
    where game_id = any(${[...ids]}::uuid[]) group by game_id`.execute(db)
  return new Map(rows.map((row) => [row.id, row.times]))
}

/** Prizes that count other winners than there are. */
export async function prizesOff(db: Db<GameDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select p.id::text as id, format('%s won of %s, draws: %s', p.won, p.stock, count(d.id)) as text
    from game.prize p left join game.draw d on d.prize_id = p.id group by p.id having p.won <> count(d.id)
    union all select g.id::text, format('its odds sum to %s', sum(p.odds_bps)) from game.game g join game.prize p on p.game_id = g.id
    group by g.id having sum(p.odds_bps) <> 10000`.execute(db)
  return rows
}

/** Persons whose times and chances are not those of their draws, votes and chances. */
export async function personsOff(db: Db<GameDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    with t as (select game_id, shopper_id, count(*)::int as times, count(*) filter (where not free)::int as extra from (
        select game_id, shopper_id, free from game.draw union all select game_id, shopper_id, true from game.vote) x group by 1, 2),
      c as (select game_id, shopper_id, sum(count)::int as chances from game.chance where state = 'given' group by 1, 2),
      y as (select game_id, shopper_id, sum(drawn)::int as drawn from game.day group by 1, 2)
    select p.game_id::text as id, format('%s: %s times counted, %s by day, %s happened; %s chances left of %s, %s used', p.shopper_id, p.drawn,
      coalesce(y.drawn, 0), coalesce(t.times, 0), p.extra, coalesce(c.chances, 0), coalesce(t.extra, 0)) as text
    from game.person p left join t using (game_id, shopper_id) left join c using (game_id, shopper_id) left join y using (game_id, shopper_id)
    where p.drawn <> coalesce(t.times, 0) or p.drawn <> coalesce(y.drawn, 0) or p.extra <> coalesce(c.chances, 0) - coalesce(t.extra, 0)`.execute(
    db,
  )
  return rows
}

/** Candidates that count other votes than there are. */
export async function votesOff(db: Db<GameDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select c.id::text as id, format('%s votes counted, %s given', c.votes, count(v.candidate_id)) as text
    from game.candidate c left join game.vote v on v.candidate_id = c.id group by c.id having c.votes <> count(v.candidate_id)`.execute(db)
  return rows
}

/** Prizes and chances that should have been given an hour ago. */
export async function leftBehind(db: Db<GameDb>, before: Date): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select id::text as id, format('its prize is due since %s', at) as text from game.draw where state = 'due' and at < ${before}
    union all select game_id::text, format('chance %s is due since %s', key, at) from game.chance where state = 'due' and at < ${before}`.execute(
    db,
  )
  return rows
}
