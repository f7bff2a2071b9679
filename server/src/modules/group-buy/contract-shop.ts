import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Fen, Id, IdParams, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { playCalls } from '../order/contract.ts'
import { resultsCalls } from '../results/contract.ts'
import { GroupState } from './contract-admin.ts'

const Seat = z.object({ nickname: z.string(), avatar: Picture.nullable(), leader: z.boolean() })
export const OpenGroup = z
  .object({ id: Id, size: z.int(), paid: z.int(), left: z.int(), deadline: Time, leader: Seat })
  .meta({ id: 'OpenGroup' })
const Tier = z.object({ size: z.int(), fromFen: Fen })

/** A group buy as a list shows it. */
export const GroupBuyCard = z
  .object({
    id: Id,
    productId: Id,
    title: z.string(),
    productTitle: z.string(),
    picture: Picture,
    /** The lowest price alone, and in a group. */
    listPriceFen: Fen,
    priceFen: Fen,
    sizes: z.array(Tier),
    newOnly: z.enum(['nobody', 'joiners', 'everybody']),
    /** Persons whose groups completed. */
    bought: z.int(),
    endsAt: Time,
  })
  .meta({ id: 'GroupBuyCard' })
export const listGroupBuyCards = operation({
  id: 'listGroupBuyCards',
  face: 'shop',
  method: 'GET',
  path: '/group-buys',
  summary: 'Group buys that run now, those that end first first',
  access: 'public',
  query: CursorQuery.extend({ shopId: Id.optional() }),
  reply: cursorOf(GroupBuyCard),
})

export const GroupOffer = z
  .object({
    id: Id,
    productId: Id,
    title: z.string(),
    endsAt: Time,
    hours: z.int(),
    perPerson: z.int(),
    maxPieces: z.int(),
    newOnly: z.enum(['nobody', 'joiners', 'everybody']),
    virtual: z.boolean(),
    prices: z.array(z.object({ skuId: Id, size: z.int(), priceFen: Fen, leaderPriceFen: Fen })),
    /** Groups one can join, the fullest first; `openCount`: how many there are. */
    groups: z.array(OpenGroup),
    openCount: z.int(),
    bought: z.int(),
  })
  .meta({ id: 'GroupOffer' })
export const getProductGroupBuy = operation({
  id: 'getProductGroupBuy',
  face: 'shop',
  method: 'GET',
  path: '/products/:id/group-buy',
  summary: 'The group buy of a product that runs now, if there is one',
  access: 'public',
  params: IdParams,
  reply: z.object({ offer: GroupOffer.nullable() }),
})

export const Group = z
  .object({
    id: Id,
    campaignId: Id,
    state: GroupState,
    size: z.int(),
    paid: z.int(),
    virtual: z.int(),
    deadline: Time,
    endedAt: Time.nullable(),
    seats: z.array(Seat),
    /** This person's own seat, if it is theirs. */
    mine: z.object({ orderId: Id, leader: z.boolean() }).nullable(),
    product: z.object({ id: Id, title: z.string(), picture: Picture, listPriceFen: Fen }),
    /** What joining costs at least. */
    priceFen: Fen,
    /** Null: it has ended, and nobody can join any more. */
    offer: GroupOffer.nullable(),
  })
  .meta({ id: 'Group' })
export const getGroup = operation({
  id: 'getGroup',
  face: 'shop',
  method: 'GET',
  path: '/groups/:id',
  summary: 'A group as its link shows it to anybody',
  access: 'public',
  params: IdParams,
  reply: Group,
  errors: ['group_not_found'],
})
export const MyGroup = z
  .object({
    orderId: Id,
    groupId: Id,
    state: GroupState,
    leader: z.boolean(),
    size: z.int(),
    paid: z.int(),
    deadline: Time,
    productTitle: z.string(),
    picture: Picture.nullable(),
  })
  .meta({ id: 'MyGroup' })
export const getOrderGroup = operation({
  id: 'getOrderGroup',
  face: 'shop',
  method: 'GET',
  path: '/orders/:id/group',
  summary: 'The group that a shopper’s own order is in; none while its leader has not paid',
  access: 'shopper',
  params: IdParams,
  reply: z.object({ group: MyGroup.nullable() }),
  errors: ['group_not_found'],
})
export const listMyGroups = operation({
  id: 'listMyGroups',
  face: 'shop',
  method: 'GET',
  path: '/my-groups',
  summary: 'Groups the shopper is or was in, newest first',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(MyGroup),
})

/**
 * How a checkout says what it wants, in `play.pass`: `open:3` opens a group of three, `any:3` joins the fullest open one. With `joinId` it joins
 * that group.
 */
export const groupBuyCalls = { ...playCalls, ...resultsCalls }
/** Why somebody may not take a seat. */
export const groupBuyRefusals = [
  'group_buy_not_found',
  'group_buy_closed',
  'group_sku_wrong',
  'group_not_found',
  'group_over',
  'group_full',
  'group_none',
  'group_member_already',
  'group_limit',
  'group_pieces',
  'group_new_only',
] as const
