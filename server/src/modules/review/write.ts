import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { maskedName } from './author.ts'
import type { Reviews } from './context.ts'
import { type createReview, ratingChanged, type Review, REVIEW_TAGS, reviewCreated } from './contract.ts'
import type { ReviewDb } from './db.ts'
import { insertReviews, lockSummary, type ReviewRow, sumUp } from './queries.ts'

const received = new Set(['received', 'completed'])
const allowedTags: ReadonlySet<string> = new Set(REVIEW_TAGS)

/**
 * Reviews one line of an own, received order. Throws `order_line_not_found`, `order_not_received`, `already_reviewed`,
 * `picture_unknown`, `tag_unknown`.
 */
export async function write(
  reviews: Reviews,
  shopperId: string,
  input: z.output<typeof createReview.body>,
): Promise<z.output<typeof Review>> {
  const unknownTag = input.tags.find((tag) => !allowedTags.has(tag))
  if (unknownTag !== undefined) throw new AppError('invalid', 'tag_unknown', { value: unknownTag })
  const { line } = await reviews.order.reviewableLine({ orderLineId: input.orderLineId })
  if (!line || line.shopperId !== shopperId) throw new AppError('not_found', 'order_line_not_found', { orderLineId: input.orderLineId })
  if (!received.has(line.state)) throw new AppError('conflict', 'order_not_received', { state: line.state })
  await refuseForeignPictures(
    reviews,
    shopperId,
    input.pictures.map(({ url }) => url),
  )
  const [{ items: people }, settings] = await Promise.all([
    reviews.shopper.find({ ids: [shopperId] }),
    reviews.settings.ofShop({ shopId: line.shopId }),
  ])
  const row: ReviewRow = {
    id: reviews.newId(),
    orderLineId: input.orderLineId,
    shopId: line.shopId,
    shopperId,
    productId: line.productId,
    productTitle: line.title,
    options: line.options,
    stars: input.stars,
    text: input.text,
    tags: [...new Set(input.tags)],
    pictures: input.pictures,
    anonymous: input.anonymous,
    nickname: people[0]?.nickname ?? '',
    avatar: people[0]?.avatar ?? null,
    state: settings.reviewNeedsApproval ? 'waiting' : 'shown',
    reply: null,
    createdAt: reviews.now(),
  }
  await inTx(reviews.db, async (db) => {
    if ((await keep(db, [row])) === 0) throw new AppError('conflict', 'already_reviewed', { orderLineId: row.orderLineId })
  })
  return {
    ...row,
    author: row.anonymous ? maskedName(row.nickname) : row.nickname,
    avatar: row.anonymous ? null : row.avatar,
    createdAt: row.createdAt.toISOString(),
  }
}

/** Keeps reviews of lines that have none, with the summaries of their products; tells of it. Gives how many. */
export async function keep(db: Db<ReviewDb>, rows: readonly ReviewRow[]): Promise<number> {
  const products = [...new Set(rows.map((row) => row.productId))].sort()
  for (const productId of products) await lockSummary(db, productId)
  const kept = new Set(await insertReviews(db, rows))
  for (const { id, orderLineId, productId, shopId, shopperId } of rows) {
    if (kept.has(id)) await emit(db, reviewCreated, { reviewId: id, orderLineId, productId, shopId, shopperId })
  }
  for (const productId of products) {
    await sumUp(db, productId)
    await emit(db, ratingChanged, { productId })
  }
  return kept.size
}

async function refuseForeignPictures(reviews: Reviews, shopperId: string, urls: readonly string[]): Promise<void> {
  if (urls.length === 0) return
  const known = new Set((await reviews.media.known({ urls: [...urls], shopperId })).known)
  const foreign = urls.find((url) => !known.has(url))
  if (foreign !== undefined) throw new AppError('invalid', 'picture_unknown', { value: foreign })
}
