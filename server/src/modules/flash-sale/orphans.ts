import type { FlashSales } from './context.ts'
import { end } from './end.ts'
import { lapseUnseen, orderSeen, unseenPlaces } from './queries/orphans.ts'

/** So long after its place an order that is not there is taken to be that of a dead process: as `order` itself takes it. */
const ABANDONED_MS = 30_000

/**
 * Lets go of places whose order was never written, because the process died between the two: all of them, or those of one person who comes again
 * and must not be told that the limit is reached. An order that comes later still has its place taken again when it is paid. Gives how many it
 * has looked at.
 */
export async function letGoOrphans(flash: FlashSales, of?: { itemId: string; shopperId: string }): Promise<number> {
  const places = await unseenPlaces(flash.db, new Date(flash.now().getTime() - ABANDONED_MS), of)
  for (const { orderId, shopperId, sessionId } of places) {
    const { lines } = await flash.order.boughtLines({ orderId, shopperId })
    if (lines) await orderSeen(flash.db, orderId)
    else {
      await end(flash, (db) => lapseUnseen(db, orderId, flash.now()))
      flash.board.forget(sessionId)
    }
  }
  return places.length
}
