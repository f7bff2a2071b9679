import { on } from '../../kernel/events.ts'
import { route, shopperOf, staffOf } from '../../kernel/http.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { mediaCalls } from '../media/contract.ts'
import { orderCalls } from '../order/contract.ts'
import { settingsCalls } from '../settings/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import type { Reviews } from './context.ts'
import * as face from './contract.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { reply, setVisibility } from './moderate.ts'
import { reviewPage, summariesOff, summaryOf } from './queries.ts'
import { reviewsOf } from './read.ts'
import { seed } from './seed.ts'
import { write } from './write.ts'

export const review = defineModule({
  name: 'review',
  calls: { ...face.reviewCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { catalog: catalogCalls, media: mediaCalls, order: orderCalls, settings: settingsCalls, shopper: shopperCalls },
  messages,
  create: ({ db, now, newId, needs }) => {
    const reviews: Reviews = { db, now, newId, ...needs }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        seed: async (input) => seed(reviews, input.reviews).then(() => ({ ok: true as const })),
      },
      routes: [
        route(face.listReviews, (_caller, { params, query }) => reviewsOf(reviews, params.id, query)),
        route(face.getReviewSummary, (_caller, { params }) => summaryOf(db, params.id)),
        route(face.createReview, (caller, { body }) => write(reviews, shopperOf(caller), body)),
        route(face.listAdminReviews, (caller, { query }) => reviewPage(db, staffOf(caller).shopId, query)),
        route(face.replyReview, (caller, { params, body }) => reply(reviews, { shopId: staffOf(caller).shopId, id: params.id }, body.text)),
        route(face.hideReview, (caller, { params, body }) =>
          setVisibility(reviews, { shopId: staffOf(caller).shopId, id: params.id }, body),
        ),
      ],
      handlers: [
        on(face.reviewCreated, 'review.mark-order-line', async ({ payload }) => {
          await reviews.order.markReviewed({ orderLineId: payload.orderLineId })
        }),
        // The summary is read anew: what counts is how it is now, however often this is told.
        on(face.ratingChanged, 'review.rate-product', async ({ payload: { productId } }) => {
          const { rating10, count } = await summaryOf(db, productId)
          await reviews.catalog.setRating({ productId, rating10, reviews: count })
        }),
      ],
      jobs: [],
      checks: [{ name: 'review summaries are those of the reviews', invariant: 0, run: () => summariesOff(db) }],
    }
  },
})
