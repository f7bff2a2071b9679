import { sql } from 'kysely'
import type { AnyDb } from '../../../kernel/db.ts'

/** The texts that hold a shopper's id. Where both are listed, each entry stays. */
export async function takeOver(tx: AnyDb, { from, into }: { from: string; into: string }): Promise<void> {
  await sql`update risk.fact set person = ${into} where shopper_id = ${from} and person = ${from}`.execute(tx)
  await sql`update risk.listing l set key = ${into} where l.dimension = 'shopper' and l.key = ${from}
    and not exists (select 1 from risk.listing o where o.dimension = 'shopper' and o.key = ${into})`.execute(tx)
}
