import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

export const GroupSize = z.int().min(2).max(100)
const Price = z.strictObject({
  skuId: Id,
  size: GroupSize,
  priceFen: z.int().min(1).max(100_000_000_00),
  /** For the one who opens the group; null: as for everybody. */
  leaderPriceFen: z.int().min(1).max(100_000_000_00).nullable().default(null),
})
const Input = z.strictObject({
  title: Name,
  productId: Id,
  /** For each size of group every SKU that takes part, with its price. */
  prices: z.array(Price).min(1).max(500),
  startsAt: Time,
  endsAt: Time,
  /** A group stays open so long from its leader's payment. */
  hours: z.int().min(1).max(168),
  /** Seats a person may have in this campaign. */
  perPerson: z.int().min(1).max(100),
  /** Pieces in one order. */
  maxPieces: z.int().min(1).max(999),
  /** Who must never have bought in this shop: nobody, those who join, or the leader too. */
  newOnly: z.enum(['nobody', 'joiners', 'everybody']).default('nobody'),
  /** When time is over, a group with at least so many members who paid is filled up; null: it fails. */
  virtualFrom: z.int().min(1).max(100).nullable().default(null),
  /** The shop's rules, coupons, points and red packets count as well. */
  withOffers: z.boolean().default(false),
  freeFreight: z.boolean().default(true),
  enabled: z.boolean().default(true),
})
export type GroupBuyInput = z.output<typeof Input>

/** `members`: persons in groups that completed or are open; `gmvFen`: what members of completed groups paid. */
export const GroupBuyResults = z
  .object({
    opened: z.int(),
    open: z.int(),
    completed: z.int(),
    /** Of these, filled up when their time was over. */
    filled: z.int(),
    failed: z.int(),
    members: z.int(),
    joined: z.int(),
    refunded: z.int(),
    /** Of the groups that have ended, so many in 10,000 completed; null: none has ended. */
    successBps: z.int().nullable(),
    gmvFen: Fen,
  })
  .meta({ id: 'GroupBuyResults' })

export const GroupBuyState = z.enum(['off', 'upcoming', 'running', 'over'])
export const GroupBuy = z
  .object({
    ...Input.shape,
    id: Id,
    prices: z.array(z.object({ skuId: Id, size: z.int(), priceFen: Fen, leaderPriceFen: Fen.nullable() })),
    newOnly: z.enum(['nobody', 'joiners', 'everybody']),
    virtualFrom: z.int().nullable(),
    withOffers: z.boolean(),
    freeFreight: z.boolean(),
    enabled: z.boolean(),
    state: GroupBuyState,
    createdAt: Time,
    product: z.object({ title: z.string(), picture: Picture, priceFen: Fen }).nullable(),
    results: GroupBuyResults,
  })
  .meta({ id: 'GroupBuy' })

const wrong = ['group_buy_not_found', 'group_buy_wrong', 'group_buy_goods_wrong', 'group_buy_clash', 'group_size_in_use'] as const
export const listGroupBuys = operation({
  id: 'listGroupBuys',
  face: 'admin',
  method: 'GET',
  path: '/group-buys',
  summary: 'Group buys of the shop, newest first, with their results',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(GroupBuy),
})
export const getGroupBuy = operation({
  id: 'getGroupBuy',
  face: 'admin',
  method: 'GET',
  path: '/group-buys/:id',
  access: 'staff:promotion.read',
  params: IdParams,
  reply: GroupBuy,
  errors: ['group_buy_not_found'],
})
export const createGroupBuy = operation({
  id: 'createGroupBuy',
  face: 'admin',
  method: 'POST',
  path: '/group-buys',
  access: 'staff:promotion.write',
  body: Input,
  reply: GroupBuy,
  errors: wrong,
})
export const updateGroupBuy = operation({
  id: 'updateGroupBuy',
  face: 'admin',
  method: 'PUT',
  path: '/group-buys/:id',
  access: 'staff:promotion.write',
  params: IdParams,
  body: Input,
  reply: GroupBuy,
  errors: wrong,
})
export const endGroupBuy = operation({
  id: 'endGroupBuy',
  face: 'admin',
  method: 'POST',
  path: '/group-buys/:id/end',
  summary: 'Ends it now: what is open is filled up where that is allowed, and paid back otherwise',
  access: 'staff:promotion.write',
  params: IdParams,
  reply: Done,
  errors: ['group_buy_not_found'],
})

export const GroupState = z.enum(['open', 'completed', 'failed'])
export const AdminGroup = z
  .object({
    id: Id,
    campaignId: Id,
    title: z.string(),
    size: z.int(),
    state: GroupState,
    paid: z.int(),
    virtual: z.int(),
    deadline: Time,
    openedAt: Time,
    endedAt: Time.nullable(),
    members: z.array(
      z.object({
        orderId: Id,
        shopperId: Id,
        nickname: z.string(),
        avatar: Picture.nullable(),
        leader: z.boolean(),
        state: z.enum(['held', 'joined', 'going', 'done', 'off', 'refunded', 'left']),
        quantity: z.int(),
        paidFen: Fen,
        paidAt: Time.nullable(),
      }),
    ),
  })
  .meta({ id: 'AdminGroup' })
export const listGroups = operation({
  id: 'listGroups',
  face: 'admin',
  method: 'GET',
  path: '/groups',
  summary: 'Groups of the shop with their members, newest first',
  access: 'staff:promotion.read',
  query: PageQuery.extend({ campaignId: Id.optional(), state: GroupState.optional() }),
  reply: pageOf(AdminGroup),
})
