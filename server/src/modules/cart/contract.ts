import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { Fen, Id, Quantity, RequestKey, Time } from '../../kernel/schema.ts'
import { AddOnOffer, BuyLine, GiftOffer, InvalidLine, QuoteLine } from '../pricing/contract.ts'

export const CartLine = QuoteLine.extend({
  selected: z.boolean(),
  available: z.int(),
  /** What it cost when it was put in; differs from `unitPriceFen` when the price changed since. */
  addedPriceFen: Fen,
  /** Why the purchase limits keep it from being bought with this quantity, and how many they allow. */
  limitFault: z.object({ reason: InvalidLine.shape.reason, allowed: z.int() }).nullable(),
}).meta({ id: 'CartLine' })
/** 再买 ¥X 或 N 件享…: what is not reached yet; one of the two numbers is given. */
const CartHint = z.object({ title: z.string(), missingFen: Fen.nullable(), missingPieces: z.int().nullable() })
export const CartShop = z
  .object({
    shopId: Id,
    shopName: z.string(),
    lines: z.array(CartLine),
    goodsFen: Fen,
    discountFen: Fen,
    payableFen: Fen,
    /** 再买 ¥X 享…: the nearest rule that is not reached yet. */
    hint: z.object({ title: z.string(), missingFen: Fen }).nullable(),
    /** All rules that are not reached yet, the nearest first. */
    hints: z.array(CartHint),
    /** What comes along, and what may be bought along cheaply. */
    gifts: z.array(GiftOffer),
    addOns: z.array(AddOnOffer),
    /** Coupons that come after payment. */
    promised: z.array(z.object({ title: z.string() })),
    applied: z.array(z.object({ title: z.string(), amountFen: Fen })),
  })
  .meta({ id: 'CartShop' })
export const InvalidCartLine = InvalidLine.extend({
  title: z.string(),
  picture: QuoteLine.shape.picture.nullable(),
  options: z.array(z.string()),
  quantity: z.int(),
}).meta({ id: 'InvalidCartLine' })
/** A line that is put aside: it costs nothing until it is taken back. */
export const LaterLine = z
  .object({
    skuId: Id,
    productId: Id,
    title: z.string(),
    options: z.array(z.string()),
    picture: QuoteLine.shape.picture,
    quantity: z.int(),
    priceFen: Fen,
    addedPriceFen: Fen,
    onSale: z.boolean(),
    available: z.int(),
  })
  .meta({ id: 'LaterCartLine' })
/** Sums are over selected lines, without freight. */
export const Cart = z
  .object({
    shops: z.array(CartShop),
    /** Offers over several shops: their shares are in each shop's discount. */
    across: z.object({ applied: z.array(z.object({ title: z.string(), amountFen: Fen })), hints: z.array(CartHint) }),
    later: z.array(LaterLine),
    invalid: z.array(InvalidCartLine),
    pieces: z.int(),
    goodsFen: Fen,
    discountFen: Fen,
    payableFen: Fen,
  })
  .meta({ id: 'Cart' })

export const getCart = operation({ id: 'getCart', face: 'shop', method: 'GET', path: '/cart', access: 'shopper', reply: Cart })
export const addCartLine = operation({
  id: 'addCartLine',
  face: 'shop',
  method: 'POST',
  path: '/cart/lines',
  access: 'shopper',
  body: BuyLine,
  reply: Cart,
  errors: ['sku_not_found', 'cart_full', 'quantity_limit'],
})
export const updateCartLine = operation({
  id: 'updateCartLine',
  face: 'shop',
  method: 'PATCH',
  path: '/cart/lines/:skuId',
  summary: 'Change quantity, selection, or the SKU itself',
  access: 'shopper',
  params: z.strictObject({ skuId: Id }),
  body: z.strictObject({
    quantity: Quantity.optional(),
    selected: z.boolean().optional(),
    toSkuId: Id.optional(),
    /** Puts the line aside, or takes it back. */
    later: z.boolean().optional(),
  }),
  reply: Cart,
  errors: ['cart_line_not_found', 'sku_not_found', 'quantity_limit'],
})
export const selectCartLines = operation({
  id: 'selectCartLines',
  face: 'shop',
  method: 'POST',
  path: '/cart/selection',
  access: 'shopper',
  body: z.strictObject({ skuIds: z.array(Id).max(200), selected: z.boolean() }),
  reply: Cart,
})
export const removeCartLines = operation({
  id: 'removeCartLines',
  face: 'shop',
  method: 'POST',
  path: '/cart/removals',
  access: 'shopper',
  body: z.strictObject({ skuIds: z.array(Id).min(1).max(200) }),
  reply: Cart,
})
export const mergeCart = operation({
  id: 'mergeCart',
  face: 'shop',
  method: 'POST',
  path: '/cart/merge',
  summary: "A guest's lines join the shopper's at login; keyed, twice is once",
  access: 'shopper',
  body: z.strictObject({ requestId: RequestKey, lines: z.array(BuyLine.extend({ later: z.boolean().default(false) })).max(200) }),
  reply: Cart,
})
export const buyAgain = operation({
  id: 'buyAgain',
  face: 'shop',
  method: 'POST',
  path: '/cart/again',
  summary: 'Puts what can still be bought of an order into the cart, and names the rest; keyed, twice is once',
  access: 'shopper',
  body: z.strictObject({ requestId: RequestKey, orderId: Id }),
  reply: z.object({
    cart: Cart,
    gone: z.array(
      z.object({ title: z.string(), options: z.array(z.string()), reason: z.enum(['off_sale', 'stock_short']), available: z.int() }),
    ),
  }),
  errors: ['order_not_found'],
})
export const previewCart = operation({
  id: 'previewCart',
  face: 'shop',
  method: 'POST',
  path: '/cart/preview',
  summary: "Prices a guest's lines that live on the device",
  access: 'public',
  body: z.strictObject({
    lines: z.array(BuyLine.extend({ selected: z.boolean(), addedPriceFen: Fen, later: z.boolean().default(false) })).max(200),
  }),
  reply: Cart,
  limit: { times: 300, seconds: 60 },
})

export const cartCalls = {
  /** Carts last touched in this time, by shopper, those after one; what is put aside is left out, and a cart of nothing else too. */
  idle: call(
    z.object({ from: Time, to: Time, after: Id.nullable(), limit: z.int().min(1).max(500) }),
    z.object({ items: z.array(z.object({ shopperId: Id, touchedAt: Time, skuIds: z.array(Id) })) }),
  ),
  /** Who put this into their cart when it cost more, by shopper, those after one. */
  holders: call(
    z.object({ skuId: Id, abovePriceFen: Fen, after: Id.nullable(), limit: z.int().min(1).max(500) }),
    z.object({ holders: z.array(z.object({ shopperId: Id, addedPriceFen: Fen })) }),
  ),
}
