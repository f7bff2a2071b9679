import { sql } from 'kysely'
import type { Stage } from '../play.ts'

/** What says nothing about a cause, and is long. */
const dull =
  'picture pictures options address answers promises attributes search_text body_hash terms concerns seller lines title titles action sealed value revision shop_name order_number return_to exchange_options'.split(
    ' ',
  )
const passedOver = ['kernel', 'pgboss', 'pg_catalog', 'information_schema', 'audit', 'search', 'catalog', 'media', 'staff', 'printing']
const MOST_ROWS = 40
const MOST_FACTS = 80

/** Every row of every module that names one of these, and the facts that do, in order. */
export async function rowsNaming({ world }: Stage, ids: readonly string[]): Promise<string[]> {
  const patterns = ids.filter((id) => id.length > 9).map((id) => `%${id}%`)
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and not (table_schema = any(${passedOver}::text[])) order by 1, 2`.execute(world.db)
  const lines: string[] = []
  for (const { schema, name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select left((jsonb_strip_nulls(to_jsonb(t)) - ${dull}::text[])::text, 900) as row from ${sql.table(`${schema}.${name}`)} t
       where t::text like any(${patterns}::text[]) limit ${MOST_ROWS}`.execute(world.db)
    lines.push(...rows.map(({ row }) => `  ${schema}.${name} ${row}`))
  }
  const { rows: facts } = await sql<{ at: Date; name: string; payload: string }>`
    select at, name, left((payload - ${dull.filter((key) => key !== 'lines')}::text[])::text, 420) as payload from kernel.outbox
     where payload::text like any(${patterns}::text[]) and name not in ('shipping.tracking_changed')
     order by id limit ${MOST_FACTS}`.execute(world.db)
  return [...lines, ...facts.map(({ at, name, payload }) => `  ${at.toISOString()} ${name} ${payload}`)]
}
