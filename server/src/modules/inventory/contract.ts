import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { LocationKind } from './contract-places.ts'
import { Picture } from '../media/contract.ts'
export * from './contract-buying.ts'
export * from './contract-moves.ts'
export * from './contract-places.ts'
export * from './contract-sync.ts'
export * from './contract-watch.ts'
import { Done, Fen, Id, Ids, PageQuery, pageOf, Quantity, RequestKey, Time } from '../../kernel/schema.ts'

/** received + arrived = available + held + expired + sold + written off + sent, for each SKU and location. */
export const StockLevel = z
  .object({
    /** SKU and location. */
    id: z.string(),
    skuId: Id,
    productId: Id,
    title: z.string(),
    options: z.array(z.string()),
    picture: Picture.nullable(),
    locationId: Id,
    locationName: z.string(),
    /** On the shelf: available, held and expired pieces. */
    onHand: z.int(),
    held: z.int(),
    available: z.int(),
    expired: z.int(),
    sold: z.int(),
    writtenOff: z.int(),
    received: z.int(),
    /** Came from and went to other locations. */
    arrived: z.int(),
    sent: z.int(),
    /** Its pieces have lots. */
    tracked: z.boolean(),
    /** From so many pieces on, over all locations, it counts as low; nothing: as the shop has set. */
    threshold: z.int().nullable(),
    /** What the pieces on the shelf cost, by moving average. */
    valueFen: Fen,
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
  query: PageQuery.extend({
    skuIds: Ids.optional(),
    productId: Id.optional(),
    locationId: Id.optional(),
    low: z.enum(['true', 'false']).default('false'),
  }),
  reply: pageOf(StockLevel),
})
const comes: readonly string[] = ['receipt', 'return']
const goes: readonly string[] = ['damage', 'expiry']
export const adjustStock = operation({
  id: 'adjustStock',
  face: 'admin',
  method: 'POST',
  path: '/stock/adjustments',
  summary: 'Add or take pieces with a reason; keyed, twice is once',
  access: 'staff:inventory.write',
  body: z
    .strictObject({
      requestId: RequestKey,
      reason: z.enum(['receipt', 'count', 'damage', 'return', 'correction', 'expiry']),
      note: z.string().trim().min(2).max(200),
      /** The default location when absent. */
      locationId: Id.optional(),
      lines: z
        .array(z.strictObject({ skuId: Id, change: z.int().min(-100_000).max(100_000), lotId: Id.optional() }))
        .min(1)
        .max(200),
    })
    .check((context) => {
      const { reason, lines } = context.value
      for (const [index, { change }] of lines.entries()) {
        // What comes in comes in: to take pieces off the books there are other reasons.
        const wrong = (comes.includes(reason) && change < 1) || (goes.includes(reason) && change > -1)
        if (wrong)
          context.issues.push({
            code: 'custom',
            message: comes.includes(reason) ? 'must be at least 1' : 'must be at most -1',
            input: change,
            path: ['lines', index, 'change'],
          })
      }
    }),
  reply: z.object({ items: z.array(StockLevel) }),
  errors: ['sku_not_found', 'stock_short', 'stock_kept_by_keys', 'key_reused', 'location_not_found', 'location_closed', 'lot_not_found'],
})
export const MovementKind = z.enum([
  'receipt',
  'count',
  'damage',
  'return',
  'correction',
  'sale',
  'hold',
  'release',
  'restock',
  'transfer_out',
  'transfer_in',
  'expiry',
  'sync',
  'lot',
])
export const Movement = z
  .object({
    id: Id,
    skuId: Id,
    locationId: Id,
    lotId: Id.nullable(),
    kind: MovementKind,
    onHandChange: z.int(),
    heldChange: z.int(),
    /** By how much the value of what is on the shelf changed: of a sale, its cost. */
    valueChangeFen: z.int(),
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
  query: PageQuery.extend({
    skuId: Id.optional(),
    locationId: Id.optional(),
    kind: MovementKind.optional(),
    /** The order, transfer, count or receipt that caused it. */
    reference: z.string().max(100).optional(),
  }),
  reply: pageOf(Movement),
})

/** A product went out of stock, or came back. */
export const availabilityChanged = event(
  'inventory.availability_changed',
  z.object({ productId: Id, inStock: z.boolean() }),
  ({ productId }) => productId,
)

export const StockLine = z.object({ skuId: Id, quantity: Quantity })
/** `restocked`: so many of the sold pieces have come back. */
export const HeldLine = StockLine.extend({ locationId: Id, restocked: z.int() })
/** To another open location of the shop, or off the books with a reason: sold no more, and not there either. */
export const ReturnedTo = z.discriminatedUnion('to', [
  z.object({ to: z.literal('location'), locationId: Id }),
  z.object({ to: z.literal('nowhere'), note: z.string().min(1).max(300), actor: z.string().max(60) }),
])
export const inventoryCalls = {
  available: call(z.object({ skuIds: z.array(Id).max(500) }), z.object({ items: z.array(z.object({ skuId: Id, available: z.int() })) })),
  /**
   * Holds all lines or none until `minutes` have passed, at the locations that the shop's rule chooses for the destination. The same key
   * answers the first hold. Throws `stock_short`, `key_reused`, `hold_ended`.
   */
  reserve: call(
    z.object({
      key: z.string().max(100),
      lines: z.array(StockLine).min(1).max(200),
      minutes: z.int().min(1).max(10_080),
      to: z.object({ districtCode: z.string().regex(/^\d{6}$/) }).optional(),
    }),
    z.object({ key: z.string(), expiresAt: Time }),
  ),
  /**
   * Turns the hold into a sale. A hold that expired is taken again if there is stock, else `stock_short`; one that was released is not:
   * `hold_ended`. Twice is once.
   */
  sell: call(z.object({ key: z.string().max(100) }), Done),
  /**
   * Ends the hold for good; twice, or a hold that never was, is fine and prevents a later one with that key, and a later sale. What was sold
   * before stays sold, and the answer says so.
   */
  release: call(z.object({ key: z.string().max(100) }), z.object({ state: z.enum(['released', 'sold']) })),
  /** The hold lasts so many minutes from now, if it has not ended. */
  prolong: call(z.object({ key: z.string().max(100), minutes: z.int().min(1).max(10_080) }), Done),
  /** Sold pieces of this key come back to where they were sold from, or go `onward` from there. Keyed by `restockKey`. */
  restock: call(
    z.object({
      key: z.string().max(100),
      restockKey: z.string().max(100),
      lines: z.array(StockLine).min(1).max(200),
      onward: ReturnedTo.optional(),
    }),
    Done,
  ),
  /** State of the holds with these keys, and where their lines lie: a line that is split has several. */
  holds: call(
    z.object({ keys: z.array(z.string()).max(1000) }),
    z.object({ items: z.array(z.object({ key: z.string(), state: z.enum(['held', 'sold', 'released']), lines: z.array(HeldLine) })) }),
  ),
  /** Names and addresses of locations, for pick lists and labels. */
  locations: call(
    z.object({ ids: z.array(Id).max(500) }),
    z.object({
      items: z.array(
        z.object({ id: Id, name: z.string(), kind: LocationKind, districtCode: z.string(), detail: z.string(), phone: z.string() }),
      ),
    }),
  ),
  /** The open locations of a shop, the default one first. */
  places: call(
    z.object({ shopId: Id }),
    z.object({ items: z.array(z.object({ id: Id, name: z.string(), kind: LocationKind, isDefault: z.boolean() })) }),
  ),
  /** Receipts and past sales in bulk: levels and their movements, at once. For set-up. */
  seed: call(z.object({ shopId: Id, sold: z.array(z.object({ key: z.string(), at: Time, lines: z.array(StockLine) })).max(5000) }), Done),
}
