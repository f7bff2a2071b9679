import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { FlashSales } from './context.ts'
import type { flashSaleCalls } from './contract.ts'
import { insertPlace, movePlace, takeForPerson, takeOfItem } from './queries/places.ts'
import { itemsOf } from './queries/sessions.ts'
import { create, publish } from './sessions.ts'

export async function putSession(
  flash: FlashSales,
  { shopId, payMinutes = 10, ...input }: z.input<typeof flashSaleCalls.putSession.input>,
): Promise<{ id: string }> {
  const { id } = await create(flash, shopId, { ...input, payMinutes })
  await publish(flash, { shopId, id })
  return { id }
}

/** Places of orders that were paid, of their items and persons as any others. */
export async function seedPlaces(
  flash: FlashSales,
  { sessionId, places }: z.output<typeof flashSaleCalls.seedPlaces.input>,
): Promise<{ ok: true }> {
  const items = await itemsOf(flash.db, [sessionId])
  await inTx(flash.db, async (db) => {
    for (const { orderId, shopperId, skuId, quantity, payableFen, paidAt } of places) {
      const item = items.find((one) => one.skuId === skuId)
      if (!item) throw new AppError('not_found', 'flash_not_found')
      const now = new Date(paidAt)
      const wanted = { sessionId, itemId: item.id, shopperId, pieces: quantity }
      const place = { orderId, sessionId, itemId: item.id, shopperId, quantity, payableFen, expiresAt: now, now }
      if (!(await insertPlace(db, place))) continue
      const taken = (await takeForPerson(db, wanted)) && (await takeOfItem(db, wanted, null)) !== undefined
      if (!taken) throw new AppError('conflict', 'flash_sold_out')
      await movePlace(db, orderId, { from: ['held'], to: 'kept', now })
    }
  })
  return { ok: true }
}
