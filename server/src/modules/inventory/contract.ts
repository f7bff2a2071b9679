import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { Picture } from '../media/contract.ts'
import { Done, Id, Ids, PageQuery, pageOf, Quantity, RequestKey, Time } from '../../kernel/schema.ts'

/** received = available + held + sold + written off, for each SKU and location. */
export const StockLevel = z
  .object({
    skuId: Id,
    productId: Id,
    title: z.string(),
    options: z.array(z.string()),
    picture: Picture.nullable(),
    locationId: Id,
    onHand: z.int(),
    held: z.int(),
    available: z.int(),
    sold: z.int(),
    writtenOff: z.int(),
    received: z.int(),
    updatedAt: Time,
  })
  .meta({ id: 'StockLevel' })

export const getStock = operation({
  id: 'getStock',
  face: 'shop',
  method: 'GET',
  path: '/stock',
  summary: 'How many pieces of each SKU can be bought now (capped at 999)',
  access: 'public',
  query: z.strictObject({ skuIds: Ids }),
  reply: z.object({ items: z.array(z.object({ skuId: Id, available: z.int() })) }),
})

export const listStock = operation({
  id: 'listStock',
  face: 'admin',
  method: 'GET',
  path: '/stock',
  access: 'staff:inventory.read',
  query: PageQuery.extend({ skuIds: Ids.optional(), productId: Id.optional(), low: z.enum(['true', 'false']).default('false') }),
  reply: pageOf(StockLevel),
})
export const adjustStock = operation({
  id: 'adjustStock',
  face: 'admin',
  method: 'POST',
  path: '/stock/adjustments',
  summary: 'Add or take pieces with a reason; keyed, twice is once',
  access: 'staff:inventory.write',
  body: z.strictObject({
    requestId: RequestKey,
    reason: z.enum(['receipt', 'count', 'damage', 'return', 'correction']),
    note: z.string().trim().min(2).max(200),
    lines: z
      .array(z.strictObject({ skuId: Id, change: z.int().min(-100_000).max(100_000) }))
      .min(1)
      .max(200),
  }),
  reply: z.object({ items: z.array(StockLevel) }),
  errors: ['sku_not_found', 'stock_short', 'key_reused'],
})
export const MovementKind = z.enum(['receipt', 'count', 'damage', 'return', 'correction', 'sale', 'hold', 'release', 'restock'])
export const Movement = z
  .object({
    id: Id,
    skuId: Id,
    locationId: Id,
    kind: MovementKind,
    onHandChange: z.int(),
    heldChange: z.int(),
    reference: z.string(),
    actor: z.string(),
    note: z.string(),
    at: Time,
  })
  .meta({ id: 'StockMovement' })
export const listMovements = operation({
  id: 'listMovements',
  face: 'admin',
  method: 'GET',
  path: '/stock/movements',
  access: 'staff:inventory.read',
  query: PageQuery.extend({ skuId: Id.optional(), kind: MovementKind.optional() }),
  reply: pageOf(Movement),
})

/** A product went out of stock, or came back. */
export const availabilityChanged = event(
  'inventory.availability_changed',
  z.object({ productId: Id, inStock: z.boolean() }),
  ({ productId }) => productId,
)

export const StockLine = z.object({ skuId: Id, quantity: Quantity })
export const inventoryCalls = {
  available: call(z.object({ skuIds: z.array(Id).max(500) }), z.object({ items: z.array(z.object({ skuId: Id, available: z.int() })) })),
  /** Holds all lines or none until `minutes` have passed. The same key answers the first hold. Throws `stock_short`, `key_reused`, `hold_ended`. */
  reserve: call(
    z.object({ key: z.string().max(100), lines: z.array(StockLine).min(1).max(200), minutes: z.int().min(1).max(10_080) }),
    z.object({ key: z.string(), expiresAt: Time }),
  ),
  /** Turns the hold into a sale. A hold that expired is taken again if there is stock; else `stock_short`. Twice is once. */
  sell: call(z.object({ key: z.string().max(100) }), Done),
  /** Ends the hold; twice, or a hold that never was, is fine and prevents a later one with that key. */
  release: call(z.object({ key: z.string().max(100) }), Done),
  /** Puts sold pieces of this key back on the shelf. Keyed by `restockKey`. */
  restock: call(z.object({ key: z.string().max(100), restockKey: z.string().max(100), lines: z.array(StockLine).min(1).max(200) }), Done),
  /** State of the hold with this key, for checks over modules. */
  holds: call(
    z.object({ keys: z.array(z.string()).max(1000) }),
    z.object({ items: z.array(z.object({ key: z.string(), state: z.enum(['held', 'sold', 'released']), lines: z.array(StockLine) })) }),
  ),
  /** Receipts and past sales in bulk: levels and their movements, at once. For set-up. */
  seed: call(z.object({ shopId: Id, sold: z.array(z.object({ key: z.string(), at: Time, lines: z.array(StockLine) })).max(5000) }), Done),
}
