import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import { HOUSE } from '../../kernel/ledger.ts'
import type { WalletDb } from './db.ts'

/** What an event says it is about. */
export async function eventReference(db: Db<WalletDb>, event: string): Promise<string | undefined> {
  const row = await db.selectFrom('wallet.transaction').select('reference').where('event', '=', event).executeTakeFirst()
  return row?.reference
}

export interface PurseRow {
  shopperId: string
  cashFen: number
  giftFen: number
  cardFen: number
  heldFen: number
}

/** Purses, the fullest first, and how many there are. */
export async function purses(
  db: Db<WalletDb>,
  query: { shopperId?: string | undefined; page: number; pageSize: number },
): Promise<{ items: PurseRow[]; total: number }> {
  const of = query.shopperId ? sql`and owner = ${query.shopperId}` : sql``
  const { rows } = await sql<PurseRow & { total: number }>`
    select owner as "shopperId", coalesce(sum(balance) filter (where name = 'cash'), 0)::bigint as "cashFen",
      coalesce(sum(balance) filter (where name = 'gift'), 0)::bigint as "giftFen",
      coalesce(sum(balance) filter (where name = 'card'), 0)::bigint as "cardFen",
      coalesce(sum(balance) filter (where name = 'held'), 0)::bigint as "heldFen", count(*) over () as total
    from wallet.account where owner <> ${HOUSE} ${of} group by owner
    order by sum(balance) desc, owner limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`.execute(db)
  return { items: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** What each of these holds took of money that had been given. */
export async function giftParts(db: Db<WalletDb>, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('wallet.hold_part')
    .select(['key', 'amount'])
    .where('key', '=', sql<string>`any(${[...keys]}::text[])`)
    .where('name', '=', 'gift')
    .execute()
  return new Map(rows.map((row) => [row.key, row.amount]))
}
