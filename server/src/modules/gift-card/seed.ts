import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { GiftCards } from './context.ts'
import { endPurchase, insertPurchase, purchaseOfRequest, takeForSale, batchOf } from './queries/batches.ts'
import { cardsOfPurchase, insertBought } from './queries/cards.ts'

/** Cards as if they had been bought and paid for; the same key again answers the same. For set-up. */
export async function seedBought(
  cards: GiftCards,
  { batchId, shopperId, quantity, key }: { batchId: string; shopperId: string; quantity: number; key: string },
): Promise<{ cardIds: string[] }> {
  const batch = await batchOf(cards.db, batchId)
  if (!batch) throw new AppError('not_found', 'gift_card_batch_not_found')
  const now = cards.now()
  const one = { id: cards.newId(), shopperId, requestId: key, batchId, quantity, amountFen: batch.faceFen * quantity, payBefore: now }
  await inTx(cards.db, async (tx) => {
    if (!(await insertPurchase(tx, { ...one, now }))) return
    if (!(await takeForSale(tx, batchId, quantity))) throw new AppError('conflict', 'gift_card_offer_gone')
    await endPurchase(tx, one.id, { state: 'paid', at: now })
    const ids = Array.from({ length: quantity }, () => cards.newId())
    await insertBought(tx, { ids, batchId, purchaseId: one.id, ownerId: shopperId, now })
  })
  const row = await purchaseOfRequest(cards.db, shopperId, key)
  if (row?.id === one.id) {
    const shopIds = (await cards.shop.all({})).items.map((shop) => shop.id).slice(0, 50)
    const { id: subject, amountFen } = one
    const paid = { subject, shopperId, shopIds, amountFen, title: '购买礼品卡', paidAt: now.toISOString(), refunds: [] }
    await cards.payment.seed({ payments: [paid] })
  }
  return { cardIds: row ? await cardsOfPurchase(cards.db, row.id) : [] }
}
