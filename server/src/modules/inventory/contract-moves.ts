import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, IdParams, PageQuery, pageOf, Quantity, RequestKey, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

/** What an SKU is called, beside the lines of a document. */
const Named = z.object({ skuId: Id, title: z.string(), options: z.array(z.string()), picture: Picture.nullable() })
const Pieces = z.int().min(0).max(100_000)
const Note = z.string().trim().max(200).default('')

// --- transfers
export const TransferState = z.enum(['draft', 'in_transit', 'received', 'cancelled'])
export const Transfer = z
  .object({
    id: Id,
    number: z.string(),
    fromId: Id,
    fromName: z.string(),
    toId: Id,
    toName: z.string(),
    state: TransferState,
    note: z.string(),
    createdBy: z.string(),
    createdAt: Time,
    sentAt: Time.nullable(),
    endedAt: Time.nullable(),
    pieces: z.int(),
    /** Pieces that arrived; nothing before it was received. */
    received: z.int().nullable(),
  })
  .meta({ id: 'Transfer' })
export const TransferDetail = Transfer.extend({
  lines: z.array(Named.extend({ quantity: z.int(), received: z.int().nullable(), valueFen: Fen })),
}).meta({ id: 'TransferDetail' })

export const listTransfers = operation({
  id: 'listTransfers',
  face: 'admin',
  method: 'GET',
  path: '/stock/transfers',
  access: 'staff:inventory.read',
  query: PageQuery.extend({ state: TransferState.optional(), /** A part of its number. */ search: z.string().trim().max(40).optional() }),
  reply: pageOf(Transfer),
})
export const getTransfer = operation({
  id: 'getTransfer',
  face: 'admin',
  method: 'GET',
  path: '/stock/transfers/:id',
  access: 'staff:inventory.read',
  params: IdParams,
  reply: TransferDetail,
  errors: ['transfer_not_found'],
})
export const createTransfer = operation({
  id: 'createTransfer',
  face: 'admin',
  method: 'POST',
  path: '/stock/transfers',
  summary: 'A draft; keyed, twice is once',
  access: 'staff:inventory.write',
  body: z
    .strictObject({
      requestId: RequestKey,
      fromId: Id,
      toId: Id,
      note: Note,
      lines: z
        .array(z.strictObject({ skuId: Id, quantity: Quantity }))
        .min(1)
        .max(200),
    })
    .refine((body) => body.fromId !== body.toId, { path: ['toId'], message: 'must be another location' }),
  reply: TransferDetail,
  errors: ['location_not_found', 'location_closed', 'sku_not_found', 'key_reused'],
})
export const sendTransfer = operation({
  id: 'sendTransfer',
  face: 'admin',
  method: 'POST',
  path: '/stock/transfers/:id/send',
  summary: 'The pieces leave: they are in transit until they are received',
  access: 'staff:inventory.write',
  params: IdParams,
  reply: TransferDetail,
  errors: ['transfer_not_found', 'transfer_ended', 'stock_short'],
})
export const receiveTransfer = operation({
  id: 'receiveTransfer',
  face: 'admin',
  method: 'POST',
  path: '/stock/transfers/:id/receive',
  summary: 'The pieces arrive; those that are missing are written off',
  access: 'staff:inventory.write',
  params: IdParams,
  body: z.strictObject({
    /** Lines that did not arrive whole; the others did. */
    lines: z.array(z.strictObject({ skuId: Id, received: Pieces })).max(200),
  }),
  reply: TransferDetail,
  errors: ['transfer_not_found', 'transfer_ended', 'received_too_many', 'location_closed', 'sku_not_found'],
})
export const cancelTransfer = operation({
  id: 'cancelTransfer',
  face: 'admin',
  method: 'POST',
  path: '/stock/transfers/:id/cancel',
  summary: 'Only a draft can be cancelled',
  access: 'staff:inventory.write',
  params: IdParams,
  reply: TransferDetail,
  errors: ['transfer_not_found', 'transfer_ended'],
})

// --- counts
export const CountState = z.enum(['open', 'booked', 'cancelled'])
export const StockCount = z
  .object({
    id: Id,
    number: z.string(),
    locationId: Id,
    locationName: z.string(),
    state: CountState,
    note: z.string(),
    reason: z.string(),
    createdBy: z.string(),
    createdAt: Time,
    endedAt: Time.nullable(),
    lines: z.int(),
    counted: z.int(),
    differing: z.int(),
  })
  .meta({ id: 'StockCount' })
export const CountLine = Named.extend({
  /** On hand at the moment in which the count was written down. */
  expected: z.int().nullable(),
  counted: z.int().nullable(),
  countedBy: z.string(),
  countedAt: Time.nullable(),
}).meta({ id: 'StockCountLine' })

export const listCounts = operation({
  id: 'listCounts',
  face: 'admin',
  method: 'GET',
  path: '/stock/counts',
  access: 'staff:inventory.read',
  query: PageQuery,
  reply: pageOf(StockCount),
})
export const getCount = operation({
  id: 'getCount',
  face: 'admin',
  method: 'GET',
  path: '/stock/counts/:id',
  access: 'staff:inventory.read',
  params: IdParams,
  query: PageQuery.extend({ only: z.enum(['all', 'open', 'differing']).default('all') }),
  reply: z.object({ count: StockCount, items: z.array(CountLine), total: z.int() }),
  errors: ['count_not_found'],
})
export const createCount = operation({
  id: 'createCount',
  face: 'admin',
  method: 'POST',
  path: '/stock/counts',
  summary: 'A sheet with every SKU of a location, or those of some products; keyed, twice is once',
  access: 'staff:inventory.write',
  body: z.strictObject({ requestId: RequestKey, locationId: Id, productIds: z.array(Id).max(100).default([]), note: Note }),
  reply: StockCount,
  errors: ['location_not_found', 'count_nothing', 'key_reused'],
})
export const writeCount = operation({
  id: 'writeCount',
  face: 'admin',
  method: 'PUT',
  path: '/stock/counts/:id/lines',
  summary: 'Writes down what was counted beside what is on hand at this moment; nothing is booked yet',
  access: 'staff:inventory.write',
  params: IdParams,
  body: z.strictObject({
    lines: z
      .array(z.strictObject({ skuId: Id, counted: Pieces.nullable() }))
      .min(1)
      .max(200),
  }),
  reply: StockCount,
  errors: ['count_not_found', 'count_ended', 'sku_not_found'],
})
export const bookCount = operation({
  id: 'bookCount',
  face: 'admin',
  method: 'POST',
  path: '/stock/counts/:id/book',
  summary: 'Books the differences, whatever was sold since; twice is once',
  access: 'staff:inventory.write',
  params: IdParams,
  body: z.strictObject({ reason: z.string().trim().min(2).max(200) }),
  reply: StockCount,
  errors: ['count_not_found', 'count_ended', 'count_nothing', 'stock_short'],
})
export const cancelCount = operation({
  id: 'cancelCount',
  face: 'admin',
  method: 'POST',
  path: '/stock/counts/:id/cancel',
  access: 'staff:inventory.write',
  params: IdParams,
  reply: StockCount,
  errors: ['count_not_found', 'count_ended'],
})
