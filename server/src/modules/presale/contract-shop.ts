import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Done, Fen, Id, IdParams, RequestKey, Time } from '../../kernel/schema.ts'
import { PayAction, PayMethod } from '../payment/contract.ts'
import { DepositState, DepositWord, PresaleGoods, PresaleKind, ReturnWhy } from './contract-admin.ts'

const Terms = {
  word: DepositWord,
  refundBefore: z.boolean(),
  unpaid: z.enum(['forfeit', 'refund']),
  waitUntil: Time.nullable(),
  shipBy: Time,
  freeFreight: z.boolean(),
}

export const Presale = z
  .object({
    id: Id,
    title: z.string(),
    kind: PresaleKind,
    goods: PresaleGoods,
    /** Of one piece: in all, now, and what that pays of the price. */
    priceFen: Fen,
    depositFen: Fen,
    worthFen: Fen,
    ...Terms,
    startsAt: Time,
    endsAt: Time,
    balanceStartsAt: Time.nullable(),
    balanceEndsAt: Time.nullable(),
    perPerson: z.int(),
    pieces: z.int(),
    left: z.int(),
    state: z.enum(['soon', 'running', 'gone', 'balance', 'over']),
    /** The one who asks can have so many more. */
    mineLeft: z.int(),
  })
  .meta({ id: 'Presale' })

export const Deposit = z
  .object({
    id: Id,
    campaignId: Id,
    title: z.string(),
    goods: PresaleGoods.nullable(),
    skuId: Id,
    quantity: z.int(),
    /** Of all pieces together. */
    priceFen: Fen,
    depositFen: Fen,
    worthFen: Fen,
    balanceFen: Fen,
    ...Terms,
    state: DepositState,
    why: ReturnWhy.nullable(),
    returnedFen: Fen,
    payBefore: Time,
    balanceStartsAt: Time,
    balanceEndsAt: Time,
    /** The balance can be paid now. */
    canBuy: z.boolean(),
    /** It can be had back now. */
    canQuit: z.boolean(),
    orderId: Id.nullable(),
    createdAt: Time,
    paidAt: Time.nullable(),
  })
  .meta({ id: 'PresaleDeposit' })

const ReturnPath = z
  .string()
  .max(200)
  .regex(/^\/(?!\/)[\w\-/?=&%.]*$/)
  .nullable()
  .default(null)

export const listPresales = operation({
  id: 'listPresales',
  face: 'shop',
  method: 'GET',
  path: '/presales',
  summary: 'What can be had before it is there, now or soon',
  access: 'public',
  query: CursorQuery,
  reply: cursorOf(Presale),
})
export const getPresale = operation({
  id: 'getPresale',
  face: 'shop',
  method: 'GET',
  path: '/presales/:id',
  access: 'public',
  params: IdParams,
  reply: Presale,
  errors: ['presale_not_found'],
})
export const startDeposit = operation({
  id: 'startDeposit',
  face: 'shop',
  method: 'POST',
  path: '/presales/:id/deposits',
  summary: 'Takes a place and begins the payment of its deposit; keyed, twice is once',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({
    requestId: RequestKey,
    quantity: z.int().min(1).max(100),
    /** What the shopper was shown: a change in between is refused. */
    depositFen: Fen,
    worthFen: Fen,
    /** The rules of the deposit were shown and agreed to. */
    agreed: z.literal(true),
    method: PayMethod,
    /** At most so much of it from the shopper's wallet. */
    walletFen: Fen.default(0),
    returnPath: ReturnPath,
  }),
  reply: z.object({ deposit: Deposit, action: PayAction }),
  errors: [
    'presale_not_found',
    'presale_closed',
    'presale_gone',
    'presale_goods_gone',
    'presale_person_limit',
    'presale_changed',
    'key_reused',
    'payer_unknown',
    'payment_closed',
    'payment_paid',
    'channel_refused',
    'channel_unavailable',
  ],
  limit: { times: 20, seconds: 60 },
})
export const payDeposit = operation({
  id: 'payDeposit',
  face: 'shop',
  method: 'POST',
  path: '/presale-deposits/:id/pay',
  summary: 'Pays a deposit that was begun; the same method again is the same attempt',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ method: PayMethod, returnPath: ReturnPath }),
  reply: z.object({ action: PayAction }),
  errors: ['deposit_not_found', 'payer_unknown', 'payment_closed', 'payment_paid', 'channel_refused', 'channel_unavailable'],
  limit: { times: 20, seconds: 60 },
})
export const listMyDeposits = operation({
  id: 'listMyDeposits',
  face: 'shop',
  method: 'GET',
  path: '/presale-deposits',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(Deposit),
})
export const getDeposit = operation({
  id: 'getDeposit',
  face: 'shop',
  method: 'GET',
  path: '/presale-deposits/:id',
  summary: 'After asking the channel when it is not known to be paid',
  access: 'shopper',
  params: IdParams,
  reply: Deposit,
  errors: ['deposit_not_found'],
})
export const quitDeposit = operation({
  id: 'quitDeposit',
  face: 'shop',
  method: 'POST',
  path: '/presale-deposits/:id/quit',
  summary: 'The shopper wants it back, where the rules allow; asked again it is the same',
  access: 'shopper',
  params: IdParams,
  reply: Deposit,
  errors: ['deposit_not_found', 'deposit_stays', 'deposit_moved'],
})
export const OrderPresale = z
  .object({
    kind: PresaleKind,
    campaignId: Id,
    depositId: Id.nullable(),
    depositFen: Fen,
    worthFen: Fen,
    depositBackFen: Fen,
    waitUntil: Time.nullable(),
    shipBy: Time,
    /** The shopper may have all money back while the order waits. */
    canQuit: z.boolean(),
  })
  .meta({ id: 'OrderPresale' })
export const getOrderPresale = operation({
  id: 'getOrderPresale',
  face: 'shop',
  method: 'GET',
  path: '/orders/:id/presale',
  summary: 'What was promised for a shopper’s own order of a presale, and its deposit',
  access: 'shopper',
  params: IdParams,
  reply: OrderPresale,
  errors: ['order_not_found'],
})
export const quitPresaleOrder = operation({
  id: 'quitPresaleOrder',
  face: 'shop',
  method: 'POST',
  path: '/orders/:id/presale/quit',
  summary: 'A paid order that waits for its goods is called off by its shopper',
  access: 'shopper',
  params: IdParams,
  reply: Done,
  errors: ['order_not_found', 'deposit_stays'],
})
