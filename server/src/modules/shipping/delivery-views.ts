import { toBuffer } from 'bwip-js/node'
import { z } from 'zod'
import { dayOf, later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { Picture } from '../media/contract.ts'
import type { Shipping } from './context.ts'
import type { Delivery, DeliveryStep, getDelivery, getOrderDelivery, listDeliveries } from './contract.ts'
import { standing } from './delivery-work.ts'
import { boardPage, lastNotes, stepsOf } from './queries/courier.ts'
import { deliveryOf, type DeliveryRow } from './queries/delivery.ts'
import { keepDaysOf } from './queries/points.ts'

const Hours = z.array(z.object({ from: z.string(), to: z.string() }))

const plain = (row: DeliveryRow) => ({
  orderId: row.order_id,
  orderNumber: row.order_number,
  kind: row.kind,
  pointName: row.point_name,
  pointAddress: row.point_address,
  pointPhone: row.point_phone,
  pointLng: row.point_lng,
  pointLat: row.point_lat,
  day: row.day,
  span: row.span,
  state: row.state,
  courierName: row.courier_name,
  meters: row.meters,
  feeFen: row.fee_fen,
  attempts: row.attempts,
  late: row.reminded_at !== null && (row.state === 'kept' || row.state === 'ready'),
  photo: Picture.nullable().parse(row.photo ?? null),
  doneAt: row.done_at?.toISOString() ?? null,
})
const Contact = z.object({
  name: z.string(),
  phone: z.string(),
  address: z.string(),
  // Deliveries of before these were kept have neither.
  goods: z.array(z.string()).default([]),
  note: z.string().default(''),
})

async function stepViews(shipping: Shipping, orderId: string): Promise<z.input<typeof DeliveryStep>[]> {
  return (await stepsOf(shipping.db, orderId)).map(({ what, at, by_name: byName, note }) => ({ what, at: at.toISOString(), byName, note }))
}

function viewOf(row: DeliveryRow, staffId: string, lastNote: string): z.input<typeof Delivery> {
  const { name, ...contact } = Contact.parse(row.contact)
  return { ...plain(row), receiver: name, ...contact, lng: row.lng, lat: row.lat, lastNote, mine: row.courier_id === staffId }
}

interface Clerk {
  id: string
  shopId: string
}

export async function board(
  shipping: Shipping,
  { id, shopId }: Clerk,
  { page, pageSize, ...filter }: z.output<typeof listDeliveries.query>,
): Promise<z.input<typeof listDeliveries.reply>> {
  const { rows, ...sums } = await boardPage(shipping.db, shopId, { ...filter, staffId: id, limit: pageSize, offset: (page - 1) * pageSize })
  const notes = await lastNotes(
    shipping.db,
    rows.filter((row) => row.attempts > 0).map((row) => row.order_id),
  )
  return { items: rows.map((row) => viewOf(row, id, notes.get(row.order_id) ?? '')), ...sums }
}

/** Throws `delivery_not_found`. */
export async function detail(shipping: Shipping, clerk: Clerk, orderId: string): Promise<z.input<typeof getDelivery.reply>> {
  const row = await standing(shipping, clerk.shopId, orderId)
  const [notes, steps] = await Promise.all([lastNotes(shipping.db, [orderId]), stepViews(shipping, orderId)])
  return { ...viewOf(row, clerk.id, notes.get(orderId) ?? ''), steps }
}

/** A picture that mini programs show as well, which SVG is not everywhere. */
async function drawn(bcid: 'code128' | 'qrcode', text: string): Promise<string> {
  const png = await toBuffer({ bcid, text, scale: 4, ...(bcid === 'code128' ? { height: 10 } : {}) })
  return `data:image/png;base64,${png.toString('base64')}`
}

/** The shopper's own; the code is told once the order is paid, and no more once it was used or is void. */
export async function ownDelivery(shipping: Shipping, shopperId: string, orderId: string): Promise<z.input<typeof getOrderDelivery.reply>> {
  const row = await deliveryOf(shipping.db, orderId)
  if (row?.shopper_id !== shopperId) throw new AppError('not_found', 'delivery_not_found')
  const shown = row.kind === 'pickup' && (row.state === 'kept' || row.state === 'ready')
  const keepDays = row.kind === 'pickup' ? await keepDaysOf(shipping.db, row.shop_id) : 0
  return {
    ...plain(row),
    hours: Hours.parse(row.point_hours),
    steps: await stepViews(shipping, orderId),
    code: shown ? row.code : null,
    bars: shown ? await drawn('code128', row.code) : null,
    square: shown ? await drawn('qrcode', row.code) : null,
    keptUntil: shown && keepDays > 0 ? dayOf(later(new Date(`${row.day}T12:00:00+08:00`), { days: keepDays })) : null,
  }
}
