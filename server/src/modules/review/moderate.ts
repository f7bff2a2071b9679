import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Reviews } from './context.ts'
import { type AdminReview, ratingChanged } from './contract.ts'
import { answer, lockSummary, reviewOfShop, showOrHide, sumUp } from './queries.ts'

interface Named {
  shopId: string
  id: string
}

async function find(reviews: Reviews, { shopId, id }: Named): Promise<z.output<typeof AdminReview>> {
  const found = await reviewOfShop(reviews.db, shopId, id)
  if (!found) throw new AppError('not_found', 'review_not_found', { id })
  return found
}

/** The shop's answer, or another one in its place. Throws `review_not_found`. */
export async function reply(reviews: Reviews, review: Named, text: string): Promise<z.output<typeof AdminReview>> {
  await answer(reviews.db, review, { text, at: reviews.now() })
  return find(reviews, review)
}

/** Hides a review, shows it again, or shows one that waited; the stars follow. Throws `review_not_found`. */
export async function setVisibility(
  reviews: Reviews,
  review: Named,
  to: { hidden: boolean; reason: string },
): Promise<z.output<typeof AdminReview>> {
  const { productId } = await find(reviews, review)
  await inTx(reviews.db, async (db) => {
    await lockSummary(db, productId)
    await showOrHide(db, review, { state: to.hidden ? 'hidden' : 'shown', reason: to.reason })
    await sumUp(db, productId)
    await emit(db, ratingChanged, { productId })
  })
  return find(reviews, review)
}
