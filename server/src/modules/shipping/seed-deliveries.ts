import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import type { Shipping } from './context.ts'
import { DeliveryPoint, type shippingCalls } from './contract.ts'
import type { ShippingDb } from './db.ts'
import { pointOf } from './delivery-choices.ts'
import { feeFor, metersBetween } from './distance.ts'
import { addStep } from './queries/courier.ts'
import { insertDelivery, moveDelivery } from './queries/delivery.ts'
import { insertPoint, pointsOf, takeSlot } from './queries/points.ts'

type Input = z.input<typeof shippingCalls.seedDeliveries.input>
type Past = Input['deliveries'][number]
type Point = z.output<typeof DeliveryPoint>
/** Past times hold as many as there were. */
const ROOM = 10_000

/** Points, and orders of theirs in any state, as if they had been placed. */
export async function seedDeliveries(shipping: Shipping, { shopId, points, deliveries }: Input): Promise<{ ok: true }> {
  const known = new Set((await pointsOf(shipping.db, shopId)).map((point) => point.id))
  for (const { id, ...input } of points.map((point) => DeliveryPoint.parse(point)))
    if (!known.has(id)) await insertPoint(shipping.db, { id, shopId, input })
  const rows = new Map((await pointsOf(shipping.db, shopId)).map((row) => [row.id, pointOf(row)]))
  for (const one of deliveries) {
    const point = rows.get(one.pointId)
    if (point) await inTx(shipping.db, (tx) => seedOne(shipping, tx, { shopId, point, one }))
  }
  return { ok: true }
}

async function seedOne(
  shipping: Shipping,
  tx: Db<ShippingDb>,
  { shopId, point, one }: { shopId: string; point: Point; one: Past },
): Promise<void> {
  const { orderId, orderNumber, shopperId, kind, pointId, day, span, goods, note, to, courier, state } = one
  const at = new Date(one.at)
  const meters = to && metersBetween(point, to)
  const feeFen = meters === null ? 0 : (feeFor(point.fees, meters) ?? 0)
  const code = String(randomInt(1_000_000_000, 10_000_000_000))
  const place = { shopId, kind, pointId, day, span, code, to, meters, feeFen, expiresAt: at, now: at }
  const contact = { ...one.receiver, goods, note }
  if (!(await insertDelivery(tx, { orderId, orderNumber, shopperId, contact, ...place }))) return
  await takeSlot(tx, { pointId, day, span }, ROOM)
  const step = (what: 'ready' | 'taken' | 'failed' | 'done', when: Date, text = '') =>
    addStep(tx, { id: shipping.newId(), orderId, what, at: when, byName: courier?.name ?? '', note: text })
  await moveDelivery(tx, { orderId, from: ['held'], to: 'kept' })
  if (state === 'kept') return
  await moveDelivery(tx, { orderId, from: ['kept'], to: 'ready', ...(one.failed ? { failed: true as const } : {}) })
  await step('ready', later(at, { minutes: 20 }))
  if (one.failed) await step('failed', later(at, { minutes: 60 }), one.failed)
  if (state === 'ready') return
  if (kind === 'local') {
    await moveDelivery(tx, { orderId, from: ['ready'], to: 'taken', courier })
    await step('taken', later(at, { minutes: 70 }))
  }
  if (state === 'taken') return
  const doneAt = new Date(one.doneAt ?? one.at)
  await moveDelivery(tx, { orderId, from: ['ready', 'taken'], to: 'done', doneAt })
  await step('done', doneAt)
}
