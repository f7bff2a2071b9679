import type { z } from 'zod'
import { dayOf, later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Shipping } from './context.ts'
import { type DeliveryChoice, DeliveryPoint, type listDeliveryChoices, type PointInput } from './contract.ts'
import { feeFor, metersBetween, type Place } from './distance.ts'
import { ownPointsOf, type PointRow, pointsOf, takenSlots } from './queries/points.ts'

export type Choice = z.output<typeof DeliveryChoice>
type Point = z.output<typeof DeliveryPoint>
type View = z.input<typeof listDeliveryChoices.reply>['items'][number]
const daysAhead = 7
export const spanOf = ({ from, to }: { from: string; to: string }): string => `${from}-${to}`

export function pointOf(row: PointRow): Point {
  const { id, name, address, phone, lng, lat, pickup, local, paused, hours, fees, slots, closed_days: closedDays } = row
  return DeliveryPoint.parse({ id, name, address, phone, lng, lat, pickup, local, paused, hours, closedDays, fees, slots })
}

/** What of a point makes no sense. Throws `point_use_missing`, `point_fees_wrong`, `point_times_wrong`. */
export function checkPoint({ pickup, local, fees, slots, hours }: PointInput): void {
  if (!pickup && !local) throw new AppError('invalid', 'point_use_missing')
  const rings = new Set(fees.map((fee) => fee.withinMeters))
  if (rings.size < fees.length || (local && fees.length === 0)) throw new AppError('invalid', 'point_fees_wrong')
  if (!apart(slots) || !apart(hours)) throw new AppError('invalid', 'point_times_wrong')
}

/** Each ends after it begins, and none begins before the one before it has ended. */
function apart(spans: readonly { from: string; to: string }[]): boolean {
  const sorted = spans.toSorted((one, other) => one.from.localeCompare(other.from))
  return sorted.every((span, at) => span.from < span.to && span.from >= (sorted[at - 1]?.to ?? ''))
}

const days = (now: Date): string[] => Array.from({ length: daysAhead }, (_, at) => dayOf(later(now, { days: at })))
const past = (now: Date, day: string, clock: string): boolean => new Date(`${day}T${clock}:00+08:00`).getTime() <= now.getTime()
const openDays = (point: Point, now: Date): string[] =>
  days(now).filter((day) => !point.closedDays.includes(new Date(`${day}T00:00:00Z`).getUTCDay()))

/** What can be chosen: points, nearest first, and the stretches of time of the coming days. `place` is only for what is shown. */
export async function choicesOf(shipping: Shipping, shopId: string, place: Place | null): Promise<View[]> {
  const now = shipping.now()
  const points = (await ownPointsOf(shipping.db, shopId)).map(pointOf)
  const ids = points.map((point) => point.id)
  const rows = ids.length > 0 ? await takenSlots(shipping.db, ids, dayOf(now)) : []
  const taken = new Map(rows.map((slot) => [`${slot.point_id} ${slot.day} ${slot.span}`, slot.taken]))
  const views = points.map((point): View => {
    const { fees, slots, ...facts } = point
    const meters = place && metersBetween(point, place)
    return {
      ...facts,
      meters,
      feeFen: point.local && meters !== null ? (feeFor(fees, meters) ?? null) : null,
      radiusMeters: point.local ? Math.max(0, ...fees.map((fee) => fee.withinMeters)) : 0,
      slots: point.paused
        ? []
        : openDays(point, now).flatMap((day) =>
            slots
              .filter((slot) => !past(now, day, slot.to))
              .map((slot) => {
                const left = Math.max(0, slot.capacity - (taken.get(`${point.id} ${day} ${spanOf(slot)}`) ?? 0))
                return { day, span: spanOf(slot), left, begun: past(now, day, slot.from) }
              }),
          ),
    }
  })
  return views.toSorted((one, other) => (one.meters ?? 0) - (other.meters ?? 0))
}

/** `play`: whose order it is; absent: it does not matter yet. */
async function chosenPoint(shipping: Shipping, choice: Choice, play?: string | null): Promise<Point | undefined> {
  const row = (await pointsOf(shipping.db, choice.shopId)).find((one) => one.id === choice.pointId)
  if (!row || (play !== undefined && row.kept_for !== null && row.kept_for !== play)) return undefined
  const point = pointOf(row)
  return point[choice.kind] && !point.paused ? point : undefined
}

/** The fee of a choice to where the address lies, as the server has it; nothing: it cannot be had. */
export async function feeOfChoice(shipping: Shipping, choice: Choice, to: Place | null): Promise<number | undefined> {
  const point = await chosenPoint(shipping, choice)
  if (!point) return undefined
  if (choice.kind === 'pickup') return 0
  return to ? feeFor(point.fees, metersBetween(point, to)) : undefined
}

/** The slot of a choice that can be had now, and what it costs there. Throws `delivery_choice_wrong`. */
export async function chosenSlot(
  shipping: Shipping,
  choice: Choice,
  { to, play }: { to: Place | null; play: string | null },
): Promise<{ capacity: number; meters: number | null; feeFen: number }> {
  const now = shipping.now()
  const point = await chosenPoint(shipping, choice, play)
  const slot = point?.slots.find((one) => spanOf(one) === choice.span)
  // Until the end of a stretch one can fetch; brought is what was there when it began.
  const inTime = slot && !past(now, choice.day, choice.kind === 'pickup' ? slot.to : slot.from)
  if (!point || !slot || !inTime || !openDays(point, now).includes(choice.day)) throw new AppError('conflict', 'delivery_choice_wrong')
  if (choice.kind === 'pickup') return { capacity: slot.capacity, meters: null, feeFen: 0 }
  const meters = to && metersBetween(point, to)
  const feeFen = meters === null ? undefined : feeFor(point.fees, meters)
  if (feeFen === undefined) throw new AppError('conflict', 'delivery_choice_wrong')
  return { capacity: slot.capacity, meters, feeFen }
}
