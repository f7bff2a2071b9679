import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../../../kernel/db.ts'
import type { Owner } from '../context.ts'
import type { MediaItem, Picture } from '../contract.ts'
import type { MediaDb } from '../db.ts'

export interface PictureRow extends Picture, Owner {
  id: string
  name: string
  hash: string
  bytes: number
  createdAt: Date
}

const pictureColumns = ['url', 'width', 'height', 'colour'] as const
const itemColumns = ['id', 'name', 'bytes', 'created_at as createdAt', ...pictureColumns] as const

type ItemRow = Omit<PictureRow, 'hash' | keyof Owner>

export function itemOf({ id, name, bytes, createdAt, url, width, height, colour }: ItemRow): z.output<typeof MediaItem> {
  return { id, name, bytes, createdAt: createdAt.toISOString(), picture: { url, width, height, colour } }
}

/** The picture that was made of this content, for whomever. */
export async function pictureByHash(db: Db<MediaDb>, hash: string): Promise<(Picture & { hash: string }) | undefined> {
  return db
    .selectFrom('media.picture')
    .select([...pictureColumns, 'hash'])
    .where('hash', '=', hash)
    .limit(1)
    .executeTakeFirst()
}

/** Adds a picture to its owner's library, or brings back the one with the same content. */
export async function keepPicture(db: Db<MediaDb>, row: PictureRow): Promise<ItemRow> {
  return db
    .insertInto('media.picture')
    .values(valuesOf(row))
    .onConflict((conflict) => conflict.columns(['shop_id', 'shopper_id', 'hash']).doUpdateSet({ removed_at: null }))
    .returning(itemColumns)
    .executeTakeFirstOrThrow()
}

/** Adds those that are not there yet and gives their number. */
export async function addPictures(db: Db<MediaDb>, rows: readonly PictureRow[]): Promise<number> {
  if (rows.length === 0) return 0
  const result = await db
    .insertInto('media.picture')
    .values(rows.map(valuesOf))
    .onConflict((conflict) => conflict.columns(['shop_id', 'shopper_id', 'hash']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0n)
}

function valuesOf({ shopId, shopperId, createdAt, ...row }: PictureRow) {
  return { ...row, shop_id: shopId, shopper_id: shopperId, created_at: createdAt }
}

/** One page of a shop's library, newest first. */
export async function libraryPage(db: Db<MediaDb>, shopId: string, query: { page: number; pageSize: number; search?: string | undefined }) {
  let found = db.selectFrom('media.picture').where('shop_id', '=', shopId).where('removed_at', 'is', null)
  if (query.search) found = found.where('name', 'ilike', `%${query.search.replaceAll(/[\\%_]/g, '\\$&')}%`)
  const [rows, count] = await Promise.all([
    found
      .select(itemColumns)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize)
      .execute(),
    found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  return { items: rows.map(itemOf), total: count.total }
}

/** False: the shop's library holds no such picture. */
export async function takeOut(db: Db<MediaDb>, { shopId, id, at }: { shopId: string; id: string; at: Date }): Promise<boolean> {
  const result = await db
    .updateTable('media.picture')
    .set({ removed_at: at })
    .where('id', '=', id)
    .where('shop_id', '=', shopId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Those of the addresses that media made; of one shopper's when that is named. */
export async function knownUrls(db: Db<MediaDb>, urls: readonly string[], shopperId?: string): Promise<string[]> {
  if (urls.length === 0) return []
  let found = db
    .selectFrom('media.picture')
    .select('url')
    .distinct()
    .where(sql<boolean>`url = any(${[...urls]}::text[])`)
  if (shopperId !== undefined) found = found.where('shopper_id', '=', shopperId)
  const rows = await found.execute()
  return rows.map((row) => row.url)
}

/** Pictures a shop calls by address, or by name in its library; of several with one name, the newest. */
export async function pictureByRefs(db: Db<MediaDb>, shopId: string, refs: readonly string[]): Promise<Map<string, Picture>> {
  if (refs.length === 0) return new Map()
  const rows = await db
    .selectFrom('media.picture')
    .select([...pictureColumns, 'name'])
    .where((eb) =>
      eb.or([
        sql<boolean>`url = any(${[...refs]}::text[])`,
        eb.and([eb('shop_id', '=', shopId), eb('removed_at', 'is', null), sql<boolean>`name = any(${[...refs]}::text[])`]),
      ]),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const found = new Map<string, Picture>()
  for (const { name, ...picture } of rows) {
    found.set(name, picture)
    found.set(picture.url, picture)
  }
  return new Map(refs.flatMap((ref) => (found.has(ref) ? [[ref, found.get(ref) as Picture] as const] : []))) // `has` has just said so
}
