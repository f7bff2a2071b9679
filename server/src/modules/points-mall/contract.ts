import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Fen, Id, IdParams, Name, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { playCalls } from '../order/contract.ts'

export const MallKind = z.enum(['goods', 'coupon', 'card'])
const ItemChange = z.strictObject({
  title: Name,
  points: z.int().min(1).max(100_000_000),
  /** Of goods: what is paid in money on top. */
  cashFen: z.int().min(0).max(100_000_00).default(0),
  pieces: z.int().min(1).max(1_000_000),
  perPerson: z.int().min(1).max(100).default(1),
  startsAt: Time,
  endsAt: Time,
  enabled: z.boolean().default(true),
})
export type ItemChange = z.output<typeof ItemChange>
export const MallItemInput = ItemChange.extend({
  kind: MallKind,
  /** Of goods. */
  skuId: Id.nullable().default(null),
  /** Of coupons: of this shop. */
  templateId: Id.nullable().default(null),
  /** Of cards: for how long. */
  months: z.int().min(1).max(12).nullable().default(null),
})
export type MallItemInput = z.output<typeof MallItemInput>

export const MallItem = z
  .object({
    id: Id,
    shopId: Id,
    shopName: z.string(),
    kind: MallKind,
    title: z.string(),
    picture: Picture.nullable(),
    productId: Id.nullable(),
    skuId: Id.nullable(),
    options: z.array(z.string()),
    listPriceFen: Fen.nullable(),
    months: z.int().nullable(),
    points: z.int(),
    cashFen: Fen,
    left: z.int(),
    perPerson: z.int(),
    /** How often this shopper still may; null when nobody is signed in. */
    mayStill: z.int().nullable(),
    state: z.enum(['off', 'soon', 'running', 'gone', 'over']),
    startsAt: Time,
    endsAt: Time,
  })
  .meta({ id: 'MallItem' })
export type MallItem = z.output<typeof MallItem>
export const AdminMallItem = MallItem.extend({
  templateId: Id.nullable(),
  pieces: z.int(),
  taken: z.int(),
  enabled: z.boolean(),
  people: z.int(),
  pointsSpent: z.int(),
  cashTakenFen: Fen,
}).meta({ id: 'AdminMallItem' })
export const ExchangeState = z.enum(['held', 'given', 'lapsed', 'over'])
export const MallExchange = z
  .object({
    id: Id,
    itemId: Id,
    kind: MallKind,
    title: z.string(),
    quantity: z.int(),
    points: z.int(),
    cashFen: Fen,
    returned: z.int(),
    state: ExchangeState,
    why: z.string(),
    /** Of goods. */
    orderId: Id.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'MallExchange' })
export const AdminMallExchange = MallExchange.extend({ shopperId: Id, shopperName: z.string() }).meta({ id: 'AdminMallExchange' })

export const listMallItems = operation({
  id: 'listMallItems',
  face: 'shop',
  method: 'GET',
  path: '/points-mall/items',
  access: 'public',
  query: z.strictObject({ kind: MallKind.optional() }),
  reply: z.object({ items: z.array(MallItem) }),
})
export const getMallItem = operation({
  id: 'getMallItem',
  face: 'shop',
  method: 'GET',
  path: '/points-mall/items/:id',
  access: 'public',
  params: IdParams,
  reply: MallItem,
  errors: ['mall_item_not_found'],
})
export const exchangeErrors = ['mall_item_not_found', 'mall_gone', 'mall_closed', 'mall_person_limit', 'mall_points_short'] as const
export const exchangeMallItem = operation({
  id: 'exchangeMallItem',
  face: 'shop',
  method: 'POST',
  path: '/points-mall/items/:id/exchanges',
  summary: 'A coupon or a card for points; goods go through the checkout',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ requestId: RequestKey, /** As shown; another price is refused. */ points: z.int() }),
  reply: MallExchange,
  errors: [...exchangeErrors, 'mall_points_changed', 'mall_goods_by_checkout', 'mall_coupon_limit', 'key_reused'],
})
export const listMyExchanges = operation({
  id: 'listMyExchanges',
  face: 'shop',
  method: 'GET',
  path: '/points-mall/exchanges',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(MallExchange),
})
export const listAdminMallItems = operation({
  id: 'listAdminMallItems',
  face: 'admin',
  method: 'GET',
  path: '/points-mall/items',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(AdminMallItem),
})
const itemErrors = ['mall_item_wrong', 'sku_not_found', 'coupon_not_found', 'card_not_found']
export const createMallItem = operation({
  id: 'createMallItem',
  face: 'admin',
  method: 'POST',
  path: '/points-mall/items',
  access: 'staff:promotion.write',
  body: MallItemInput,
  reply: AdminMallItem,
  errors: itemErrors,
})
export const updateMallItem = operation({
  id: 'updateMallItem',
  face: 'admin',
  method: 'PUT',
  path: '/points-mall/items/:id',
  summary: 'What it is stays; exchanges keep what they were made for',
  access: 'staff:promotion.write',
  params: IdParams,
  body: ItemChange,
  reply: AdminMallItem,
  errors: ['mall_item_not_found', 'mall_item_wrong'],
})
export const listMallExchanges = operation({
  id: 'listMallExchanges',
  face: 'admin',
  method: 'GET',
  path: '/points-mall/items/:id/exchanges',
  access: 'staff:promotion.read',
  params: IdParams,
  query: PageQuery,
  reply: pageOf(AdminMallExchange),
  errors: ['mall_item_not_found'],
})
export const pointsMallCalls = {
  ...playCalls,
  /** Something for points, for set-up. */
  put: call(MallItemInput.extend({ shopId: Id }), z.object({ id: Id })),
}
