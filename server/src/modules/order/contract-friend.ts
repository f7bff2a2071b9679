import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, IdParams, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { PayAction, PayMethod } from '../payment/contract.ts'

const Token = z.strictObject({ token: z.string().regex(/^[\w-]{32}$/) })

export const createFriendLink = operation({
  id: 'createFriendLink',
  face: 'shop',
  method: 'POST',
  path: '/checkouts/:id/friend-link',
  summary: 'A link by which a friend pays; again gives the same link with what is said now',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ message: z.string().trim().max(60), showGoods: z.boolean() }),
  reply: z.object({ token: z.string() }),
  errors: ['checkout_not_found', 'payment_closed', 'payment_paid'],
})
export const FriendPay = z
  .object({
    state: z.enum(['unpaid', 'paid', 'closed']),
    /** Who asks, as they call themselves. */
    owner: z.string(),
    message: z.string(),
    payableFen: Fen,
    payBefore: Time,
    /** Empty when the owner does not show them. */
    lines: z.array(z.object({ title: z.string(), options: z.array(z.string()), picture: Picture, quantity: z.int() })),
  })
  .meta({ id: 'FriendPay' })
export const getFriendPay = operation({
  id: 'getFriendPay',
  face: 'shop',
  method: 'GET',
  path: '/friend-pay/:token',
  summary: 'What a friend is asked to pay, by the link alone; asks the channel when it is not yet known to be paid',
  access: 'public',
  params: Token,
  reply: FriendPay,
  errors: ['friend_link_not_found'],
  limit: { times: 60, seconds: 60 },
})
export const payForFriend = operation({
  id: 'payForFriend',
  face: 'shop',
  method: 'POST',
  path: '/friend-pay/:token/pay',
  summary: 'Pays the whole at the channel, as oneself; refunds go back to whoever paid',
  access: 'shopper',
  params: Token,
  body: z.strictObject({
    method: PayMethod,
    returnPath: z
      .string()
      .max(200)
      .regex(/^\/(?!\/)[\w\-/?=&%.]*$/)
      .nullable()
      .default(null),
  }),
  reply: z.object({ number: z.string(), action: PayAction }),
  errors: ['friend_link_not_found', 'payment_closed', 'payment_paid', 'channel_refused', 'channel_unavailable', 'payer_unknown'],
})
