import { sql } from 'kysely'
import type { AnyDb } from '../../../kernel/db.ts'
import type { MergeItem } from '../../../kernel/merge.ts'

interface Pair {
  from: string
  into: string
}

/** Before the rows of one go over to the other: what both have and only one may. Nobody plays for either of them meanwhile. */
export async function makeOne(tx: AnyDb, pair: Pair): Promise<MergeItem[]> {
  const { from, into } = pair
  await sql`select 1 from game.person where shopper_id in (${from}, ${into}) order by game_id, shopper_id for update`.execute(tx)
  await sql`insert into game.old_code (code, game_id, shopper_id) select p.code, p.game_id, p.shopper_id from game.person p
    where p.shopper_id = ${from} and exists (select 1 from game.person o where o.game_id = p.game_id and o.shopper_id = ${into})
    on conflict do nothing`.execute(tx)
  await sql`update game.draw t set request_id = 'merged:' || t.id where t.shopper_id = ${from}
    and exists (select 1 from game.draw o where o.shopper_id = ${into} and o.request_id = t.request_id)`.execute(tx)
  await renameChances(tx, pair)
  return [{ what: 'game.vote', moved: 0, combined: await dropSecondVotes(tx, pair), sums: null }]
}

/** A friend who came is known by the new name, and so is what was bought: neither happens once more. One that is under way keeps its key. */
async function renameChances(tx: AnyDb, { from, into }: Pair): Promise<void> {
  const free = (key: ReturnType<typeof sql>) => sql`not exists (select 1 from game.chance o where o.key = ${key})`
  const came = sql`'share:' || t.game_id || ':' || ${into}::text`
  await sql`update game.chance t set key = ${came}
    where t.key in (select 'share:' || id || ':' || ${from}::text from game.game) and ${free(came)}`.execute(tx)
  const bought = sql`'buy:' || ${into}::text || substr(t.key, ${`buy:${from}`.length + 1}::int)`
  await sql`update game.chance t set key = ${bought}
    where t.shopper_id = ${from} and t.state <> 'due' and starts_with(t.key, ${`buy:${from}:`}) and ${free(bought)}`.execute(tx)
}

/** One vote a day for each candidate: the second of the two is taken out of all counts. */
async function dropSecondVotes(tx: AnyDb, { from, into }: Pair): Promise<number> {
  const { rows } = await sql<{ dropped: number }>`
    with gone as (
        delete from game.vote t where t.shopper_id = ${from} and exists (select 1 from game.vote o
          where o.game_id = t.game_id and o.shopper_id = ${into} and o.day = t.day and o.candidate_id = t.candidate_id)
        returning game_id, day, candidate_id),
      by_candidate as (update game.candidate c set votes = c.votes - g.n
        from (select candidate_id, count(*)::int as n from gone group by 1) g where c.id = g.candidate_id),
      by_day as (update game.day d set drawn = d.drawn - g.n, free = d.free - g.n
        from (select game_id, day, count(*)::int as n from gone group by 1, 2) g
        where d.shopper_id = ${from} and d.game_id = g.game_id and d.day = g.day),
      by_person as (update game.person p set drawn = p.drawn - g.n
        from (select game_id, count(*)::int as n from gone group by 1) g where p.shopper_id = ${from} and p.game_id = g.game_id)
    select count(*)::int as dropped from gone`.execute(tx)
  return rows[0]?.dropped ?? 0
}
