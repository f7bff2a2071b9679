import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { Done, Id, IdParams, Ids, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { Sender } from '../shipping/contract.ts'

export const TaskState = z.enum(['open', 'picking', 'packed', 'shipped', 'cancelled'])
export type TaskState = z.output<typeof TaskState>
export const PickLine = z
  .object({
    orderLineId: Id,
    skuId: Id,
    title: z.string(),
    options: z.array(z.string()),
    picture: Picture,
    code: z.string(),
    barcode: z.string(),
    quantity: z.int(),
    picked: z.int(),
  })
  .meta({ id: 'PickLine' })
export const PickTask = z
  .object({
    id: Id,
    orderId: Id,
    orderNumber: z.string(),
    /** Null: the shop has one place for all its stock. */
    locationId: Id.nullable(),
    locationName: z.string(),
    state: TaskState,
    /** A refund is asked for: nothing goes on until that is settled. */
    stopped: z.boolean(),
    pickerName: z.string(),
    lines: z.array(PickLine),
    createdAt: Time,
    movedAt: Time,
  })
  .meta({ id: 'PickTask' })

export const listPickTasks = operation({
  id: 'listPickTasks',
  face: 'admin',
  method: 'GET',
  path: '/pick-tasks',
  access: 'staff:order.read',
  query: PageQuery.extend({ state: TaskState.optional(), /** Order number. */ search: z.string().trim().max(40).optional() }),
  reply: pageOf(PickTask),
})
export const countPickTasks = operation({
  id: 'countPickTasks',
  face: 'admin',
  method: 'GET',
  path: '/pick-task-counts',
  access: 'staff:order.read',
  reply: z.object({ open: z.int(), picking: z.int(), packed: z.int() }),
})
const errors = ['task_not_found', 'task_state_wrong', 'task_stopped']
const step = { face: 'admin', method: 'POST', access: 'staff:order.ship', params: IdParams, reply: PickTask } as const
export const startPicking = operation({
  ...step,
  id: 'startPicking',
  path: '/pick-tasks/:id/start',
  errors,
  summary: 'Of several who start, one picks',
})
export const putPickingBack = operation({
  ...step,
  id: 'putPickingBack',
  path: '/pick-tasks/:id/put-back',
  errors,
  summary: 'All that was picked goes back on the shelf',
})
export const scanPiece = operation({
  ...step,
  id: 'scanPiece',
  path: '/pick-tasks/:id/scans',
  summary: 'One piece by its code or bar code; keyed, twice is once',
  body: z.strictObject({ requestId: RequestKey, code: z.string().trim().min(1).max(60) }),
  errors: [...errors, 'piece_not_wanted', 'piece_enough'],
})
export const packTask = operation({
  ...step,
  id: 'packTask',
  path: '/pick-tasks/:id/pack',
  errors: [...errors, 'pick_incomplete'],
  summary: 'Everything was picked and is in its box',
})
export const unpackTask = operation({ ...step, id: 'unpackTask', path: '/pick-tasks/:id/unpack', errors })

const Grams = z.int().min(1).max(1_000_000)
export const listOrderWeights = operation({
  id: 'listOrderWeights',
  face: 'admin',
  method: 'GET',
  path: '/order-weights',
  summary: 'What is left of these orders weighs by its SKUs',
  access: 'staff:order.ship',
  query: z.strictObject({ ids: Ids }),
  reply: z.object({
    items: z.array(
      z.object({
        orderId: Id,
        number: z.string(),
        grams: z.int(),
        /** Some SKU says nothing of its weight. */
        guessed: z.boolean(),
      }),
    ),
  }),
})
export const bookCourierPickup = operation({
  id: 'bookCourierPickup',
  face: 'admin',
  method: 'POST',
  path: '/courier-pickups',
  summary: 'A courier of this carrier is to fetch the parcels of these orders. Keyed; the carrier is asked until there is a clear answer',
  access: 'staff:order.ship',
  body: z.strictObject({
    requestId: RequestKey,
    carrierCode: z.string().max(20),
    orderIds: z.array(Id).min(1).max(100),
    from: Time,
    to: Time,
    /** Absent: the sender of the shop. */
    sender: Sender.optional(),
    parcels: z.int().min(1).max(500),
    weightGrams: Grams.optional(),
    remark: z.string().trim().max(40).default(''),
  }),
  reply: z.object({ id: Id }),
  errors: ['order_not_found', 'transition_illegal', 'sender_missing', 'carrier_unknown', 'pickup_window_wrong', 'key_reused'],
})
export const orderWaybills = operation({
  id: 'orderWaybills',
  face: 'admin',
  method: 'POST',
  path: '/waybills',
  summary: 'A waybill for all that is left of each order; once the carrier gave its number, the pieces are shipped with it. Keyed',
  access: 'staff:order.ship',
  body: z.strictObject({
    requestId: RequestKey,
    carrierCode: z.string().max(20),
    orderIds: z.array(Id).min(1).max(100),
    /** As they were weighed; of the others, the sum of what their goods weigh. */
    weights: z
      .array(z.strictObject({ orderId: Id, grams: Grams }))
      .max(100)
      .default([]),
  }),
  reply: z.object({ done: z.int(), failed: z.array(z.object({ id: Id, number: z.string(), code: z.string() })) }),
  errors: ['sender_missing', 'waybill_account_missing', 'carrier_unknown', 'key_reused'],
})

export const warehouseCalls = {
  /** Nothing of this order goes on until `letGo` with the same key. Twice is once. */
  holdBack: call(z.object({ orderId: Id, key: z.string().max(100) }), Done),
  letGo: call(z.object({ orderId: Id, key: z.string().max(100) }), Done),
  /** Makes the tasks of orders that were paid before this module heard of them. Twice is once. For set-up. */
  seed: call(z.object({ orders: z.array(z.object({ orderId: Id, paidAt: Time })).max(1000) }), Done),
}
