import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Reviews } from './context.ts'
import type { listReviews } from './contract.ts'
import { shownReviews } from './queries.ts'

/** One page of the shown reviews of a product. Throws `input_invalid` for a cursor that is none of ours. */
export async function reviewsOf(
  reviews: Reviews,
  productId: string,
  query: z.output<typeof listReviews.query>,
): Promise<z.output<typeof listReviews.reply>> {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const found = await shownReviews(reviews.db, productId, { filter: query.filter, limit: query.limit + 1, after })
  const items = found.slice(0, query.limit)
  const last = found.length > query.limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? `${Date.parse(last.createdAt)}.${last.id}` : null }
}

function readCursor(text: string): { at: Date; id: string } {
  const { ms, id } = /^(?<ms>\d{1,14})\.(?<id>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(text)?.groups ?? {}
  if (ms === undefined || id === undefined)
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  return { at: new Date(Number(ms)), id }
}
