import { createHash } from 'node:crypto'
import { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { shortNumber } from '../../kernel/ids.ts'
import { listOfCarriers } from './carriers.ts'
import type { Shipping } from './context.ts'
import { Sender, type shippingCalls, type Waybill, waybillMade } from './contract.ts'
import { takeBack } from './mend.ts'
import { accountsOf, sendingOf } from './queries/sending.ts'
import { accountAt } from './sending.ts'
import { claimDue } from './queries/asked.ts'
import { insertWaybill, moveWaybill, parcelOfNumber, waybillByKey, waybillOfShop, type WaybillRow } from './queries/waybills.ts'

type Wish = z.output<typeof shippingCalls.wantWaybill.input>
const leaseMs = 60_000
const mostTries = 10

const Lines = z.array(z.object({ orderLineId: z.string(), quantity: z.number() }))
const Kept = z.object({
  sender: Sender,
  receiver: Sender,
  goods: z.array(z.object({ name: z.string(), quantity: z.number() })),
  weightGrams: z.number(),
  collectFen: z.number().default(0),
})

export const toCollect = (fen: number): string => `货到付款 应收 ¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
export const keptOf = (row: WaybillRow): z.output<typeof Kept> => Kept.parse(row.wish)

/** Records that a waybill is wanted; its code is decided here. Throws as the call says. */
export async function wantWaybill(shipping: Shipping, input: Wish): Promise<{ id: string }> {
  const { receiver, lines, weightGrams, collectFen } = input
  const carrier = (await listOfCarriers(shipping, input.shopId)).find((one) => one.code === input.carrierCode)
  if (!carrier) throw new AppError('invalid', 'carrier_unknown', { carrierCode: input.carrierCode })
  const sender = Sender.safeParse((await sendingOf(shipping.db, input.shopId)).sender)
  if (!sender.success) throw new AppError('conflict', 'sender_missing')
  const accounts = await accountsOf(shipping.db, input.shopId)
  if (!accounts.some((one) => one.carrier_code === carrier.code))
    throw new AppError('conflict', 'waybill_account_missing', { carrier: carrier.name })
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([carrier.code, receiver, lines]))
    .digest('base64url')
  const now = shipping.now()
  await insertWaybill(shipping.db, {
    ...input,
    id: shipping.newId(),
    code: `PZ${shortNumber(now)}`,
    bodyHash,
    carrier,
    lines: lines.map(({ orderLineId, quantity }) => ({ orderLineId, quantity })),
    wish: {
      sender: sender.data,
      receiver,
      weightGrams,
      collectFen,
      goods: lines.map(({ title, quantity }) => ({ name: title, quantity })),
    },
    now,
  })
  const row = await waybillByKey(shipping.db, input.key)
  if (row?.body_hash !== bodyHash) throw new AppError('conflict', 'key_reused', { key: input.key })
  return { id: row.id }
}

/** Asks carriers for the waybills that are wanted, and gives back those that are cancelled. Gives how many it looked at. */
export async function waybillsDue(shipping: Shipping): Promise<number> {
  const now = shipping.now()
  const due = await claimDue(shipping.db, 'shipping.waybill', { now, leaseUntil: new Date(now.getTime() + leaseMs), limit: 10 })
  await Promise.all(due.map((row) => (row.state === 'wanted' ? make(shipping, row) : giveBack(shipping, row))))
  return due.length
}

const pauseOf = (shipping: Shipping, row: WaybillRow): Date =>
  new Date(shipping.now().getTime() + Math.min(3600_000, 5000 * 2 ** row.tries))

async function make(shipping: Shipping, row: WaybillRow): Promise<void> {
  const maker = shipping.waybills()
  const { collectFen, ...kept } = keptOf(row)
  const outcome = await maker?.order({
    code: row.code,
    carrier: row.aggregator_code,
    ...(await accountAt(shipping, row.shop_id, row.carrier_code)),
    ...kept,
    remark: collectFen > 0 ? toCollect(collectFen) : '',
  })
  if (outcome?.result === 'ok') {
    const { number, destination } = outcome.value
    await inTx(shipping.db, async (tx) => {
      if (!(await moveWaybill(tx, row.id, { from: ['wanted'], to: 'made', number, destination, note: '' }))) return
      const { order_id: orderId, shop_id: shopId, carrier_code: carrierCode, staff_name: staffName } = row
      await emit(tx, waybillMade, { waybillId: row.id, orderId, shopId, carrierCode, number, lines: Lines.parse(row.lines), staffName })
    })
    return
  }
  const note = (!outcome ? '没有配置电子面单服务' : outcome.result === 'unknown' ? outcome.reason : outcome.message || outcome.code).slice(
    0,
    200,
  )
  // Unknown is not refused: the same code is asked for again until there is a clear answer.
  if (outcome?.result === 'refused' && (outcome.retry === 'never' || row.tries > mostTries))
    await moveWaybill(shipping.db, row.id, { from: ['wanted'], to: 'refused', note })
  else await moveWaybill(shipping.db, row.id, { from: ['wanted'], to: 'wanted', tryAt: pauseOf(shipping, row), note })
}

async function giveBack(shipping: Shipping, row: WaybillRow): Promise<void> {
  const outcome = await shipping.waybills()?.cancel({ code: row.code, carrier: row.aggregator_code, number: row.number })
  if (outcome?.result === 'ok') return void (await moveWaybill(shipping.db, row.id, { from: ['cancelling'], to: 'cancelled', note: '' }))
  const note = (outcome?.result === 'refused' ? outcome.message : (outcome?.reason ?? '')).slice(0, 200)
  await moveWaybill(shipping.db, row.id, { from: ['cancelling'], to: 'cancelling', tryAt: pauseOf(shipping, row), note })
}

async function standing(shipping: Shipping, shopId: string, id: string): Promise<WaybillRow> {
  const row = await waybillOfShop(shipping.db, shopId, id)
  if (!row) throw new AppError('not_found', 'waybill_not_found')
  return row
}

/** Throws `waybill_not_found`, `waybill_state_wrong`. */
export async function retry(shipping: Shipping, shopId: string, id: string): Promise<z.input<typeof Waybill>> {
  await standing(shipping, shopId, id)
  if (!(await moveWaybill(shipping.db, id, { from: ['refused'], to: 'wanted', tryAt: shipping.now(), tries: 0 })))
    throw new AppError('conflict', 'waybill_state_wrong')
  return viewOf(await standing(shipping, shopId, id))
}

/** Its parcel is voided first: what the carrier has already is not cancelled. Throws `waybill_not_found`, `waybill_state_wrong`, `parcel_moved`. */
export async function cancel(shipping: Shipping, clerk: { shopId: string; name: string }, id: string): Promise<z.input<typeof Waybill>> {
  const row = await standing(shipping, clerk.shopId, id)
  if (row.state === 'refused') await moveWaybill(shipping.db, id, { from: ['refused'], to: 'cancelled' })
  else if (row.state === 'made') {
    const parcel = await parcelOfNumber(shipping.db, clerk.shopId, { orderId: row.order_id, number: row.number })
    // It has just been made, and its shipment is on its way.
    if (!parcel) throw new AppError('conflict', 'waybill_state_wrong')
    if (!parcel.voided_at) await takeBack(shipping, clerk, { id: parcel.id, reason: '取消电子面单' })
    await moveWaybill(shipping.db, id, { from: ['made'], to: 'cancelling', tryAt: shipping.now(), tries: 0 })
  } else if (row.state === 'wanted') throw new AppError('conflict', 'waybill_state_wrong')
  return viewOf(await standing(shipping, clerk.shopId, id))
}

/** Its pieces could not be sent: the number goes back to the carrier. */
export async function drop(shipping: Shipping, { id, reason }: { id: string; reason: string }): Promise<{ ok: true }> {
  await moveWaybill(shipping.db, id, { from: ['made'], to: 'cancelling', tryAt: shipping.now(), tries: 0, note: reason.slice(0, 200) })
  return { ok: true }
}

export function viewOf(row: WaybillRow): z.input<typeof Waybill> {
  const { receiver } = keptOf(row)
  return {
    id: row.id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    carrierName: row.carrier_name,
    state: row.state,
    number: row.number,
    destination: row.destination,
    receiver: `${receiver.name} ${receiver.province}${receiver.city === receiver.province ? '' : receiver.city}${receiver.district}`,
    note: row.note,
    at: row.at.toISOString(),
  }
}
