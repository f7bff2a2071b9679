import { type Route, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Shipping } from './context.ts'
import * as face from './contract.ts'
import { checkPoint, choicesOf, pointOf } from './delivery-choices.ts'
import { board, detail, ownDelivery } from './delivery-views.ts'
import { step } from './delivery-work.ts'
import { insertPoint, keepDaysOf, ownPointsOf, removePoint, setKeepDays, updatePoint } from './queries/points.ts'

const done = { ok: true as const }

export function deliveryRoutes(context: Shipping): Route[] {
  const { db } = context
  const missing = () => new AppError('not_found', 'point_not_found')
  const doing =
    (what: 'ready' | 'take' | 'leave') =>
    (caller: Parameters<typeof staffOf>[0], { params }: { params: { id: string } }) =>
      step(context, staffOf(caller), { orderId: params.id, what, note: '' })
  return [
    route(face.listDeliveryPoints, async (caller) => ({ items: (await ownPointsOf(db, staffOf(caller).shopId)).map(pointOf) })),
    route(face.createDeliveryPoint, async (caller, { body }) => {
      checkPoint(body)
      const id = context.newId()
      await insertPoint(db, { id, shopId: staffOf(caller).shopId, input: body })
      return { ...body, id }
    }),
    route(face.updateDeliveryPoint, async (caller, { params, body }) => {
      checkPoint(body)
      if (!(await updatePoint(db, { id: params.id, shopId: staffOf(caller).shopId, input: body }))) throw missing()
      return { ...body, id: params.id }
    }),
    route(face.deleteDeliveryPoint, async (caller, { params }) => {
      if (!(await removePoint(db, { id: params.id, shopId: staffOf(caller).shopId, now: context.now() }))) throw missing()
      return done
    }),
    route(face.getPickupRule, async (caller) => ({ keepDays: await keepDaysOf(db, staffOf(caller).shopId) })),
    route(face.putPickupRule, async (caller, { body }) => {
      await setKeepDays(db, staffOf(caller).shopId, body.keepDays)
      return body
    }),
    route(face.listDeliveryChoices, async (_caller, { params, query: { lng, lat } }) => ({
      items: await choicesOf(context, params.id, lng === undefined || lat === undefined ? null : { lng, lat }),
    })),
    route(face.getOrderDelivery, (caller, { params }) => ownDelivery(context, shopperOf(caller), params.id)),
    route(face.listDeliveries, (caller, { query }) => board(context, staffOf(caller), query)),
    route(face.getDelivery, (caller, { params }) => detail(context, staffOf(caller), params.id)),
    route(face.readyDelivery, doing('ready')),
    route(face.takeDelivery, doing('take')),
    route(face.leaveDelivery, doing('leave')),
    route(face.failDelivery, (caller, { params, body }) =>
      step(context, staffOf(caller), { orderId: params.id, what: 'fail', note: body.reason }),
    ),
  ]
}
