import { sql } from 'kysely'
import type { AnyDb } from '../../../kernel/db.ts'

/** Deposits and orders stay as they are until the merge is done; a request that both have made is named after its deposit. */
export async function makeWay(tx: AnyDb, { from, into }: { from: string; into: string }): Promise<void> {
  for (const [table, key] of [
    ['place', 'key'],
    ['deposit', 'id'],
  ] as const)
    await sql`select 1 from ${sql.id('presale', table)} where shopper_id = ${from} order by ${sql.id(key)} for update`.execute(tx)
  await sql`update presale.deposit t set request_id = 'merged:' || t.id where t.shopper_id = ${from}
    and exists (select 1 from presale.deposit o where o.shopper_id = ${into} and o.request_id = t.request_id)`.execute(tx)
}
