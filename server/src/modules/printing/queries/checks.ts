import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PrintingDb } from '../db.ts'

interface Found {
  id: string
  text: string
}

/** Slips about which something was to be done more than an hour ago. */
export async function jobsForgotten(db: Db<PrintingDb>, now: Date): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select id::text, format('slip %s of order %s for %s is %s and was due at %s', page, order_number, printer_name, state, try_at) as text
    from printing.job where try_at < ${new Date(now.getTime() - 3600_000)}`.execute(db)
  return rows
}

/** Orders of which a printer printed other slips by itself than the pages there are. */
export async function pagesOff(db: Db<PrintingDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select order_id::text as id, format('order %s has %s automatic slips of %s on %s', order_number, count(*), max(pages), max(printer_name)) as text
    from printing.job where event = 'paid' group by order_id, order_number, printer_id
    having count(*) <> max(pages) or max(pages) <> min(pages)`.execute(db)
  return rows
}
