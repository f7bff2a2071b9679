import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { PickupNews } from '../../gateways/carrier-tracker.ts'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { type Route, route, staffOf } from '../../kernel/http.ts'
import { shortNumber } from '../../kernel/ids.ts'
import { listOfCarriers } from './carriers.ts'
import type { Shipping } from './context.ts'
import * as face from './contract/pickup.ts'
import { Sender, type shippingCalls } from './contract.ts'
import { askedPage, claimDue } from './queries/asked.ts'
import {
  insertPickup,
  movePickup,
  parcelTaken,
  pickupByCode,
  pickupByKey,
  pickupOfShop,
  type PickupRow,
  setCourier,
} from './queries/pickups.ts'

type Wish = z.output<typeof shippingCalls.wantPickup.input>
type View = z.input<typeof face.CourierPickup>
const leaseMs = 60_000
const mostTries = 10
const mostDays = 7

const Kept = z.object({
  sender: Sender,
  receiver: Sender,
  goods: z.array(z.object({ name: z.string(), quantity: z.number() })),
  parcels: z.number(),
  weightGrams: z.number(),
  remark: z.string(),
})
const Orders = z.array(z.object({ id: z.string(), number: z.string() }))

/** Records that a courier is wanted; its code is decided here. Throws as the call says. */
export async function wantPickup(shipping: Shipping, input: Wish): Promise<{ id: string }> {
  const { sender, receiver, goods, parcels, weightGrams, remark, orders } = input
  const carrier = (await listOfCarriers(shipping, input.shopId)).find((one) => one.code === input.carrierCode)
  if (!carrier) throw new AppError('invalid', 'carrier_unknown', { carrierCode: input.carrierCode })
  const [from, to, now] = [new Date(input.from), new Date(input.to), shipping.now()]
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([carrier.code, input.from, input.to, sender, orders, parcels, weightGrams, remark]))
    .digest('base64url')
  const before = await pickupByKey(shipping.db, input.key)
  if (!before && (to <= from || to <= now || to > later(now, { days: mostDays }))) throw new AppError('invalid', 'pickup_window_wrong')
  await insertPickup(shipping.db, {
    ...input,
    id: shipping.newId(),
    code: `QJ${shortNumber(now)}`,
    bodyHash,
    carrier,
    wish: { sender, receiver, goods, parcels, weightGrams, remark },
    from,
    to,
    now,
  })
  const row = await pickupByKey(shipping.db, input.key)
  if (row?.body_hash !== bodyHash) throw new AppError('conflict', 'key_reused', { key: input.key })
  return { id: row.id }
}

/** Asks for couriers that are wanted, after those that are booked, and gives back those that are cancelled. */
export async function pickupsDue(shipping: Shipping): Promise<number> {
  const now = shipping.now()
  const due = await claimDue(shipping.db, 'shipping.courier_pickup', { now, leaseUntil: new Date(now.getTime() + leaseMs), limit: 10 })
  await Promise.all(
    due.map((row) =>
      row.state === 'wanted' ? book(shipping, row) : row.state === 'booked' ? look(shipping, row) : giveBack(shipping, row),
    ),
  )
  return due.length
}

const pause = (shipping: Shipping, row: PickupRow): Date => new Date(shipping.now().getTime() + Math.min(3600_000, 5000 * 2 ** row.tries))

/** Unknown is not refused: the same code is asked for again until there is a clear answer. */
async function book(shipping: Shipping, row: PickupRow): Promise<void> {
  const { sender, receiver, goods, parcels, weightGrams, remark } = Kept.parse(row.wish)
  const outcome = await shipping.waybills()?.book({
    code: row.code,
    carrier: row.aggregator_code,
    sender,
    receiver,
    goods,
    weightGrams,
    remark: parcels > 1 ? `共 ${parcels} 件 ${remark}`.trim() : remark,
    from: row.from_at,
    to: row.to_at,
  })
  if (outcome?.result === 'ok') {
    const tryAt = row.to_at
    return void (await movePickup(shipping.db, row.id, {
      from: ['wanted'],
      to: 'booked',
      booking: outcome.value.booking,
      tryAt,
      note: '',
      tries: 0,
    }))
  }
  const note = !outcome ? '没有配置快递服务' : outcome.result === 'unknown' ? outcome.reason : outcome.message || outcome.code
  const given = outcome?.result === 'refused' && (outcome.retry === 'never' || row.tries > mostTries)
  if (given) await movePickup(shipping.db, row.id, { from: ['wanted'], to: 'refused', note })
  else await movePickup(shipping.db, row.id, { from: ['wanted'], to: 'wanted', tryAt: pause(shipping, row), note })
}

/** The carrier tells by push; when it does not, the parcels themselves tell, and after two days nobody waits any more. */
async function look(shipping: Shipping, row: PickupRow): Promise<void> {
  const orderIds = Orders.parse(row.orders).map((one) => one.id)
  if (await parcelTaken(shipping.db, row, orderIds)) return collected(shipping, row)
  if (later(row.to_at, { days: 2 }) <= shipping.now())
    await movePickup(shipping.db, row.id, { from: ['booked'], to: 'missed', note: '超过预约时间两天，快递公司没有反馈取件' })
  else await movePickup(shipping.db, row.id, { from: ['booked'], to: 'booked', tryAt: later(shipping.now(), { minutes: 30 }) })
}

async function collected(shipping: Shipping, row: PickupRow): Promise<void> {
  await movePickup(shipping.db, row.id, {
    from: ['booked', 'cancelling', 'missed'],
    to: 'collected',
    collectedAt: shipping.now(),
    note: '',
  })
}

async function giveBack(shipping: Shipping, row: PickupRow): Promise<void> {
  const outcome = await shipping.waybills()?.cancelBooking({ code: row.code, carrier: row.aggregator_code, reason: '商家取消' })
  if (outcome?.result === 'ok') return void (await movePickup(shipping.db, row.id, { from: ['cancelling'], to: 'cancelled', note: '' }))
  const note = outcome?.result === 'refused' ? outcome.message : (outcome?.reason ?? '')
  // A clear no: the courier comes all the same.
  if (outcome?.result === 'refused' && outcome.retry === 'never' && row.booking !== '')
    await movePickup(shipping.db, row.id, { from: ['cancelling'], to: 'booked', tryAt: later(shipping.now(), { minutes: 30 }), note })
  else await movePickup(shipping.db, row.id, { from: ['cancelling'], to: 'cancelling', tryAt: pause(shipping, row), note })
}

/** What the carrier told. News of a booking that is over, or of nobody's, change nothing. */
export async function applyNews(shipping: Shipping, news: PickupNews): Promise<void> {
  const row = await pickupByCode(shipping.db, news.code)
  if (!row) return
  if (news.courier) await setCourier(shipping.db, row.id, news.courier)
  if (news.what === 'collected') await collected(shipping, row)
  else if (news.what === 'failed')
    await movePickup(shipping.db, row.id, { from: ['booked'], to: 'missed', note: news.reason || '快递公司没有取件' })
  else if (news.what === 'cancelled')
    await movePickup(shipping.db, row.id, { from: ['booked', 'cancelling'], to: 'cancelled', note: news.reason })
}

async function standing(shipping: Shipping, shopId: string, id: string): Promise<PickupRow> {
  const row = await pickupOfShop(shipping.db, shopId, id)
  if (!row) throw new AppError('not_found', 'pickup_not_found')
  return row
}

/** Throws `pickup_not_found`, `pickup_state_wrong`, `pickup_window_wrong`. */
async function retry(shipping: Shipping, shopId: string, id: string): Promise<View> {
  const row = await standing(shipping, shopId, id)
  if (row.to_at <= shipping.now()) throw new AppError('invalid', 'pickup_window_wrong')
  if (!(await movePickup(shipping.db, id, { from: ['refused'], to: 'wanted', tryAt: shipping.now(), tries: 0 })))
    throw new AppError('conflict', 'pickup_state_wrong')
  return viewOf(await standing(shipping, shopId, id))
}

/** What was never booked is cancelled at once; of what may be, the carrier is told. Throws `pickup_not_found`, `pickup_state_wrong`. */
async function cancel(shipping: Shipping, shopId: string, id: string): Promise<View> {
  const before = await standing(shipping, shopId, id)
  // What was asked for a moment ago may still be on its way: a cancellation must not overtake it.
  const tryAt = before.state === 'wanted' && before.tries > 0 ? new Date(shipping.now().getTime() + leaseMs) : shipping.now()
  const moved =
    (await movePickup(shipping.db, id, { from: ['refused', 'missed'], to: 'cancelled' })) ||
    (await movePickup(shipping.db, id, { from: ['wanted', 'booked'], to: 'cancelling', tryAt, tries: 0 }))
  const row = await standing(shipping, shopId, id)
  if (!moved && row.state !== 'cancelling' && row.state !== 'cancelled') throw new AppError('conflict', 'pickup_state_wrong')
  return viewOf(row)
}

async function collect(shipping: Shipping, shopId: string, id: string): Promise<View> {
  const row = await standing(shipping, shopId, id)
  if (row.state !== 'booked' && row.state !== 'missed' && row.state !== 'collected') throw new AppError('conflict', 'pickup_state_wrong')
  await movePickup(shipping.db, id, { from: ['booked'], to: 'collected', collectedAt: shipping.now(), note: '' })
  if (row.state === 'missed' && row.booking !== '')
    await movePickup(shipping.db, id, { from: ['missed'], to: 'collected', collectedAt: shipping.now(), note: '' })
  return viewOf(await standing(shipping, shopId, id))
}

function viewOf(row: PickupRow): View {
  const { sender, parcels, weightGrams } = Kept.parse(row.wish)
  return {
    id: row.id,
    carrierName: row.carrier_name,
    state: row.state,
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
    sender,
    orders: Orders.parse(row.orders),
    parcels,
    weightGrams,
    booking: row.booking,
    courier: row.courier,
    note: row.note,
    staffName: row.staff_name,
    at: row.at.toISOString(),
  }
}

export function pickupRoutes(shipping: Shipping): Route[] {
  return [
    route(face.listCourierPickups, async (caller, { query: { page, pageSize, state } }) => {
      const { rows, total } = await askedPage(shipping.db, 'shipping.courier_pickup', {
        shopId: staffOf(caller).shopId,
        state,
        limit: pageSize,
        offset: (page - 1) * pageSize,
      })
      return { items: rows.map(viewOf), total }
    }),
    route(face.retryCourierPickup, (caller, { params }) => retry(shipping, staffOf(caller).shopId, params.id)),
    route(face.cancelCourierPickup, (caller, { params }) => cancel(shipping, staffOf(caller).shopId, params.id)),
    route(face.collectCourierPickup, (caller, { params }) => collect(shipping, staffOf(caller).shopId, params.id)),
  ]
}
