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
