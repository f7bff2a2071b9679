import { sql } from 'kysely'
import type { AnyDb } from '../../../kernel/db.ts'

/** Growth counts by the day it came: what the other had gained before counts by its own days, not by that of the merge. */
export async function noteMerged(tx: AnyDb, { from, into }: { from: string; into: string }): Promise<void> {
  await sql`update membership.merged set into_id = ${into} where into_id = ${from}`.execute(tx)
  await sql`insert into membership.merged (from_id, into_id) values (${from}, ${into})
    on conflict (from_id) do update set into_id = excluded.into_id`.execute(tx)
}
