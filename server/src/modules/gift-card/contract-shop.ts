import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Done, Fen, Id, IdParams, RequestKey, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { PayAction, PayMethod } from '../payment/contract.ts'

export const GiftCardOffer = z
  .object({ id: Id, title: z.string(), faceFen: Fen, left: z.int(), validDays: z.int() })
  .meta({ id: 'GiftCardOffer' })
export const GiftCardPurchase = z
  .object({
    id: Id,
    title: z.string(),
    quantity: z.int(),
    amountFen: Fen,
    state: z.enum(['open', 'paid', 'closed']),
    createdAt: Time,
    /** The cards, once it is paid. */
    cardIds: z.array(Id),
  })
  .meta({ id: 'GiftCardPurchase' })
export const MyGiftCard = z
  .object({
    id: Id,
    number: z.string(),
    title: z.string(),
    faceFen: Fen,
    /** given: a friend has yet to take it. */
    state: z.enum(['active', 'given', 'frozen', 'expired', 'redeemed', 'void']),
    expiresAt: Time.nullable(),
    redeemedAt: Time.nullable(),
    /** Until then the friend can take it. */
    giftUntil: Time.nullable(),
  })
  .meta({ id: 'MyGiftCard' })
export const GiftCardLook = z
  .object({
    title: z.string(),
    tail: z.string(),
    faceFen: Fen,
    state: z.enum(['active', 'frozen', 'expired', 'redeemed', 'void']),
    expiresAt: Time.nullable(),
  })
  .meta({ id: 'GiftCardLook' })
export const GiftCardGift = z
  .object({
    title: z.string(),
    faceFen: Fen,
    from: z.object({ nickname: z.string(), avatar: Picture.nullable() }),
    wish: z.string(),
    state: z.enum(['open', 'claimed', 'back']),
    /** Of the one who asks: theirs to give, or taken by them. */
    mine: z.enum(['giver', 'taker']).nullable(),
    expiresAt: Time,
  })
  .meta({ id: 'GiftCardGift' })

const Code = z.strictObject({ code: z.string().min(8).max(40) })
const codeErrors = ['gift_card_code_wrong', 'gift_card_locked']
const useErrors = ['gift_card_frozen', 'gift_card_expired', 'gift_card_used', 'gift_card_given']
const Token = z.strictObject({ token: z.string().regex(/^[\w-]{22}$/) })

export const listGiftCardOffers = operation({
  id: 'listGiftCardOffers',
  face: 'shop',
  method: 'GET',
  path: '/gift-card-offers',
  summary: 'Electronic gift cards that can be bought',
  access: 'public',
  reply: z.object({ items: z.array(GiftCardOffer) }),
})
export const buyGiftCards = operation({
  id: 'buyGiftCards',
  face: 'shop',
  method: 'POST',
  path: '/gift-card-purchases',
  summary: 'Begin to buy gift cards, and the payment; keyed, twice is once',
  access: 'shopper',
  body: z.strictObject({
    requestId: RequestKey,
    batchId: Id,
    quantity: z.int().min(1).max(10),
    method: PayMethod,
    returnPath: z
      .string()
      .max(200)
      .regex(/^\/(?!\/)[\w\-/?=&%.]*$/)
      .nullable()
      .default(null),
  }),
  reply: z.object({ purchase: GiftCardPurchase, action: PayAction }),
  errors: [
    'gift_card_offer_gone',
    'key_reused',
    'payment_paid',
    'payment_closed',
    'payer_unknown',
    'channel_refused',
    'channel_unavailable',
  ],
})
export const getGiftCardPurchase = operation({
  id: 'getGiftCardPurchase',
  face: 'shop',
  method: 'GET',
  path: '/gift-card-purchases/:id',
  summary: 'Asks the channel as long as it is not known to be paid',
  access: 'shopper',
  params: IdParams,
  reply: GiftCardPurchase,
  errors: ['gift_card_purchase_not_found'],
})
export const listMyGiftCards = operation({
  id: 'listMyGiftCards',
  face: 'shop',
  method: 'GET',
  path: '/gift-cards',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(MyGiftCard),
})
export const lookUpGiftCard = operation({
  id: 'lookUpGiftCard',
  face: 'shop',
  method: 'POST',
  path: '/gift-cards/look-up',
  summary: 'What a code is worth; wrong ones are counted, and lock for an hour',
  access: 'shopper',
  body: Code,
  reply: GiftCardLook,
  errors: codeErrors,
  limit: { times: 20, seconds: 60 },
})
export const redeemGiftCardCode = operation({
  id: 'redeemGiftCardCode',
  face: 'shop',
  method: 'POST',
  path: '/gift-cards/redeem',
  summary: 'What the card is worth comes into the wallet, once; asked again by the same person the answer is the same',
  access: 'shopper',
  body: Code,
  reply: z.object({ faceFen: Fen }),
  errors: [...codeErrors, ...useErrors],
  limit: { times: 20, seconds: 60 },
})
export const redeemGiftCard = operation({
  id: 'redeemGiftCard',
  face: 'shop',
  method: 'POST',
  path: '/gift-cards/:id/redeem',
  summary: 'The same for a card that one owns',
  access: 'shopper',
  params: IdParams,
  reply: z.object({ faceFen: Fen }),
  errors: ['gift_card_not_found', ...useErrors],
})
export const giveGiftCard = operation({
  id: 'giveGiftCard',
  face: 'shop',
  method: 'POST',
  path: '/gift-cards/:id/give',
  summary: 'A link by which a friend takes the card; a new link ends the one before',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ wish: z.string().trim().max(60).default('') }),
  reply: z.object({ token: z.string(), expiresAt: Time }),
  errors: ['gift_card_not_found', ...useErrors],
})
export const takeBackGiftCard = operation({
  id: 'takeBackGiftCard',
  face: 'shop',
  method: 'POST',
  path: '/gift-cards/:id/take-back',
  summary: 'As long as no friend has taken it',
  access: 'shopper',
  params: IdParams,
  reply: Done,
  errors: ['gift_card_not_found'],
})
export const getGiftCardGift = operation({
  id: 'getGiftCardGift',
  face: 'shop',
  method: 'GET',
  path: '/gift-card-gifts/:token',
  summary: 'What a friend is given, by the link alone',
  access: 'public',
  params: Token,
  reply: GiftCardGift,
  errors: ['gift_card_gift_not_found'],
  limit: { times: 60, seconds: 60 },
})
export const claimGiftCard = operation({
  id: 'claimGiftCard',
  face: 'shop',
  method: 'POST',
  path: '/gift-card-gifts/:token/claim',
  summary: 'The card is the friend’s: the first who takes it has it',
  access: 'shopper',
  params: Token,
  reply: GiftCardGift,
  errors: ['gift_card_gift_not_found', 'gift_card_gift_gone', 'gift_card_gift_own', 'gift_card_frozen'],
  limit: { times: 60, seconds: 60 },
})
