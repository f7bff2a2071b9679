import { createHash } from 'node:crypto'
import { z } from 'zod'
import { later } from '../../../kernel/clock.ts'
import { type Db, inTx } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { Mover, Orders } from '../context.ts'
import type { OrderDb } from '../db.ts'
import { illegal } from '../move.ts'
import {
  changeById,
  changeByRequest,
  dueChanges,
  endChange,
  insertChange,
  lockOrder,
  setAddress,
  setLinePrice,
  setSums,
} from '../queries/changes.ts'
import { lockCheckout, ordersOfCheckout } from '../queries/checkout.ts'
import { linesOf, orderOfShop, type OrderRecord } from '../queries/read.ts'
import { renewCheckout, takePayment } from '../settle.ts'
import { freightElsewhere, reprice, type Sums } from './reprice.ts'

/** What an open change is to make of an unpaid order, as it is kept until it is made. */
export const Wish = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('price'),
    lines: z.array(z.object({ orderLineId: z.string(), payableFen: z.int() })),
    goodsPayableFen: z.int().optional(),
    freightPayableFen: z.int().optional(),
  }),
  z.object({
    kind: z.literal('address'),
    quotedFen: z.int(),
    address: z.object({
      name: z.string(),
      phone: z.string(),
      province: z.string(),
      city: z.string(),
      district: z.string(),
      districtCode: z.string(),
      detail: z.string(),
    }),
  }),
])
export type Wish = z.output<typeof Wish>

export interface ChangeWish {
  requestId: string
  by: Mover
  reason: string
  wish: Wish
}

/**
 * Changes what an unpaid order costs, once for a key. The wish is written, then the running payment is closed at its channel, then the
 * order and its fresh checkout are written at once. When the money was faster, the order is paid as it was and the wish is refused; money
 * that comes for the old checkout after that goes back by itself.
 */
export async function changeUnpaid(orders: Orders, order: OrderRecord, wanted: ChangeWish): Promise<void> {
  const bodyHash = hashOf([wanted.wish, wanted.reason])
  const known = await changeByRequest(orders.db, order.id, wanted.requestId)
  if (known) return again(orders, known, bodyHash)
  if (order.state !== 'pending_payment') throw illegal(order.state, 'pending_payment')
  sumsAfter(await pricedLines(orders.db, order.id), order, wanted.wish) // refused before anything is closed
  const id = orders.newId()
  const now = orders.now()
  const written = await insertChange(orders.db, {
    id,
    orderId: order.id,
    requestId: wanted.requestId,
    bodyHash,
    kind: wanted.wish.kind,
    wish: wanted.wish,
    actor: wanted.by.actor,
    actorName: wanted.by.name,
    reason: wanted.reason,
    beforeFen: order.payableFen,
    at: now,
    tryAt: later(now, { seconds: 10 }),
  })
  if (written) return finish(orders, id)
  const taken = await changeByRequest(orders.db, order.id, wanted.requestId)
  if (!taken) throw new AppError('conflict', 'change_under_way', { orderId: order.id })
  return again(orders, taken, bodyHash)
}

export const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url')

async function again(orders: Orders, known: { id: string; orderId: string; bodyHash: string; state: string }, hash: string): Promise<void> {
  if (known.bodyHash !== hash) throw new AppError('conflict', 'key_reused', { orderId: known.orderId })
  if (known.state === 'refused')
    throw illegal((await orderOfShop(orders.db, undefined, known.orderId))?.state ?? 'unknown', 'pending_payment')
  if (known.state === 'open') await finish(orders, known.id)
}

/** Makes an open change. Whoever is second finds it made. */
async function finish(orders: Orders, changeId: string): Promise<void> {
  // Each round ends when the order was given another checkout between closing and writing.
  for (let round = 0; round < 5; round += 1) {
    const change = await changeById(orders.db, changeId)
    const order = change && (await orderOfShop(orders.db, undefined, change.orderId))
    if (!change || !order) throw new Error(`change ${changeId} has no order`)
    if (change.state !== 'open') return
    if (order.state !== 'pending_payment') return refuse(orders, changeId, order.state)
    const { outcome } = await orders.payment.close({ subject: order.checkoutId })
    if (outcome === 'paid') {
      await takePayment(orders, order.checkoutId)
      return refuse(orders, changeId, 'paid')
    }
    const wish = Wish.parse(change.wish)
    if (await inTx(orders.db, (tx) => write(orders, tx, { changeId, orderId: order.id, checkoutId: order.checkoutId, wish }))) return
  }
  throw new AppError('unavailable', 'change_under_way')
}

async function refuse(orders: Orders, changeId: string, state: string): Promise<never> {
  await endChange(orders.db, changeId, { state: 'refused' })
  throw illegal(state, 'pending_payment')
}

interface Writing {
  changeId: string
  orderId: string
  checkoutId: string
  wish: Wish
}

/** False: look again, the order is not where it was. */
async function write(orders: Orders, tx: Db<OrderDb>, { changeId, orderId, checkoutId, wish }: Writing): Promise<boolean> {
  const checkout = await lockCheckout(tx, checkoutId)
  const locked = await lockOrder(tx, orderId)
  if (!checkout || checkout.state !== 'unpaid' || locked?.checkoutId !== checkoutId || locked.state !== 'pending_payment') return false
  const order = await orderOfShop(tx, undefined, orderId)
  if (!order) return false
  const sums = sumsAfter(await pricedLines(tx, orderId), order, wish)
  if (!(await endChange(tx, changeId, { state: 'done', afterFen: sums.payableFen }))) return true
  for (const line of sums.lines) await setLinePrice(tx, line)
  if (!(await setSums(tx, orderId, sums))) return false
  if (wish.kind === 'address') await setAddress(tx, orderId, { address: wish.address, states: ['pending_payment'] })
  await renewCheckout(orders, tx, { checkout, staying: await ordersOfCheckout(tx, checkoutId) })
  return true
}

async function pricedLines(db: Db<OrderDb>, orderId: string) {
  const lines = await linesOf(db, [orderId])
  // The column is written by `insertOrder` and `setLinePrice` only.
  return lines.map((line) => ({
    ...line,
    assetsFen: line.pointsFen + line.redPacketFen,
    discounts: line.discounts as { title: string; amountFen: number }[],
  }))
}

function sumsAfter(lines: Awaited<ReturnType<typeof pricedLines>>, order: OrderRecord, wish: Wish): Sums {
  if (wish.kind === 'price') return reprice(lines, order, wish)
  return reprice(lines, freightElsewhere(order, wish.quotedFen), { lines: [] })
}

/** Changes that somebody began and did not end. Returns how many were tried. */
export async function finishChanges(orders: Orders): Promise<number> {
  const ids = await dueChanges(orders.db, orders.now(), 20)
  for (const id of ids) {
    await finish(orders, id).catch((error: unknown) => {
      // Paid meanwhile, or the channel cannot be asked now: then it is tried again.
      if (!(error instanceof AppError)) throw error
    })
  }
  return ids.length
}
