import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { playCalls } from '../order/contract.ts'
import type { FlashSales } from './context.ts'
import type { FlashSaleDb } from './db.ts'
import {
  claimReturn,
  type Counted,
  insertPlace,
  lapsedPlaces,
  movePlace,
  placeOf,
  returnPieces,
  takeForPerson,
  takeOfItem,
} from './queries/places.ts'
import { end, tell } from './end.ts'
import { letIn } from './terms.ts'

const done = { ok: true as const }

/**
 * The place of an order: taken whole or not at all, in one transaction, of the person's pieces first and of the session's last, so that the row
 * everybody wants is locked for a moment only. Asked again with the same order it is the same place.
 */
export async function hold(flash: FlashSales, input: z.output<typeof playCalls.playHold.input>): Promise<{ ok: true }> {
  const { key: orderId, shopperId, quantity, payableFen, minutes } = input
  const { session, item } = await letIn(flash, input)
  const now = flash.now()
  const wanted: Counted = { sessionId: session.id, itemId: item.id, shopperId, pieces: quantity }
  const expiresAt = new Date(now.getTime() + minutes * 60_000)
  const left = await inTx(flash.db, async (db) => {
    const place = { orderId, sessionId: session.id, itemId: item.id, shopperId, quantity, payableFen, expiresAt, now }
    if (await insertPlace(db, place)) return take(db, wanted, { running: now })
    await sameAsBefore(db, orderId, wanted)
    return undefined
  })
  await flash.gate.leave(wanted)
  await tell(flash, item.id, left)
  return done
}

async function take(db: Db<FlashSaleDb>, wanted: Counted, { running }: { running: Date | null }): Promise<number> {
  if (!(await takeForPerson(db, wanted))) throw new AppError('conflict', 'flash_person_limit')
  const left = await takeOfItem(db, wanted, running)
  if (left === undefined) throw new AppError('conflict', 'flash_sold_out')
  return left
}

async function sameAsBefore(db: Db<FlashSaleDb>, orderId: string, { itemId, shopperId, pieces }: Counted): Promise<void> {
  const before = await placeOf(db, orderId)
  const same = before?.itemId === itemId && before.shopperId === shopperId && before.quantity === pieces
  if (!same || before.state === 'lapsed' || before.state === 'freed') throw new AppError('conflict', 'flash_place_ended')
}

/**
 * Paid: the place is the order's for good. One that had lapsed is taken again if the person and the session still have it; else the answer is
 * `gone`, and the order has to be paid back.
 */
export async function keep(flash: FlashSales, orderId: string): Promise<'kept' | 'gone'> {
  const now = flash.now()
  if (await movePlace(flash.db, orderId, { from: ['held'], to: 'kept', now })) return 'kept'
  try {
    const again = await inTx(flash.db, async (db) => {
      const lapsed = await movePlace(db, orderId, { from: ['lapsed'], to: 'kept', now })
      return lapsed && { ...lapsed, left: await take(db, lapsed, { running: null }) }
    })
    if (again) await tell(flash, again.itemId, again.left)
    return 'kept' // or it was before
  } catch (error) {
    if (error instanceof AppError && (error.code === 'flash_sold_out' || error.code === 'flash_person_limit')) return 'gone'
    throw error
  }
}

/** Closed or never placed: the place is free, for good. Twice, or of an order without one, is fine. */
export async function free(flash: FlashSales, orderId: string): Promise<{ ok: true }> {
  const now = flash.now()
  await end(flash, (db) => movePlace(db, orderId, { from: ['held', 'kept'], to: 'freed', now }))
  await movePlace(flash.db, orderId, { from: ['lapsed'], to: 'freed', now })
  return done
}

/** Pieces of an order go back: so many can be had again. Keyed by the refund. */
export async function giveBack(
  flash: FlashSales,
  { orderId, refundKey, pieces, amountFen }: { orderId: string; refundKey: string; pieces: number; amountFen: number },
): Promise<void> {
  await end(flash, async (db) => {
    if (!(await claimReturn(db, `${orderId} ${refundKey}`, flash.now()))) return undefined
    const back = await returnPieces(db, orderId, { pieces, amountFen })
    // What has lapsed or is free counts nothing any more.
    return back && (back.state === 'held' || back.state === 'kept') ? back : undefined
  })
}

/** Lets go of places that nobody paid in time. Returns how many. */
export async function lapse(flash: FlashSales): Promise<number> {
  const due = await lapsedPlaces(flash.db, flash.now())
  for (const orderId of due) await end(flash, (db) => movePlace(db, orderId, { from: ['held'], to: 'lapsed', now: flash.now() }))
  return due.length
}
