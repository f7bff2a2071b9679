import { type Route, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Shipping } from './context.ts'
import {
  createDeliveryPoint,
  deleteDeliveryPoint,
  getOrderDelivery,
  leaveDelivery,
  listDeliveries,
  listDeliveryChoices,
  listDeliveryPoints,
  readyDelivery,
  takeDelivery,
  updateDeliveryPoint,
} from './contract.ts'
import { choicesOf, deliveryView, ownDelivery, pointOf, step } from './delivery.ts'
import { deliveryPage, insertPoint, pointsOf, removePoint, updatePoint } from './queries/delivery.ts'

const done = { ok: true as const }

export function deliveryRoutes(context: Shipping): Route[] {
  const { db } = context
  const missing = () => new AppError('not_found', 'point_not_found')
  const doing =
    (what: 'ready' | 'take' | 'leave') =>
    (caller: Parameters<typeof staffOf>[0], { params }: { params: { id: string } }) =>
      step(context, staffOf(caller), { orderId: params.id, what })
  return [
    route(listDeliveryPoints, async (caller) => ({ items: (await pointsOf(db, staffOf(caller).shopId)).map(pointOf) })),
    route(createDeliveryPoint, async (caller, { body }) => {
      const id = context.newId()
      await insertPoint(db, { id, shopId: staffOf(caller).shopId, input: body })
      return { ...body, id }
    }),
    route(updateDeliveryPoint, async (caller, { params, body }) => {
      if (!(await updatePoint(db, { id: params.id, shopId: staffOf(caller).shopId, input: body }))) throw missing()
      return { ...body, id: params.id }
    }),
    route(deleteDeliveryPoint, async (caller, { params }) => {
      if (!(await removePoint(db, { id: params.id, shopId: staffOf(caller).shopId, now: context.now() }))) throw missing()
      return done
    }),
    route(listDeliveryChoices, async (_caller, { params }) => ({ items: await choicesOf(context, params.id) })),
    route(getOrderDelivery, (caller, { params }) => ownDelivery(context, shopperOf(caller), params.id)),
    route(listDeliveries, async (caller, { query: { page, pageSize, ...filter } }) => {
      const { id, shopId } = staffOf(caller)
      const { rows, total } = await deliveryPage(db, shopId, { ...filter, limit: pageSize, offset: (page - 1) * pageSize })
      return { items: rows.map((row) => deliveryView(row, id)), total }
    }),
    route(readyDelivery, doing('ready')),
    route(takeDelivery, doing('take')),
    route(leaveDelivery, doing('leave')),
  ]
}
