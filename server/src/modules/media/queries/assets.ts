import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../../../kernel/db.ts'
import type { MediaAsset } from '../contract.ts'
import type { MediaDb } from '../db.ts'

export interface AssetRow {
  id: string
  shopId: string
  kind: 'video' | 'model'
  name: string
  hash: string
  url: string
  bytes: number
  video: { width: number; height: number; seconds: number } | undefined
  createdAt: Date
}

const columns = ['id', 'kind', 'name', 'url', 'bytes', 'width', 'height', 'seconds', 'created_at'] as const
type Kept = Pick<MediaDb['media.asset'], (typeof columns)[number]>

export function assetView(row: Kept): z.output<typeof MediaAsset> {
  const { id, name, url, bytes, kind, width, height, seconds } = row
  const video = width !== null && height !== null && seconds !== null ? { width, height, seconds } : null
  return { id, kind, name, url, bytes, video, createdAt: row.created_at.toISOString() }
}

/** Adds it to its shop's library, or brings back the one with the same content. */
export async function keepAsset(db: Db<MediaDb>, row: AssetRow): Promise<Kept> {
  const { id, kind, name, hash, url, bytes, video } = row
  const size = { width: video?.width ?? null, height: video?.height ?? null, seconds: video?.seconds ?? null }
  return db
    .insertInto('media.asset')
    .values({ id, kind, name, hash, url, bytes, ...size, shop_id: row.shopId, created_at: row.createdAt })
    .onConflict((conflict) => conflict.columns(['shop_id', 'hash']).doUpdateSet({ removed_at: null }))
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function assetPage(
  db: Db<MediaDb>,
  shopId: string,
  query: { page: number; pageSize: number; kind?: 'video' | 'model' | undefined; search?: string | undefined },
) {
  let found = db.selectFrom('media.asset').where('shop_id', '=', shopId).where('removed_at', 'is', null)
  if (query.kind) found = found.where('kind', '=', query.kind)
  if (query.search) found = found.where('name', 'ilike', `%${query.search.replaceAll(/[\\%_]/g, '\\$&')}%`)
  const [rows, count] = await Promise.all([
    found
      .select(columns)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize)
      .execute(),
    found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  return { items: rows.map(assetView), total: count.total }
}

/** False: the shop's library holds no such thing. */
export async function takeAssetOut(db: Db<MediaDb>, { shopId, id, at }: { shopId: string; id: string; at: Date }): Promise<boolean> {
  const result = await db
    .updateTable('media.asset')
    .set({ removed_at: at })
    .where('id', '=', id)
    .where('shop_id', '=', shopId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What media knows of these addresses. */
export async function assetsAt(db: Db<MediaDb>, urls: readonly string[]) {
  const rows = await db
    .selectFrom('media.asset')
    .select(['url', 'kind', 'width', 'height', 'seconds'])
    .distinctOn('url')
    .where(sql<boolean>`url = any(${[...urls]}::text[])`)
    .execute()
  return rows.map(({ url, kind, width, height, seconds }) => ({
    url,
    kind,
    video: width !== null && height !== null && seconds !== null ? { width, height, seconds } : null,
  }))
}
