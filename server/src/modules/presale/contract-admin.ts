import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

/** `deposit`: a part now, the balance in its window. `full`: everything now. */
export const PresaleKind = z.enum(['deposit', 'full'])
/** `earnest`: 定金, at most a fifth of the price; `advance`: 订金, which always comes back. */
export const DepositWord = z.enum(['earnest', 'advance'])
export const DepositState = z.enum(['unpaid', 'lapsed', 'closed', 'paid', 'ordered', 'bought', 'forfeited', 'refunded'])
export const ReturnWhy = z.enum(['asked', 'unpaid', 'late', 'shop'])

export const PresaleChange = z.strictObject({
  title: Name,
  /** Of one piece, the deposit included. */
  priceFen: z.int().min(1).max(100_000_000),
  /** Of one piece: what is paid now. 0 when everything is. */
  depositFen: z.int().min(0).max(100_000_000),
  /** How much of the price the deposit pays. */
  worthFen: z.int().min(0).max(100_000_000),
  word: DepositWord,
  /** The shopper may have it back until the balance window opens. */
  refundBefore: z.boolean(),
  /** What becomes of the deposit when the balance is not paid in time. */
  unpaid: z.enum(['forfeit', 'refund']),
  pieces: z.int().min(1).max(1_000_000),
  perPerson: z.int().min(1).max(100),
  startsAt: Time,
  endsAt: Time,
  balanceStartsAt: Time.nullable(),
  balanceEndsAt: Time.nullable(),
  /** Paid orders wait until then before they can be sent. */
  waitUntil: Time.nullable(),
  /** Sent by then, which is a promise. */
  shipBy: Time,
  freeFreight: z.boolean(),
  enabled: z.boolean(),
})
export const NewPresale = PresaleChange.extend({ kind: PresaleKind, skuId: Id })
export type PresaleChange = z.output<typeof PresaleChange>
export type NewPresale = z.output<typeof NewPresale>

/** The goods as they are now; null when they are sold no more. */
export const PresaleGoods = z
  .object({ productId: Id, skuId: Id, title: z.string(), options: z.array(z.string()), picture: Picture, priceFen: Fen })
  .meta({ id: 'PresaleGoods' })

export const AdminPresale = PresaleChange.extend({
  id: Id,
  kind: PresaleKind,
  skuId: Id,
  goods: PresaleGoods.nullable(),
  state: z.enum(['off', 'soon', 'running', 'balance', 'over', 'cancelled']),
  taken: z.int(),
  createdAt: Time,
}).meta({ id: 'AdminPresale' })

export const DepositRow = z
  .object({
    id: Id,
    shopper: z.object({ id: Id, nickname: z.string() }),
    quantity: z.int(),
    depositFen: Fen,
    worthFen: Fen,
    balanceFen: Fen,
    state: DepositState,
    why: ReturnWhy.nullable(),
    returnedFen: Fen,
    orderId: Id.nullable(),
    createdAt: Time,
    paidAt: Time.nullable(),
  })
  .meta({ id: 'PresaleDepositRow' })

export const PresaleResults = z
  .object({
    /** People who began, with a deposit or an order. */
    joined: z.int(),
    depositsPaid: z.int(),
    depositPieces: z.int(),
    depositsFen: Fen,
    /** Of the deposits paid, so many have paid the balance too. */
    converted: z.int(),
    forfeited: z.int(),
    forfeitedFen: Fen,
    refunded: z.int(),
    depositsBackFen: Fen,
    /** Given by the law beside deposits that went back by the shop's fault. */
    extraFen: Fen,
    ordersPaid: z.int(),
    piecesSold: z.int(),
    ordersFen: Fen,
    ordersBackFen: Fen,
    /** Orders and the deposits that are part of their price: each fen once. */
    gmvFen: Fen,
    /** What deposits were worth beyond what they cost. */
    givenFen: Fen,
    waiting: z.int(),
  })
  .meta({ id: 'PresaleResults' })

const wrong = ['presale_numbers_wrong', 'presale_times_wrong', 'presale_earnest_too_high', 'presale_goods_gone'] as const
export const listAdminPresales = operation({
  id: 'listAdminPresales',
  face: 'admin',
  method: 'GET',
  path: '/presales',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(AdminPresale),
})
export const createPresale = operation({
  id: 'createPresale',
  face: 'admin',
  method: 'POST',
  path: '/presales',
  access: 'staff:promotion.write',
  body: NewPresale,
  reply: AdminPresale,
  errors: [...wrong],
})
export const updatePresale = operation({
  id: 'updatePresale',
  face: 'admin',
  method: 'PUT',
  path: '/presales/:id',
  summary: 'Holds for deposits and orders that are begun from now on',
  access: 'staff:promotion.write',
  params: IdParams,
  body: PresaleChange,
  reply: AdminPresale,
  errors: [...wrong, 'presale_not_found', 'presale_pieces_taken', 'presale_cancelled'],
})
export const endPresale = operation({
  id: 'endPresale',
  face: 'admin',
  method: 'POST',
  path: '/presales/:id/end',
  summary: 'Nobody joins any more; whoever has goes on',
  access: 'staff:promotion.write',
  params: IdParams,
  reply: AdminPresale,
  errors: ['presale_not_found'],
})
export const cancelPresale = operation({
  id: 'cancelPresale',
  face: 'admin',
  method: 'POST',
  path: '/presales/:id/cancel',
  summary: 'The shop cannot keep it: all deposits and all orders that have not left are paid back, earnests twice',
  access: 'staff:promotion.write',
  params: IdParams,
  reply: AdminPresale,
  errors: ['presale_not_found'],
})
export const listPresaleDeposits = operation({
  id: 'listPresaleDeposits',
  face: 'admin',
  method: 'GET',
  path: '/presales/:id/deposits',
  access: 'staff:promotion.read',
  params: IdParams,
  query: PageQuery.extend({ state: DepositState.optional() }),
  reply: pageOf(DepositRow),
  errors: ['presale_not_found'],
})
export const getPresaleResults = operation({
  id: 'getPresaleResults',
  face: 'admin',
  method: 'GET',
  path: '/presales/:id/results',
  access: 'staff:promotion.read',
  params: IdParams,
  reply: PresaleResults,
  errors: ['presale_not_found'],
})
