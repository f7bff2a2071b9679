import { z } from 'zod'
import { event, operation } from '../../kernel/contract.ts'
import { Done, Id, IdParams, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

const Named = z.object({ skuId: Id, productId: Id, title: z.string(), options: z.array(z.string()), picture: Picture.nullable() })

// --- console: warnings
export const StockWarning = Named.extend({
  id: Id,
  threshold: z.int(),
  /** Pieces that can be sold now. */
  available: z.int(),
  at: Time,
  seen: z.boolean(),
  /** Shoppers who asked to be told when it is back. */
  waiting: z.int(),
}).meta({ id: 'StockWarning' })
export const listStockWarnings = operation({
  id: 'listStockWarnings',
  face: 'admin',
  method: 'GET',
  path: '/stock/warnings',
  summary: 'SKUs that have fallen to their threshold and are not above it again',
  access: 'staff:inventory.read',
  query: PageQuery,
  reply: pageOf(StockWarning),
})
export const seeStockWarnings = operation({
  id: 'seeStockWarnings',
  face: 'admin',
  method: 'POST',
  path: '/stock/warnings/seen',
  access: 'staff:inventory.read',
  reply: Done,
})
export const countStockTodos = operation({
  id: 'countStockTodos',
  face: 'admin',
  method: 'GET',
  path: '/stock/todos',
  access: 'staff:inventory.read',
  reply: z.object({
    warnings: z.int(),
    /** Of them, those nobody has looked at. */
    unseen: z.int(),
    conflicts: z.int(),
    inTransit: z.int(),
    expiredLots: z.int(),
  }),
})
export const setThreshold = operation({
  id: 'setThreshold',
  face: 'admin',
  method: 'PUT',
  path: '/stock/thresholds',
  summary: 'From how many pieces on an SKU counts as low; nothing: as the shop has set',
  access: 'staff:inventory.write',
  body: z.strictObject({ skuId: Id, pieces: z.int().min(0).max(100_000).nullable() }),
  reply: Done,
  errors: ['sku_not_found'],
})

// --- storefront: tell me when it is back
export const StockSubscription = Named.extend({
  id: Id,
  createdAt: Time,
  /** When it came back; nothing while it has not. */
  toldAt: Time.nullable(),
  seen: z.boolean(),
  /** It can be bought now: what came back may be sold out once more. */
  inStock: z.boolean(),
}).meta({ id: 'StockSubscription' })
export const subscribeStock = operation({
  id: 'subscribeStock',
  face: 'shop',
  method: 'POST',
  path: '/stock/subscriptions',
  summary: 'Tell me once when this SKU can be bought again; twice is once',
  access: 'shopper',
  body: z.strictObject({ skuId: Id }),
  reply: Done,
  errors: ['sku_not_found', 'in_stock', 'subscriptions_full'],
})
export const listStockSubscriptions = operation({
  id: 'listStockSubscriptions',
  face: 'shop',
  method: 'GET',
  path: '/stock/subscriptions',
  summary: 'What I wait for and what came back, newest first',
  access: 'shopper',
  reply: z.object({ items: z.array(StockSubscription), unseen: z.int() }),
})
export const deleteStockSubscription = operation({
  id: 'deleteStockSubscription',
  face: 'shop',
  method: 'DELETE',
  path: '/stock/subscriptions/:id',
  access: 'shopper',
  params: IdParams,
  reply: Done,
  errors: ['subscription_not_found'],
})
export const seeStockSubscriptions = operation({
  id: 'seeStockSubscriptions',
  face: 'shop',
  method: 'POST',
  path: '/stock/subscriptions/seen',
  access: 'shopper',
  reply: Done,
})

const sku = ({ skuId }: { skuId: string }): string => skuId
/** An SKU has fallen to its threshold: once a fall. */
export const stockLow = event(
  'inventory.stock_low',
  z.object({ shopId: Id, productId: Id, skuId: Id, available: z.int(), threshold: z.int() }),
  sku,
)
/** An SKU that a shopper waits for is back: once a subscription. */
export const backInStock = event(
  'inventory.back_in_stock',
  z.object({ subscriptionId: Id, shopperId: Id, shopId: Id, productId: Id, skuId: Id }),
  sku,
)
