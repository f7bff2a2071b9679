import { sql } from 'kysely'
import { type Db, jsonb } from '../../kernel/db.ts'
import type { ShopDb } from './db.ts'

const columns = ['id', 'slug', 'name', 'industry', 'logo', 'notice', 'phone', 'licence', 'icp', 'open', 'created_at as createdAt'] as const

export async function shopRows(db: Db<ShopDb>, ids?: readonly string[]) {
  let query = db.selectFrom('shop.shop').select(columns)
  if (ids) query = query.where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
  return query.orderBy('created_at').orderBy('id').execute()
}

export async function firstShopId(db: Db<ShopDb>): Promise<string | null> {
  const row = await db.selectFrom('shop.shop').select('id').orderBy('created_at').orderBy('id').limit(1).executeTakeFirst()
  return row?.id ?? null
}

export type ShopRow = Awaited<ReturnType<typeof shopRows>>[number]

export interface ProfileRow {
  name: string
  logo: unknown
  notice: string
  phone: string
  licence: string
  icp: string
  open: boolean
}

const values = (row: ProfileRow) => ({ ...row, logo: row.logo === null ? null : jsonb(row.logo) })

/** Inserts a shop, or updates the one with that slug; its id. */
export async function putShop(db: Db<ShopDb>, key: { id: string; slug: string; industry: string }, row: ProfileRow): Promise<string> {
  const saved = await db
    .insertInto('shop.shop')
    .values({ ...key, ...values(row) })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet({ industry: key.industry, ...values(row) }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return saved.id
}

export async function setProfile(db: Db<ShopDb>, id: string, row: ProfileRow): Promise<boolean> {
  const result = await db.updateTable('shop.shop').set(values(row)).where('id', '=', id).executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function homeBlocks(db: Db<ShopDb>): Promise<unknown> {
  const row = await db.selectFrom('shop.home').select('blocks').executeTakeFirst()
  return row?.blocks
}

export async function putHomeBlocks(db: Db<ShopDb>, blocks: unknown): Promise<void> {
  await db
    .insertInto('shop.home')
    .values({ blocks: jsonb(blocks) })
    .onConflict((conflict) => conflict.column('one').doUpdateSet({ blocks: jsonb(blocks) }))
    .execute()
}
