import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { RiskDb } from '../db.ts'

export type ListingRow = {
  id: string
  list: 'allow' | 'block'
  dimension: RiskDb['risk.listing']['dimension']
  key: string
  label: string
  note: string
  until: Date | null
  staffName: string
  createdAt: Date
}
const columns = ['id', 'list', 'dimension', 'key', 'label', 'note', 'until', 'staff_name as staffName', 'created_at as createdAt'] as const

export async function listingsNow(db: Db<RiskDb>, limit: number) {
  return db
    .selectFrom('risk.listing')
    .select(['list', 'dimension', 'key', 'note', 'until'])
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
}

export async function listingsPage(
  db: Db<RiskDb>,
  { list, page, pageSize }: { list?: 'allow' | 'block' | undefined; page: number; pageSize: number },
): Promise<{ items: ListingRow[]; total: number }> {
  const found = db.selectFrom('risk.listing').$if(list !== undefined, (query) => query.where('list', '=', list ?? 'block'))
  const [items, { total }] = await Promise.all([
    found
      .select(columns)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute(),
    found.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow(),
  ])
  return { items, total }
}

export async function countListings(db: Db<RiskDb>): Promise<number> {
  const { n } = await db
    .selectFrom('risk.listing')
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow()
  return n
}

/** What is listed already moves. */
export async function putListing(db: Db<RiskDb>, one: ListingRow): Promise<ListingRow> {
  const { staffName, createdAt, id, ...row } = one
  const values = { ...row, staff_name: staffName, created_at: createdAt }
  return db
    .insertInto('risk.listing')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.columns(['dimension', 'key']).doUpdateSet(values))
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function removeListing(db: Db<RiskDb>, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('risk.listing').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}
