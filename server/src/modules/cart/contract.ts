import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, Quantity, RequestKey } from '../../kernel/schema.ts'
import { BuyLine, InvalidLine, QuoteLine } from '../pricing/contract.ts'

export const CartLine = QuoteLine.extend({
  selected: z.boolean(),
  available: z.int(),
  /** What it cost when it was put in; differs from `unitPriceFen` when the price changed since. */
  addedPriceFen: Fen,
  /** Why the purchase limits keep it from being bought with this quantity, and how many they allow. */
  limitFault: z.object({ reason: InvalidLine.shape.reason, allowed: z.int() }).nullable(),
}).meta({ id: 'CartLine' })
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
    applied: z.array(z.object({ title: z.string(), amountFen: Fen })),
  })
  .meta({ id: 'CartShop' })
export const InvalidCartLine = InvalidLine.extend({
  title: z.string(),
  picture: QuoteLine.shape.picture.nullable(),
  options: z.array(z.string()),
  quantity: z.int(),
}).meta({ id: 'InvalidCartLine' })
/** Sums are over selected lines, without freight. */
export const Cart = z
  .object({
    shops: z.array(CartShop),
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
  body: z.strictObject({ quantity: Quantity.optional(), selected: z.boolean().optional(), toSkuId: Id.optional() }),
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
  body: z.strictObject({ requestId: RequestKey, lines: z.array(BuyLine).max(200) }),
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
  body: z.strictObject({ lines: z.array(BuyLine.extend({ selected: z.boolean(), addedPriceFen: Fen })).max(200) }),
  reply: Cart,
  limit: { times: 300, seconds: 60 },
})

export const cartCalls = {}
