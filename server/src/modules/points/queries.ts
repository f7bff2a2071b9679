import { sql } from 'kysely'
import { type Db, jsonb } from '../../kernel/db.ts'
import type { PointsDb } from './db.ts'

export async function ruleValue(db: Db<PointsDb>): Promise<unknown> {
  return (await db.selectFrom('points.rule').select('value').executeTakeFirst())?.value
}

export async function putRule(db: Db<PointsDb>, value: unknown): Promise<void> {
  await db
    .insertInto('points.rule')
    .values({ value: jsonb(value) })
    .onConflict((conflict) => conflict.column('single').doUpdateSet({ value: jsonb(value), updated_at: sql<Date>`now()` }))
    .execute()
}

/** What an event says it is about. */
export async function eventReference(db: Db<PointsDb>, event: string): Promise<string | undefined> {
  const row = await db.selectFrom('points.transaction').select('reference').where('event', '=', event).executeTakeFirst()
  return row?.reference
}

/** What was earned for one thing, and how much of it was taken back. */
export async function earnedFor(db: Db<PointsDb>, key: string): Promise<{ earned: number; taken: number }> {
  const { rows } = await sql<{ kind: string; sum: number }>`
    select t.kind, sum(e.change)::bigint as sum from points.transaction t join points.entry e on e.transaction_id = t.id
    join points.account a on a.id = e.account_id and a.name = 'points'
    where t.reference = ${key} and t.kind in ('earn', 'take_back') group by 1`.execute(db)
  const of = (kind: string): number => Math.abs(rows.find((row) => row.kind === kind)?.sum ?? 0)
  return { earned: of('earn'), taken: of('take_back') }
}

/** Owners who have points, by id, those after one. */
export async function ownersWithPoints(db: Db<PointsDb>, after: string | null, limit: number): Promise<string[]> {
  let query = db.selectFrom('points.account').select('owner').where('name', '=', 'points').where('balance', '>', 0)
  if (after) query = query.where('owner', '>', after)
  return (await query.orderBy('owner').limit(limit).execute()).map((row) => row.owner)
}

/** What has come in for an owner since then: earned, given, or given back. What was only set aside and is free again has not. */
export async function cameInSince(db: Db<PointsDb>, owner: string, since: Date): Promise<number> {
  const { rows } = await sql<{ sum: number }>`
    select coalesce(sum(e.change), 0)::bigint as sum from points.account a join points.entry e on e.account_id = a.id
    join points.transaction t on t.id = e.transaction_id
    where a.owner = ${owner} and a.name = 'points' and e.change > 0 and t.kind <> 'pay_back' and t.at >= ${since}`.execute(db)
  return rows[0]?.sum ?? 0
}
