import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Delivery } from '../catalog/contract.ts'
import type { Orders } from './context.ts'
import { type orderCalls, orderShipped, type shipOrder } from './contract.ts'
import type { OrderDb } from './db.ts'
import { refuseUnentitled } from './entitled.ts'
import { illegal, move } from './move.ts'
import { pausedUnits } from './queries/pause.ts'
import { orderOfShop } from './queries/read.ts'
import { refuseUnclaimed } from './ways/unclaimed.ts'
import { addShipped, claimShipment, findShipment, linesToShip } from './queries/ship.ts'

export interface Clerk {
  shopId: string
  name: string
}
type Wish = z.output<typeof shipOrder.body>

/** Sends all that is left, or some pieces, in one parcel. Keyed; twice is once. The parcel itself is made from the event as well, in case this process ends here. */
export async function ship(orders: Orders, clerk: Clerk, { orderId, ...wish }: Wish & { orderId: string }): Promise<void> {
  const order = await orderOfShop(orders.db, clerk.shopId, orderId)
  if (!order) throw new AppError('not_found', 'order_not_found')
  // What is fetched, or brought by the shop, is handed over and not sent.
  if ((await orders.shipping.delivery({ orderId })).delivery) throw new AppError('conflict', 'order_not_sent')
  await orders.shipping.checkParcel({ shopId: clerk.shopId, carrierCode: wish.carrierCode, number: wish.trackingNumber })
  await refuseUnentitled(orders, orderId, 'shipped')
  const settings = await orders.settings.ofShop({ shopId: clerk.shopId })
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([wish.carrierCode, wish.trackingNumber, wish.lines ?? null]))
    .digest('base64url')
  const key = `${orderId}:${wish.requestId}`
  const lines = await inTx(orders.db, async (tx) => {
    const all = await linesToShip(tx, orderId)
    if (!(await claimShipment(tx, { key, orderId, bodyHash, now: orders.now() }))) return sameShipment(tx, key, bodyHash)
    const chosen =
      wish.lines ??
      all.filter((line) => line.left > 0 && line.delivery === 'parcel').map((line) => ({ orderLineId: line.id, quantity: line.left }))
    await sendPieces(orders, tx, { orderId, chosen, all, clerk, autoReceiveDays: settings.autoReceiveDays, key, wish })
    return chosen
  })
  if (lines) await makeParcel(orders, { orderId, key, carrierCode: wish.carrierCode, number: wish.trackingNumber, lines })
}

/** For those who know carrier and number, in the name of somebody. */
export async function shipFor(orders: Orders, input: z.output<typeof orderCalls.ship.input>): Promise<{ ok: true }> {
  const { shopId, staffName, orderId, key, carrierCode, number, lines } = input
  const wish = { orderId, requestId: key, carrierCode, trackingNumber: number, lines, despiteAfterSales: false }
  await ship(orders, { shopId, name: staffName }, wish)
  return { ok: true }
}

async function sameShipment(tx: Db<OrderDb>, key: string, bodyHash: string): Promise<undefined> {
  if ((await findShipment(tx, key)) !== bodyHash) throw new AppError('conflict', 'key_reused', { key })
  return undefined
}

interface Sending {
  orderId: string
  chosen: readonly { orderLineId: string; quantity: number }[]
  all: readonly { id: string; left: number; state: string; delivery: Delivery }[]
  clerk: Clerk
  autoReceiveDays: number
  key: string
  wish: Wish
}

async function sendPieces(orders: Orders, tx: Db<OrderDb>, sending: Sending): Promise<void> {
  const { orderId, chosen, all } = sending
  const from = all[0]?.state
  if (from !== 'accepted' && from !== 'paid' && from !== 'preparing' && from !== 'partly_shipped')
    throw illegal(from ?? 'unknown', 'shipped')
  await refuseUnclaimed(tx, orderId)
  if (!sending.wish.despiteAfterSales) await refuseWantedBack(tx, sending)
  if (chosen.length === 0) throw new AppError('conflict', 'ship_too_many', { orderId })
  for (const line of chosen) {
    // Card keys and vouchers go their own way.
    const inParcel = all.find((one) => one.id === line.orderLineId)?.delivery === 'parcel'
    if (!inParcel || !(await addShipped(tx, orderId, line)))
      throw new AppError('conflict', 'ship_too_many', { orderLineId: line.orderLineId })
  }
  const sent = chosen.reduce((sum, line) => sum + line.quantity, 0)
  const complete = sent === all.reduce((sum, line) => sum + line.left, 0)
  const now = orders.now()
  const autoReceiveAt = new Date(now.getTime() + sending.autoReceiveDays * 86_400_000)
  const { payableFen: _payable, ...moved } = await move(orders, tx, {
    orderId,
    from,
    to: complete ? 'shipped' : 'partly_shipped',
    by: { actor: 'staff', name: sending.clerk.name },
    reason: '',
    set: complete ? { shipped_at: now, auto_receive_at: autoReceiveAt } : { shipped_at: now },
  })
  await emit(tx, orderShipped, {
    ...moved,
    key: sending.key,
    carrierCode: sending.wish.carrierCode,
    number: sending.wish.trackingNumber,
    lines: [...chosen],
  })
}

/** Pieces for which money is wanted back stay until somebody says otherwise; the others may go. */
async function refuseWantedBack(tx: Db<OrderDb>, { orderId, chosen, all }: Sending): Promise<void> {
  const wanted = await pausedUnits(tx, orderId)
  for (const { orderLineId, quantity } of chosen) {
    const left = all.find((one) => one.id === orderLineId)?.left ?? 0
    const back = wanted.get(orderLineId) ?? 0
    if (back > 0 && left - quantity < back) throw new AppError('conflict', 'after_sales_open', { orderLineId, wantedBack: back })
  }
}

interface ParcelWish {
  orderId: string
  key: string
  carrierCode: string
  number: string
  lines: readonly { orderLineId: string; quantity: number }[]
}

/** Records the parcel in shipping. Keyed; twice is once. */
export async function makeParcel(orders: Orders, wish: ParcelWish): Promise<void> {
  const order = await orderOfShop(orders.db, undefined, wish.orderId)
  if (!order) throw new Error(`shipped order ${wish.orderId} is not known`)
  await orders.shipping.ship({
    key: wish.key,
    shopId: order.shopId,
    orderId: wish.orderId,
    carrierCode: wish.carrierCode,
    number: wish.number,
    lines: [...wish.lines],
    receiverPhone: order.address.phone,
    toCity: order.address.city,
  })
}
