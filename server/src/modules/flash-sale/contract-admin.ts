import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

/** `upcoming`, `running` and `ended` are what the clock makes of a published session. */
export const FlashPhase = z.enum(['draft', 'upcoming', 'running', 'ended', 'stopped'])
export type FlashPhase = z.output<typeof FlashPhase>

/** Of whom a session asks the code of a picture before the gate: nobody, who looks like a machine, everybody. */
export const FlashGuard = z.enum(['off', 'suspicious', 'everybody'])

export const FlashItemInput = z.strictObject({
  skuId: Id,
  priceFen: z.int().min(1).max(1_000_000_00),
  pieces: z.int().min(1).max(100_000),
  perPerson: z.int().min(1).max(99),
})
export const FlashSessionInput = z.strictObject({
  title: Name,
  startsAt: Time,
  endsAt: Time,
  /** So long an order has to be paid; then its place is free again. */
  payMinutes: z.int().min(1).max(60).default(10),
  challenge: FlashGuard.default('off'),
  items: z.array(FlashItemInput).min(1).max(50),
})
export type FlashSessionInput = z.output<typeof FlashSessionInput>

export const AdminFlashItem = z
  .object({
    id: Id,
    skuId: Id,
    productId: Id,
    title: z.string(),
    options: z.array(z.string()),
    picture: Picture.nullable(),
    priceFen: Fen,
    listPriceFen: Fen,
    pieces: z.int(),
    perPerson: z.int(),
    /** Held by orders, or bought. */
    taken: z.int(),
    /** What is on the shelf now, for everybody. */
    shelf: z.int(),
  })
  .meta({ id: 'AdminFlashItem' })
export const FlashSessionRow = z
  .object({
    id: Id,
    title: z.string(),
    phase: FlashPhase,
    startsAt: Time,
    endsAt: Time,
    payMinutes: z.int(),
    challenge: FlashGuard,
    products: z.int(),
    pieces: z.int(),
    taken: z.int(),
    createdAt: Time,
  })
  .meta({ id: 'FlashSessionRow' })
export const FlashSessionDetail = FlashSessionRow.extend({ items: z.array(AdminFlashItem) }).meta({ id: 'FlashSessionDetail' })

export const FlashNumbers = z
  .object({
    phase: FlashPhase,
    /** Asked to be let in; let in; refused because nothing was left or it was too full. */
    attempts: z.int(),
    admitted: z.int(),
    refused: z.int(),
    /** Places taken, by so many people; of these paid. */
    orders: z.int(),
    people: z.int(),
    paidOrders: z.int(),
    unpaidOrders: z.int(),
    paidPieces: z.int(),
    /** What was paid, without what went back; and by how much the goods were cheaper than their list price. */
    paidFen: Fen,
    refundedFen: Fen,
    savedFen: Fen,
    items: z.array(z.object({ id: Id, pieces: z.int(), taken: z.int(), paid: z.int() })),
  })
  .meta({ id: 'FlashNumbers' })

export const listFlashSessions = operation({
  id: 'listFlashSessions',
  face: 'admin',
  method: 'GET',
  path: '/flash-sales',
  access: 'staff:promotion.read',
  query: PageQuery.extend({ phase: FlashPhase.optional() }),
  reply: pageOf(FlashSessionRow),
})
export const getFlashSession = operation({
  id: 'getFlashSession',
  face: 'admin',
  method: 'GET',
  path: '/flash-sales/:id',
  access: 'staff:promotion.read',
  params: IdParams,
  reply: FlashSessionDetail,
  errors: ['flash_not_found'],
})
export const getFlashNumbers = operation({
  id: 'getFlashNumbers',
  face: 'admin',
  method: 'GET',
  path: '/flash-sales/:id/numbers',
  summary: 'What happens in a session now, and what came of it',
  access: 'staff:promotion.read',
  params: IdParams,
  reply: FlashNumbers,
  errors: ['flash_not_found'],
})
const wrong = ['flash_schedule_wrong', 'flash_sku_unknown', 'flash_price_wrong', 'flash_sku_twice'] as const
export const createFlashSession = operation({
  id: 'createFlashSession',
  face: 'admin',
  method: 'POST',
  path: '/flash-sales',
  access: 'staff:promotion.write',
  body: FlashSessionInput,
  reply: FlashSessionDetail,
  errors: wrong,
})
export const updateFlashSession = operation({
  id: 'updateFlashSession',
  face: 'admin',
  method: 'PUT',
  path: '/flash-sales/:id',
  summary: 'Only a draft changes: what was announced is kept',
  access: 'staff:promotion.write',
  params: IdParams,
  body: FlashSessionInput,
  reply: FlashSessionDetail,
  errors: [...wrong, 'flash_not_found', 'flash_not_draft'],
})
export const publishFlashSession = operation({
  id: 'publishFlashSession',
  face: 'admin',
  method: 'POST',
  path: '/flash-sales/:id/publish',
  summary: 'Announces a draft; twice is once',
  access: 'staff:promotion.write',
  params: IdParams,
  reply: FlashSessionDetail,
  errors: ['flash_not_found', 'flash_not_draft', 'flash_schedule_wrong', 'flash_stock_short', 'flash_overlap', 'flash_sku_unknown'],
})
export const stopFlashSession = operation({
  id: 'stopFlashSession',
  face: 'admin',
  method: 'POST',
  path: '/flash-sales/:id/stop',
  summary: 'Ends it before its time: nobody is let in any more, orders that were placed stay',
  access: 'staff:promotion.write',
  params: IdParams,
  reply: FlashSessionDetail,
  errors: ['flash_not_found', 'flash_over'],
})
export const deleteFlashSession = operation({
  id: 'deleteFlashSession',
  face: 'admin',
  method: 'DELETE',
  path: '/flash-sales/:id',
  access: 'staff:promotion.write',
  params: IdParams,
  reply: Done,
  errors: ['flash_not_found', 'flash_not_draft'],
})
