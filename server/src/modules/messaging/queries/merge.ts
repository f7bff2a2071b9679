import { sql } from 'kysely'
import type { AnyDb } from '../../../kernel/db.ts'

/** What both have answered in a request of the same name, each on a device of theirs, are two answers. */
export async function keepApart(tx: AnyDb, { from, into }: { from: string; into: string }): Promise<void> {
  await sql`update messaging.consent t set request_id = 'merged:' || t.shopper_id || ':' || t.request_id where t.shopper_id = ${from}
    and exists (select 1 from messaging.consent o where o.shopper_id = ${into} and o.request_id = t.request_id)`.execute(tx)
}
