import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Done, Id, IdParams, PageQuery, pageOf, Text, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

const Reply = z.object({ text: z.string(), at: Time })
export const Review = z
  .object({
    id: Id,
    productId: Id,
    stars: z.int().min(1).max(5),
    text: z.string(),
    tags: z.array(z.string()),
    pictures: z.array(Picture),
    /** Nickname, masked when the author asked for it. */
    author: z.string(),
    avatar: Picture.nullable(),
    options: z.array(z.string()),
    createdAt: Time,
    reply: Reply.nullable(),
  })
  .meta({ id: 'Review' })
export const ReviewSummary = z
  .object({
    count: z.int(),
    rating10: z.int(),
    goodPercent: z.int(),
    withPictures: z.int(),
    stars: z.array(z.int()).length(5),
    tags: z.array(z.object({ tag: z.string(), count: z.int() })),
  })
  .meta({ id: 'ReviewSummary' })

export const REVIEW_TAGS = ['质量好', '物流快', '包装用心', '性价比高', '与描述一致', '会回购', '送礼合适', '客服耐心'] as const

export const listReviews = operation({
  id: 'listReviews',
  face: 'shop',
  method: 'GET',
  path: '/products/:id/reviews',
  access: 'public',
  params: IdParams,
  query: CursorQuery.extend({ filter: z.enum(['all', 'pictures', 'good', 'middle', 'bad']).default('all') }),
  reply: cursorOf(Review),
})
export const getReviewSummary = operation({
  id: 'getReviewSummary',
  face: 'shop',
  method: 'GET',
  path: '/products/:id/review-summary',
  access: 'public',
  params: IdParams,
  reply: ReviewSummary,
})
export const createReview = operation({
  id: 'createReview',
  face: 'shop',
  method: 'POST',
  path: '/reviews',
  summary: 'Review one line of an own, received order, once',
  access: 'shopper',
  body: z.strictObject({
    orderLineId: Id,
    stars: z.int().min(1).max(5),
    text: Text.min(1).max(500),
    tags: z.array(z.string().max(12)).max(6).default([]),
    pictures: z.array(Picture).max(9).default([]),
    anonymous: z.boolean().default(false),
  }),
  reply: Review,
  errors: ['order_line_not_found', 'order_not_received', 'already_reviewed', 'picture_unknown', 'tag_unknown'],
})

/** `waiting`: the shop wants to look at it first. */
export const ReviewState = z.enum(['shown', 'waiting', 'hidden'])
export const AdminReview = Review.extend({
  shopperId: Id,
  orderLineId: Id,
  productTitle: z.string(),
  state: ReviewState,
  /** Not shown to shoppers: hidden, or waiting. */
  hidden: z.boolean(),
  hiddenReason: z.string(),
}).meta({ id: 'AdminReview' })
export const listAdminReviews = operation({
  id: 'listAdminReviews',
  face: 'admin',
  method: 'GET',
  path: '/reviews',
  access: 'staff:review.read',
  query: PageQuery.extend({
    answered: z.enum(['true', 'false']).optional(),
    stars: z.coerce.number().int().min(1).max(5).optional(),
    productId: Id.optional(),
    state: ReviewState.optional(),
  }),
  reply: pageOf(AdminReview),
})
export const replyReview = operation({
  id: 'replyReview',
  face: 'admin',
  method: 'PUT',
  path: '/reviews/:id/reply',
  access: 'staff:review.write',
  params: IdParams,
  body: z.strictObject({ text: Text.min(1).max(500) }),
  reply: AdminReview,
  errors: ['review_not_found'],
})
export const hideReview = operation({
  id: 'hideReview',
  face: 'admin',
  method: 'PUT',
  path: '/reviews/:id/visibility',
  summary: 'Hide unlawful content with a reason, show it again, or show what waited',
  access: 'staff:review.write',
  params: IdParams,
  body: z.strictObject({ hidden: z.boolean(), reason: z.string().trim().min(2).max(200) }),
  reply: AdminReview,
  errors: ['review_not_found'],
})

export const reviewCreated = event(
  'review.created',
  z.object({ reviewId: Id, orderLineId: Id, productId: Id, shopId: Id, shopperId: Id }),
  ({ orderLineId }) => orderLineId,
)
/** The stars that shoppers see of a product may be others now. */
export const ratingChanged = event('review.rating_changed', z.object({ productId: Id }), ({ productId }) => productId)

export const reviewCalls = {
  /** Past reviews in bulk. For set-up. */
  seed: call(
    z.object({
      reviews: z
        .array(
          z.object({
            orderLineId: Id,
            shopId: Id,
            shopperId: Id,
            productId: Id,
            stars: z.int().min(1).max(5),
            text: z.string(),
            tags: z.array(z.string()),
            pictures: z.array(Picture),
            anonymous: z.boolean(),
            options: z.array(z.string()),
            createdAt: Time,
            reply: Reply.nullable(),
          }),
        )
        .max(5000),
    }),
    Done,
  ),
}
