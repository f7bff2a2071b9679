import { randomInt } from 'node:crypto'
import { toSVG } from 'bwip-js/node'
import { z } from 'zod'
import { dayOf, later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Shipping } from './context.ts'
import {
  type Delivery,
  type DeliveryChoice,
  type DeliveryFacts,
  DeliveryPoint,
  type getOrderDelivery,
  type shippingCalls,
} from './contract.ts'
import { feeFor, metersBetween } from './distance.ts'
import {
  addPhoto,
  deliveryByCode,
  deliveryOf,
  type DeliveryRow,
  freeSlot,
  insertDelivery,
  moveDelivery,
  type PointRow,
  pointsOf,
  prolongHeld,
  takenSlots,
  takeSlot,
} from './queries/delivery.ts'

type Choice = z.output<typeof DeliveryChoice>
const done = { ok: true as const }
const daysAhead = 7
const spanOf = ({ from, to }: { from: string; to: string }): string => `${from}-${to}`

export const pointOf = (row: PointRow): z.output<typeof DeliveryPoint> => {
  const { id, name, address, phone, lng, lat, pickup, local, fees, slots } = row
  return DeliveryPoint.parse({ id, name, address, phone, lng, lat, pickup, local, fees, slots })
}

const days = (now: Date): string[] => Array.from({ length: daysAhead }, (_, at) => dayOf(later(now, { days: at })))
const isOpen = (now: Date, day: string, from: string): boolean => new Date(`${day}T${from}:00+08:00`).getTime() > now.getTime()

/** What can be chosen: points, and the stretches of time of the coming days that have room. */
export async function choicesOf(shipping: Shipping, shopId: string) {
  const now = shipping.now()
  const points = (await pointsOf(shipping.db, shopId)).map(pointOf)
  const taken = new Map(
    (
      await takenSlots(
        shipping.db,
        points.map((point) => point.id),
        dayOf(now),
      )
    ).map((slot) => [`${slot.point_id} ${slot.day} ${slot.span}`, slot.taken]),
  )
  return points.map(({ fees: _fees, slots, ...point }) => ({
    ...point,
    slots: days(now).flatMap((day) =>
      slots
        .filter((slot) => isOpen(now, day, slot.from))
        .map((slot) => ({ day, span: spanOf(slot), left: slot.capacity - (taken.get(`${point.id} ${day} ${spanOf(slot)}`) ?? 0) }))
        .filter((slot) => slot.left > 0),
    ),
  }))
}

/** The fee of a choice; nothing: it cannot be had. */
export async function feeOfChoice(shipping: Shipping, choice: Choice): Promise<number | undefined> {
  const point = (await pointsOf(shipping.db, choice.shopId)).map(pointOf).find((one) => one.id === choice.pointId)
  if (!point || !point[choice.kind]) return undefined
  if (choice.kind === 'pickup') return 0
  const { lng, lat } = choice
  return lng === undefined || lat === undefined ? undefined : feeFor(point.fees, metersBetween(point, { lng, lat }))
}

/** Throws `slot_full`, `delivery_choice_wrong`. */
export async function holdDelivery(shipping: Shipping, input: z.output<typeof shippingCalls.holdDelivery.input>): Promise<typeof done> {
  const { choice } = input
  const now = shipping.now()
  const point = (await pointsOf(shipping.db, choice.shopId)).map(pointOf).find((one) => one.id === choice.pointId)
  const slot = point?.slots.find((one) => spanOf(one) === choice.span)
  if (!point?.[choice.kind] || !slot || !days(now).includes(choice.day) || !isOpen(now, choice.day, slot.from))
    throw new AppError('conflict', 'delivery_choice_wrong')
  await inTx(shipping.db, async (tx) => {
    const { shopId, kind, pointId, day, span } = choice
    // Ten digits that nobody can guess, and that can be typed.
    const code = String(randomInt(1_000_000_000, 10_000_000_000))
    const expiresAt = later(now, { minutes: input.minutes })
    const fresh = await insertDelivery(tx, { ...input, shopId, kind, pointId, day, span, code, expiresAt, now })
    if (fresh && !(await takeSlot(tx, choice, slot.capacity))) throw new AppError('conflict', 'slot_full', { day, span })
  })
  return done
}

/** Throws `slot_full`: its time had lapsed, and others have taken the place. */
export async function keepDelivery(shipping: Shipping, orderId: string): Promise<typeof done> {
  const row = await deliveryOf(shipping.db, orderId)
  if (!row) return done
  await inTx(shipping.db, async (tx) => {
    if (await moveDelivery(tx, { orderId, from: ['held'], to: 'kept' })) return
    if (!(await moveDelivery(tx, { orderId, from: ['released'], to: 'kept' }))) return
    const slot = Slots.parse(row.point_slots).find((one) => spanOf(one) === row.span)
    if (!(await takeSlot(tx, { pointId: row.point_id, day: row.day, span: row.span }, slot?.capacity ?? 0)))
      throw new AppError('conflict', 'slot_full')
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
const Slots = z.array(z.object({ from: z.string(), to: z.string(), capacity: z.number() }))

export async function releaseDelivery(shipping: Shipping, orderId: string): Promise<typeof done> {
  const row = await deliveryOf(shipping.db, orderId)
  if (!row) return done
  await inTx(shipping.db, async (tx) => {
    const gone = await moveDelivery(tx, { orderId, from: ['held', 'kept', 'ready', 'taken'], to: 'released' })
    if (gone) await freeSlot(tx, { pointId: row.point_id, day: row.day, span: row.span })
  })
  return done
}

/** Throws `delivery_state_wrong`. */
export async function finishDelivery(shipping: Shipping, { orderId, photo }: { orderId: string; photo: unknown }): Promise<typeof done> {
  const moved = await moveDelivery(shipping.db, { orderId, from: ['kept', 'ready', 'taken'], to: 'done', photo, doneAt: shipping.now() })
  if (moved) return done
  if ((await deliveryOf(shipping.db, orderId))?.state !== 'done') throw new AppError('conflict', 'delivery_state_wrong')
  if (photo) await addPhoto(shipping.db, orderId, photo)
  return done
}

const factsOf = (row: DeliveryRow | undefined): z.input<typeof DeliveryFacts> | null =>
  row ? { orderId: row.order_id, shopId: row.shop_id, kind: row.kind, state: row.state, courierId: row.courier_id } : null
export const delivery = async (shipping: Shipping, orderId: string) => ({ delivery: factsOf(await deliveryOf(shipping.db, orderId)) })
export async function deliveryOfCode(shipping: Shipping, { shopId, code }: { shopId: string; code: string }) {
  const orderId = await deliveryByCode(shipping.db, shopId, code)
  return { delivery: orderId ? factsOf(await deliveryOf(shipping.db, orderId)) : null }
}

interface Clerk {
  id: string
  name: string
  shopId: string
}

async function standing(shipping: Shipping, shopId: string, orderId: string): Promise<DeliveryRow> {
  const row = await deliveryOf(shipping.db, orderId)
  if (row?.shop_id !== shopId) throw new AppError('not_found', 'delivery_not_found')
  return row
}

/** Throws `delivery_not_found`, `delivery_state_wrong`. What the same person did before is done. */
export async function step(
  shipping: Shipping,
  clerk: Clerk,
  wish: { orderId: string; what: 'ready' | 'take' | 'leave' },
): Promise<typeof done> {
  const { orderId, what } = wish
  const row = await standing(shipping, clerk.shopId, orderId)
  const moved =
    what === 'ready'
      ? row.state === 'ready' || (await moveDelivery(shipping.db, { orderId, from: ['kept'], to: 'ready' }))
      : what === 'take'
        ? row.kind === 'local' && (await moveDelivery(shipping.db, { orderId, from: ['kept', 'ready'], to: 'taken', courier: clerk }))
        : await moveDelivery(shipping.db, { orderId, from: ['taken'], to: 'ready', heldBy: clerk.id, courier: null })
  const mine = what === 'take' && (await standing(shipping, clerk.shopId, orderId)).courier_id === clerk.id
  if (!moved && !mine) throw new AppError('conflict', 'delivery_state_wrong', { state: row.state })
  return done
}

const plain = (row: DeliveryRow) => ({
  orderId: row.order_id,
  orderNumber: row.order_number,
  kind: row.kind,
  pointName: row.point_name,
  pointAddress: row.point_address,
  day: row.day,
  span: row.span,
  state: row.state,
  courierName: row.courier_name,
  doneAt: row.done_at?.toISOString() ?? null,
})
const Contact = z.object({ name: z.string(), phone: z.string(), address: z.string() })

export function deliveryView(row: DeliveryRow, staffId: string): z.input<typeof Delivery> {
  const { name, phone, address } = Contact.parse(row.contact)
  return { ...plain(row), receiver: name, phone, address, mine: row.courier_id === staffId }
}

/** The shopper's own; the code is told once the order is paid. */
export async function ownDelivery(shipping: Shipping, shopperId: string, orderId: string): Promise<z.input<typeof getOrderDelivery.reply>> {
  const row = await deliveryOf(shipping.db, orderId)
  if (row?.shopper_id !== shopperId) throw new AppError('not_found', 'delivery_not_found')
  const shown = row.kind === 'pickup' && (row.state === 'kept' || row.state === 'ready')
  return { ...plain(row), code: shown ? row.code : null, bars: shown ? toSVG({ bcid: 'code128', text: row.code, height: 12 }) : null }
}
