import type { Db } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { OrderDb } from '../db.ts'
import { giftOf } from '../queries/ways.ts'

/** A gift that nobody has claimed is neither packed nor shipped. Throws `gift_unclaimed`. */
export async function refuseUnclaimed(db: Db<OrderDb>, orderId: string): Promise<void> {
  const gift = await giftOf(db, orderId)
  if (gift && gift.state !== 'claimed') throw new AppError('conflict', 'gift_unclaimed', { orderId })
}
