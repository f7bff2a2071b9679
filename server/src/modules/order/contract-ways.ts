import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Id, IdParams, Ids, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

// Other ways to buy: questions that are answered at the checkout, and gifts.

const label = z.string().trim().min(1).max(30)
const base = { id: z.string().regex(/^[\w-]{1,40}$/), label, required: z.boolean() }
/** A question about a product: free text (engraving), one of several choices, or a day (appointment). */
export const Question = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...base, kind: z.literal('text'), maxLength: z.int().min(1).max(200), hint: z.string().trim().max(60).default('') }),
    z.strictObject({ ...base, kind: z.literal('choice'), options: z.array(z.string().trim().min(1).max(40)).min(2).max(30) }),
    z.strictObject({
      ...base,
      kind: z.literal('date'),
      /** Days from the day of the order. */
      fromDays: z.int().min(0).max(365),
      toDays: z.int().min(0).max(730),
    }),
  ])
  .meta({ id: 'Question' })
export type Question = z.output<typeof Question>
const Questions = z.array(Question).max(10)

export const listCheckoutQuestions = operation({
  id: 'listCheckoutQuestions',
  face: 'shop',
  method: 'GET',
  path: '/checkout/questions',
  summary: 'What is asked about these products when they are bought',
  access: 'public',
  query: z.strictObject({ productIds: Ids }),
  reply: z.object({ items: z.array(z.object({ productId: Id, questions: z.array(Question) })) }),
})
export const listProductQuestions = operation({
  id: 'listProductQuestions',
  face: 'admin',
  method: 'GET',
  path: '/product-questions',
  access: 'staff:catalog.read',
  query: PageQuery,
  reply: pageOf(z.object({ productId: Id, title: z.string(), picture: Picture.nullable(), questions: z.array(Question), updatedAt: Time })),
})
export const putProductQuestions = operation({
  id: 'putProductQuestions',
  face: 'admin',
  method: 'PUT',
  path: '/products/:id/questions',
  summary: 'What is asked when this product is bought; an empty list asks nothing. Orders keep what they were asked',
  access: 'staff:catalog.write',
  params: IdParams,
  body: z.strictObject({ questions: Questions }),
  reply: z.object({ productId: Id, questions: z.array(Question) }),
  errors: ['product_not_found', 'questions_wrong'],
})

/** In the body of `placeOrder`. */
export const LineAnswers = z.strictObject({
  skuId: Id,
  answers: z.array(z.strictObject({ questionId: z.string().max(40), value: z.string().trim().max(200) })).max(10),
})
export const GiftWish = z.strictObject({ message: z.string().trim().max(100) })

export const GiftState = z.enum(['unpaid', 'waiting', 'claimed', 'expired', 'over'])
const Token = z.strictObject({ token: z.string().regex(/^[\w-]{32}$/) })
export const Gift = z
  .object({
    state: GiftState,
    giver: z.string(),
    giverAvatar: Picture.nullable(),
    message: z.string(),
    shopName: z.string(),
    lines: z.array(z.object({ title: z.string(), options: z.array(z.string()), picture: Picture, quantity: z.int() })),
    claimBefore: Time.nullable(),
    /** The one who asks has claimed it. */
    mine: z.boolean(),
  })
  .meta({ id: 'Gift' })
export const getGift = operation({
  id: 'getGift',
  face: 'shop',
  method: 'GET',
  path: '/gifts/:token',
  summary: 'What somebody was given, by the link alone',
  access: 'public',
  params: Token,
  reply: Gift,
  errors: ['gift_not_found'],
  limit: { times: 60, seconds: 60 },
})
export const claimGift = operation({
  id: 'claimGift',
  face: 'shop',
  method: 'POST',
  path: '/gifts/:token/claim',
  summary: 'Says where a gift goes, once; of two friends the first one has it',
  access: 'shopper',
  params: Token,
  body: z.strictObject({ addressId: Id }),
  reply: Gift,
  errors: ['gift_not_found', 'gift_gone', 'address_not_found', 'address_not_served'],
  limit: { times: 30, seconds: 60 },
})
export const getOrderGift = operation({
  id: 'getOrderGift',
  face: 'shop',
  method: 'GET',
  path: '/orders/:id/gift',
  summary: 'The link of a gift, for the giver',
  access: 'shopper',
  params: IdParams,
  reply: z.object({
    token: z.string(),
    state: GiftState,
    message: z.string(),
    claimBefore: Time.nullable(),
    claimedAt: Time.nullable(),
    /** The friend, and no more of where they live than the city. */
    claimedBy: z.string().nullable(),
    place: z.string(),
  }),
  errors: ['order_not_found', 'gift_not_found'],
})
