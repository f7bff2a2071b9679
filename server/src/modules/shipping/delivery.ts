import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Shipping } from './context.ts'
import { type DeliveryFacts, deliveryMoved, type shippingCalls } from './contract.ts'
import type { ShippingDb } from './db.ts'
import { type Choice, chosenSlot, spanOf } from './delivery-choices.ts'
import { addStep } from './queries/courier.ts'
import {
  addPhoto,
  deliveriesOf,
  deliveryByCode,
  type DeliveryMove,
  deliveryOf,
  type DeliveryRow,
  type DeliveryState,
  insertDelivery,
  moveDelivery,
  prolongHeld,
} from './queries/delivery.ts'
import { freeSlot, takeSlot } from './queries/points.ts'

const done = { ok: true as const }
type Held = Omit<z.output<typeof shippingCalls.holdDelivery.input>, 'choice'> & { choice: Choice }

/** Whoever watches the order hears of it. */
export const told = (tx: Db<ShippingDb>, row: DeliveryRow, state: DeliveryState): Promise<void> =>
  emit(tx, deliveryMoved, { orderId: row.order_id, shopId: row.shop_id, state })

/** Throws `slot_full`, `delivery_choice_wrong`: also when it costs something else than was charged. */
export async function holdDelivery(shipping: Shipping, { choice, goods, note, ...input }: Held): Promise<typeof done> {
  const now = shipping.now()
  const { capacity, meters, feeFen } = await chosenSlot(shipping, choice, input)
  if (feeFen !== input.feeFen) throw new AppError('conflict', 'delivery_choice_wrong', { feeFen })
  await inTx(shipping.db, async (tx) => {
    const { shopId, kind, pointId, day, span } = choice
    // Ten digits that nobody can guess, and that can be typed.
    const code = String(randomInt(1_000_000_000, 10_000_000_000))
    const expiresAt = later(now, { minutes: input.minutes })
    const contact = { ...input.contact, goods, note }
    const fresh = await insertDelivery(tx, { ...input, contact, shopId, kind, pointId, day, span, code, meters, expiresAt, now })
    if (fresh && !(await takeSlot(tx, choice, capacity))) throw new AppError('conflict', 'slot_full', { day, span })
  })
  return done
}

const Slots = z.array(z.object({ from: z.string(), to: z.string(), capacity: z.number() }))

/** Throws `slot_full`: its time had lapsed, and others have taken the place. */
export async function keepDelivery(shipping: Shipping, orderId: string): Promise<typeof done> {
  const row = await deliveryOf(shipping.db, orderId)
  if (!row) return done
  await inTx(shipping.db, async (tx) => {
    if (!(await moveDelivery(tx, { orderId, from: ['held'], to: 'kept' }))) {
      if (!(await moveDelivery(tx, { orderId, from: ['released'], to: 'kept' }))) return
      const slot = Slots.parse(row.point_slots).find((one) => spanOf(one) === row.span)
      if (!(await takeSlot(tx, { pointId: row.point_id, day: row.day, span: row.span }, slot?.capacity ?? 0)))
        throw new AppError('conflict', 'slot_full')
    }
    await told(tx, row, 'kept')
  })
  return done
}

/** What is paid later than usual keeps its place until then. */
export async function prolongDelivery(
  shipping: Shipping,
  { orderId, minutes }: { orderId: string; minutes: number },
): Promise<typeof done> {
  await prolongHeld(shipping.db, orderId, later(shipping.now(), { minutes }))
  return done
}

export async function releaseDelivery(shipping: Shipping, orderId: string): Promise<typeof done> {
  return free(shipping, { orderId, from: ['held', 'kept', 'ready', 'taken'] })
}

/** Only what still waits to be paid for, and whose time is still up: it may have been kept or prolonged since it was looked at. */
export async function releaseLapsedDelivery(shipping: Shipping, orderId: string): Promise<typeof done> {
  return free(shipping, { orderId, from: ['held'], lapsedAt: shipping.now() })
}

async function free(shipping: Shipping, which: Pick<DeliveryMove, 'orderId' | 'from' | 'lapsedAt'>): Promise<typeof done> {
  const row = await deliveryOf(shipping.db, which.orderId)
  if (!row) return done
  await inTx(shipping.db, async (tx) => {
    if (!(await moveDelivery(tx, { ...which, to: 'released' }))) return
    await freeSlot(tx, { pointId: row.point_id, day: row.day, span: row.span })
    await told(tx, row, 'released')
  })
  return done
}

/** Throws `delivery_state_wrong`. The proof may come after the fact. */
export async function finishDelivery(
  shipping: Shipping,
  { orderId, byName, photo }: { orderId: string; byName: string; photo: unknown },
): Promise<typeof done> {
  const row = await deliveryOf(shipping.db, orderId)
  if (!row) throw new AppError('conflict', 'delivery_state_wrong')
  const at = shipping.now()
  const moved = await inTx(shipping.db, async (tx) => {
    if (!(await moveDelivery(tx, { orderId, from: ['kept', 'ready', 'taken'], to: 'done', photo, doneAt: at }))) return false
    await addStep(tx, { id: shipping.newId(), orderId, what: 'done', at, byName: byName || row.courier_name, note: '' })
    await told(tx, row, 'done')
    return true
  })
  if (moved) return done
  if ((await deliveryOf(shipping.db, orderId))?.state !== 'done') throw new AppError('conflict', 'delivery_state_wrong')
  if (photo) await addPhoto(shipping.db, orderId, photo)
  return done
}

const factsOf = (row: DeliveryRow): z.input<typeof DeliveryFacts> => ({
  orderId: row.order_id,
  shopId: row.shop_id,
  kind: row.kind,
  state: row.state,
  courierId: row.courier_id,
  courierName: row.courier_name,
  pointId: row.point_id,
  pointName: row.point_name,
  day: row.day,
  span: row.span,
  codeTail: row.code.slice(-4),
  doneAt: row.done_at?.toISOString() ?? null,
})

export async function delivery(shipping: Shipping, orderId: string) {
  const row = await deliveryOf(shipping.db, orderId)
  return { delivery: row ? factsOf(row) : null }
}

export const deliveries = async (shipping: Shipping, orderIds: readonly string[]) => ({
  items: orderIds.length > 0 ? (await deliveriesOf(shipping.db, orderIds)).map(factsOf) : [],
})

export async function deliveryOfCode(shipping: Shipping, { shopId, code }: { shopId: string; code: string }) {
  const orderId = await deliveryByCode(shipping.db, shopId, code)
  return orderId ? delivery(shipping, orderId) : { delivery: null }
}
