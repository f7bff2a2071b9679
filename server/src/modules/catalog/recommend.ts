import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Catalog, Hot, Ready } from './context.ts'
import type { listRecommended } from './contract.ts'
import { newestIds } from './queries/read.ts'

type Query = z.output<typeof listRecommended.query>
type Source = Pick<Catalog, 'db' | 'now'> & { hot: Pick<Hot, 'best' | 'cards'> }

/** Key of the list over all shops. */
export const wholeMall = 'all'

export function readyText(json: string): Ready {
  return { bytes: Buffer.from(json), etag: `"${createHash('sha1').update(json).digest('base64url')}"` }
}

export async function cardsJson(hot: Pick<Hot, 'cards'>, ids: readonly string[]): Promise<string> {
  return (await hot.cards.many(ids)).map(({ json }) => json).join(',')
}

/** One page of the endless list, written. */
export async function recommendedPage(source: Source, query: Query): Promise<Ready> {
  const { ids, next } = query.order === 'new' ? await newest(source, query) : await best(source, query)
  return readyText(`{"items":[${await cardsJson(source.hot, ids)}],"nextCursor":${JSON.stringify(next)}}`)
}

async function newest({ db, now }: Source, { cursor, limit, shopId }: Query): Promise<{ ids: string[]; next: string | null }> {
  const before = z.uuid().safeParse(cursor).data
  const ids = await newestIds(db, { shopId, before, limit: limit + 1 }, now())
  const shown = ids.slice(0, limit)
  return { ids: shown, next: ids.length > limit ? (shown.at(-1) ?? null) : null }
}

/** The cursor names the last product shown and its place: when the order changes meanwhile the reader goes on behind that product. */
async function best({ hot }: Source, { cursor, limit, shopId }: Query): Promise<{ ids: readonly string[]; next: string | null }> {
  const order = (await hot.best.get(shopId ?? wholeMall)) ?? []
  const [place = '', lastId = ''] = (cursor ?? '').split('.')
  const found = lastId === '' ? -1 : order.indexOf(lastId)
  const from = found >= 0 ? found + 1 : /^\d{1,6}$/.test(place) ? Number(place) : 0
  const ids = order.slice(from, from + limit)
  const last = ids.at(-1)
  return { ids, next: last !== undefined && from + limit < order.length ? `${from + limit}.${last}` : null }
}
