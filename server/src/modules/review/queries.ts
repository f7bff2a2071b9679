import { sql } from 'kysely'
import type { z } from 'zod'
import { type Db, jsonb } from '../../kernel/db.ts'
import type { Picture } from '../media/contract.ts'
import { maskedName } from './author.ts'
import type { AdminReview, listAdminReviews, listReviews, Review, ReviewSummary } from './contract.ts'
import type { ReviewDb } from './db.ts'

type State = z.output<typeof AdminReview>['state']

export interface ReviewRow {
  id: string
  orderLineId: string
  shopId: string
  shopperId: string
  productId: string
  productTitle: string
  options: string[]
  stars: number
  text: string
  tags: string[]
  pictures: Picture[]
  anonymous: boolean
  nickname: string
  avatar: Picture | null
  state: State
  reply: { text: string; at: string } | null
  createdAt: Date
}

/** Keeps reviews of lines that have none yet; gives the ids of those that were kept. */
export async function insertReviews(db: Db<ReviewDb>, rows: readonly ReviewRow[]): Promise<string[]> {
  if (rows.length === 0) return []
  const kept = await db
    .insertInto('review.review')
    .values(
      rows.map((row) => ({
        id: row.id,
        order_line_id: row.orderLineId,
        shop_id: row.shopId,
        shopper_id: row.shopperId,
        product_id: row.productId,
        product_title: row.productTitle,
        options: row.options,
        stars: row.stars,
        text: row.text,
        tags: row.tags,
        pictures: jsonb(row.pictures),
        anonymous: row.anonymous,
        nickname: row.nickname,
        avatar: row.avatar && jsonb(row.avatar),
        state: row.state,
        reply_text: row.reply?.text ?? null,
        reply_at: row.reply ? new Date(row.reply.at) : null,
        created_at: row.createdAt,
      })),
    )
    .onConflict((conflict) => conflict.column('order_line_id').doNothing())
    .returning('id')
    .execute()
  return kept.map((row) => row.id)
}

/** Whoever changes the reviews of a product does so alone from here to the end of the transaction, so that its summary is exact. */
export async function lockSummary(db: Db<ReviewDb>, productId: string): Promise<void> {
  await db
    .insertInto('review.summary')
    .values({ product_id: productId })
    .onConflict((conflict) => conflict.column('product_id').doUpdateSet({ product_id: productId }))
    .execute()
}

/** Counts the shown reviews of a product again. */
export async function sumUp(db: Db<ReviewDb>, productId: string): Promise<void> {
  await sql`
    with shown as (select stars, tags, jsonb_array_length(pictures) > 0 as pictured from review.review where product_id = ${productId} and state = 'shown')
    update review.summary set
      count = (select count(*) from shown),
      star_sum = (select coalesce(sum(stars), 0) from shown),
      stars = (select array_agg(n order by star) from (select star, count(shown.stars) as n from generate_series(1, 5) as star left join shown on shown.stars = star group by star) each),
      with_pictures = (select count(*) from shown where pictured),
      tags = (select coalesce(jsonb_object_agg(tag, n), '{}') from (select tag, count(*) as n from shown, unnest(tags) as tag group by tag) each)
    where product_id = ${productId}`.execute(db)
}

/** Average stars times ten, rounded half up; 0 without reviews. */
const rating10 = (count: number, starSum: number): number => (count === 0 ? 0 : Math.floor((20 * starSum + count) / (2 * count)))

export async function summaryOf(db: Db<ReviewDb>, productId: string): Promise<z.output<typeof ReviewSummary>> {
  const row = await db.selectFrom('review.summary').selectAll().where('product_id', '=', productId).executeTakeFirst()
  if (!row) return { count: 0, rating10: 0, goodPercent: 0, withPictures: 0, stars: [0, 0, 0, 0, 0], tags: [] }
  const good = (row.stars[3] ?? 0) + (row.stars[4] ?? 0)
  const tags = Object.entries(row.tags as Record<string, number>) // written by sumUp only
  return {
    count: row.count,
    rating10: rating10(row.count, row.star_sum),
    goodPercent: row.count === 0 ? 0 : Math.round((100 * good) / row.count),
    withPictures: row.with_pictures,
    stars: row.stars,
    tags: tags.map(([tag, count]) => ({ tag, count })).sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1)),
  }
}

const starRanges = { good: [4, 5], middle: [3, 3], bad: [1, 2] } as const

type ShopQuery = z.output<typeof listReviews.query>

/** Shown reviews of a product, newest first, from behind that place on. */
export async function shownReviews(
  db: Db<ReviewDb>,
  productId: string,
  query: Pick<ShopQuery, 'filter' | 'limit'> & { after: { at: Date; id: string } | undefined },
): Promise<z.output<typeof Review>[]> {
  let found = db
    .selectFrom('review.review')
    .selectAll()
    .where('product_id', '=', productId)
    .where('state', '=', 'shown')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
  const { after, filter } = query
  if (after) found = found.where(sql<boolean>`(created_at, id) < (${after.at}, ${after.id}::uuid)`)
  if (filter === 'pictures') found = found.where(sql<boolean>`jsonb_array_length(pictures) > 0`)
  else if (filter !== 'all') found = found.where('stars', '>=', starRanges[filter][0]).where('stars', '<=', starRanges[filter][1])
  return (await found.execute()).map(shownOf)
}

export async function reviewOfShop(db: Db<ReviewDb>, shopId: string, id: string): Promise<z.output<typeof AdminReview> | undefined> {
  const row = await db.selectFrom('review.review').selectAll().where('id', '=', id).where('shop_id', '=', shopId).executeTakeFirst()
  return row && adminOf(row)
}

/** One page of a shop's reviews, newest first. */
export async function reviewPage(
  db: Db<ReviewDb>,
  shopId: string,
  query: z.output<typeof listAdminReviews.query>,
): Promise<{ items: z.output<typeof AdminReview>[]; total: number }> {
  let found = db.selectFrom('review.review').where('shop_id', '=', shopId)
  if (query.answered !== undefined) found = found.where('reply_at', query.answered === 'true' ? 'is not' : 'is', null)
  if (query.stars !== undefined) found = found.where('stars', '=', query.stars)
  if (query.productId !== undefined) found = found.where('product_id', '=', query.productId)
  if (query.state !== undefined) found = found.where('state', '=', query.state)
  const [rows, count] = await Promise.all([
    found
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize)
      .execute(),
    found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  return { items: rows.map(adminOf), total: count.total }
}

export async function answer(
  db: Db<ReviewDb>,
  review: { shopId: string; id: string },
  reply: { text: string; at: Date },
): Promise<boolean> {
  const result = await db
    .updateTable('review.review')
    .set({ reply_text: reply.text, reply_at: reply.at })
    .where('id', '=', review.id)
    .where('shop_id', '=', review.shopId)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function showOrHide(
  db: Db<ReviewDb>,
  review: { shopId: string; id: string },
  to: { state: State; reason: string },
): Promise<boolean> {
  const result = await db
    .updateTable('review.review')
    .set({ state: to.state, hidden_reason: to.state === 'hidden' ? to.reason : '' })
    .where('id', '=', review.id)
    .where('shop_id', '=', review.shopId)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

interface StoredRow {
  id: string
  order_line_id: string
  shopper_id: string
  product_id: string
  product_title: string
  options: string[]
  stars: number
  text: string
  tags: string[]
  pictures: unknown
  anonymous: boolean
  nickname: string
  avatar: unknown
  state: State
  hidden_reason: string
  reply_text: string | null
  reply_at: Date | null
  created_at: Date
}

function shownOf(row: StoredRow): z.output<typeof Review> {
  return {
    id: row.id,
    productId: row.product_id,
    stars: row.stars,
    text: row.text,
    tags: row.tags,
    pictures: row.pictures as Picture[], // as written
    author: row.anonymous ? maskedName(row.nickname) : row.nickname,
    avatar: row.anonymous ? null : (row.avatar as Picture | null), // as written
    options: row.options,
    createdAt: row.created_at.toISOString(),
    reply: row.reply_text !== null && row.reply_at ? { text: row.reply_text, at: row.reply_at.toISOString() } : null,
  }
}

function adminOf(row: StoredRow): z.output<typeof AdminReview> {
  return {
    ...shownOf(row),
    shopperId: row.shopper_id,
    orderLineId: row.order_line_id,
    productTitle: row.product_title,
    state: row.state,
    hidden: row.state !== 'shown',
    hiddenReason: row.hidden_reason,
  }
}

/** Products whose summary is not that of their reviews. */
export async function summariesOff(db: Db<ReviewDb>): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    with counted as (select product_id, count(*) as count, sum(stars) as star_sum from review.review where state = 'shown' group by product_id)
    select coalesce(s.product_id, c.product_id)::text as id,
      format('says %s reviews with %s stars, has %s with %s', coalesce(s.count, 0), coalesce(s.star_sum, 0), coalesce(c.count, 0), coalesce(c.star_sum, 0)) as text
    from review.summary s full join counted c using (product_id)
    where coalesce(s.count, 0) <> coalesce(c.count, 0) or coalesce(s.star_sum, 0) <> coalesce(c.star_sum, 0)`.execute(db)
  return rows
}
