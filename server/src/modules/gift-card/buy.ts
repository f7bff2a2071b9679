import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { GiftCards } from './context.ts'
import type { buyGiftCards, GiftCardOffer, GiftCardPurchase } from './contract.ts'
import {
  batchOf,
  endPurchase,
  insertPurchase,
  offers as offerRows,
  overduePurchases,
  type PurchaseRow,
  purchaseOf,
  purchaseOfRequest,
  putBackOnSale,
  takeForSale,
} from './queries/batches.ts'
import { cardsOfPurchase, insertBought, markRefundAsked, toRefund } from './queries/cards.ts'

const MINUTES_TO_PAY = 30

export const offers = async (cards: GiftCards): Promise<{ items: z.input<typeof GiftCardOffer>[] }> => ({
  items: (await offerRows(cards.db)).map(({ id, title, faceFen, pieces, sold, validDays }) => ({
    id,
    title,
    faceFen,
    validDays,
    left: pieces - sold,
  })),
})

async function view(cards: GiftCards, row: PurchaseRow): Promise<z.input<typeof GiftCardPurchase>> {
  const { id, quantity, amountFen, state, createdAt } = row
  const cardIds = state === 'paid' ? await cardsOfPurchase(cards.db, id) : []
  const title = (await batchOf(cards.db, row.batchId))?.title ?? ''
  return { id, title, quantity, amountFen, state, createdAt: createdAt.toISOString(), cardIds }
}

/**
 * Begins a purchase, once for each request: its cards are set aside, and its payment is begun at the channel (never from a wallet: money of a card would
 * buy cards). Throws `gift_card_offer_gone`, `key_reused`, `payer_unknown`, and why the channel refuses.
 */
export async function buy(
  cards: GiftCards,
  payer: { shopperId: string; ip: string },
  wish: z.output<typeof buyGiftCards.body>,
): Promise<z.input<typeof buyGiftCards.reply>> {
  const openId = await payerOf(cards, payer.shopperId, wish.method)
  const row = await begin(cards, payer.shopperId, wish)
  const { items: shops } = await cards.shop.all({})
  const { action } = await cards.payment.start({
    subject: row.id,
    shopperId: payer.shopperId,
    // It is the whole mall's: the staff of every shop who may see payments see it.
    shopIds: shops.map((shop) => shop.id).slice(0, 50),
    amountFen: row.amountFen,
    title: '购买礼品卡',
    expiresAt: row.payBefore.toISOString(),
    method: wish.method,
    openId,
    ip: payer.ip,
    returnUrl: wish.returnPath
      ? `${cards.publicUrl}${wish.returnPath}${wish.returnPath.includes('?') ? '&' : '?'}purchase=${row.id}`
      : null,
  })
  return { purchase: await view(cards, row), action }
}

async function payerOf(cards: GiftCards, shopperId: string, method: string): Promise<string | null> {
  const platform = method === 'wechat_jsapi' ? 'weapp' : method === 'alipay_mini' ? 'alipay' : undefined
  if (!platform) return null
  const { openId } = await cards.shopper.payer({ shopperId, platform })
  if (!openId) throw new AppError('conflict', 'payer_unknown')
  return openId
}

async function begin(
  cards: GiftCards,
  shopperId: string,
  { requestId, batchId, quantity }: { requestId: string; batchId: string; quantity: number },
): Promise<PurchaseRow> {
  const before = await purchaseOfRequest(cards.db, shopperId, requestId)
  if (before) return same(before, { batchId, quantity })
  const batch = await batchOf(cards.db, batchId)
  if (!batch) throw new AppError('conflict', 'gift_card_offer_gone')
  const now = cards.now()
  const one = { id: cards.newId(), shopperId, requestId, batchId, quantity, amountFen: batch.faceFen * quantity }
  await inTx(cards.db, async (tx) => {
    if (!(await insertPurchase(tx, { ...one, payBefore: later(now, { minutes: MINUTES_TO_PAY }), now }))) return
    if (!(await takeForSale(tx, batchId, quantity))) throw new AppError('conflict', 'gift_card_offer_gone')
  })
  const row = await purchaseOfRequest(cards.db, shopperId, requestId)
  if (!row) throw new AppError('conflict', 'gift_card_offer_gone')
  return same(row, { batchId, quantity })
}

function same(row: PurchaseRow, { batchId, quantity }: { batchId: string; quantity: number }): PurchaseRow {
  if (row.batchId !== batchId || row.quantity !== quantity) throw new AppError('conflict', 'key_reused', { key: row.id })
  return row
}

/** Paid: the cards are their buyer's, once. A subject that is no purchase is none of our business. */
export async function book(cards: GiftCards, paid: { subject: string; paidAt: string }): Promise<void> {
  const row = await purchaseOf(cards.db, paid.subject)
  if (!row) return
  const now = cards.now()
  await inTx(cards.db, async (tx) => {
    if (!(await endPurchase(tx, row.id, { state: 'paid', at: new Date(paid.paidAt) }))) return
    const ids = Array.from({ length: row.quantity }, () => cards.newId())
    await insertBought(tx, { ids, batchId: row.batchId, purchaseId: row.id, ownerId: row.shopperId, now })
  })
}

export async function purchaseFor(cards: GiftCards, shopperId: string, id: string): Promise<z.input<typeof GiftCardPurchase>> {
  const row = await purchaseOf(cards.db, id)
  if (row?.shopperId !== shopperId) throw new AppError('not_found', 'gift_card_purchase_not_found')
  if (row.state === 'open') {
    const { state, paidAt } = await cards.payment.status({ subject: id, ask: true })
    if (state === 'paid' && paidAt) await book(cards, { subject: id, paidAt })
  }
  return view(cards, (await purchaseOf(cards.db, id)) ?? row)
}

/** Closes what was not paid in time, at the channel first; its cards are for sale again. Returns how many were tried. */
export async function closeOverdue(cards: GiftCards): Promise<number> {
  const rows = await overduePurchases(cards.db, cards.now(), 50)
  for (const row of rows) {
    try {
      const { outcome } = await cards.payment.close({ subject: row.id })
      if (outcome !== 'closed') continue
      await inTx(cards.db, async (tx) => {
        if (await endPurchase(tx, row.id, { state: 'closed', at: cards.now() })) await putBackOnSale(tx, row.batchId, row.quantity)
      })
    } catch (error) {
      // The channel cannot be asked now: then it is tried again half a minute later.
      if (!(error instanceof AppError)) throw error
    }
  }
  return rows.length
}

/** What was paid for cards that are void goes back to where it came from, once. Returns how many. */
export async function refundVoid(cards: GiftCards): Promise<number> {
  const due = await toRefund(cards.db, 50)
  for (const { id, purchaseId, faceFen } of due) {
    const wish = { key: `gift-card:${id}`, subject: purchaseId, orderId: null, amountFen: faceFen, reason: '礼品卡作废退款' }
    try {
      await cards.payment.refund(wish)
      await markRefundAsked(cards.db, id)
    } catch (error) {
      // One that is refused does not keep the others waiting; it is tried again, and `doctor` names it.
      if (!(error instanceof AppError)) throw error
    }
  }
  return due.length
}
