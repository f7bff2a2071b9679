import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { MemberCards } from './context.ts'
import { endTerm, lockHolder, refunded, refundingTerms, termOf, type TermRow } from './queries/terms.ts'
import { settle } from './settle.ts'
import { restOf } from './term.ts'

/** What a shopper gets back now by the rule the term was bought under; nothing when it cannot be given back. */
export function refundableFen(row: TermRow, now: Date): number {
  if (row.state !== 'paid' || row.source !== 'bought' || !row.paidAt || !row.startsAt || !row.endsAt || row.refundDays === 0) return 0
  if (now > later(row.paidAt, { days: row.refundDays })) return 0
  return restOf({ priceFen: row.priceFen, startsAt: row.startsAt, endsAt: row.endsAt }, now)
}

interface Wish {
  id: string
  refundFen: number
  reason: string
}

/** The shopper gives it back, for what they were shown. Twice is once. Throws `card_term_not_found`, `card_refund_over`, `card_refund_changed`. */
export async function giveBack(cards: MemberCards, shopperId: string, { id, refundFen }: Omit<Wish, 'reason'>): Promise<TermRow> {
  const row = await termOf(cards.db, id)
  if (row?.shopperId !== shopperId) throw new AppError('not_found', 'card_term_not_found')
  if (row.state === 'refunding' || row.state === 'refunded') return row
  const due = refundableFen(row, cards.now())
  if (due === 0) throw new AppError('conflict', 'card_refund_over')
  if (due !== refundFen) throw new AppError('conflict', 'card_refund_changed', { refundFen: due })
  return end(cards, row, { id, refundFen, reason: '用户退卡' })
}

/** Staff end a term of their shop, for so much as they say. Throws the same. */
export async function takeBack(cards: MemberCards, shopId: string, wish: Wish): Promise<TermRow> {
  const row = await termOf(cards.db, wish.id)
  if (row?.shopId !== shopId) throw new AppError('not_found', 'card_term_not_found')
  if (row.state === 'refunding' || row.state === 'refunded') return row
  if (row.state !== 'paid' || row.source !== 'bought') throw new AppError('conflict', 'card_refund_over')
  if (wish.refundFen > row.priceFen) throw new AppError('conflict', 'card_refund_changed', { refundFen: row.priceFen })
  return end(cards, row, wish)
}

/** The term ends, what follows it moves up, and its money is on the way back: written before the channel hears of it. */
async function end(cards: MemberCards, { id, shopId, shopperId }: TermRow, wish: Wish): Promise<TermRow> {
  const now = cards.now()
  await inTx(cards.db, async (tx) => {
    await lockHolder(tx, shopId, shopperId)
    if (await endTerm(tx, { ...wish, now })) await settle(tx, { shopId, shopperId }, now)
  })
  const row = await termOf(cards.db, id)
  if (!row) throw new AppError('not_found', 'card_term_not_found')
  await payBack(cards, row)
  return row
}

/** Asked again until the money has arrived; keyed by the term. */
export async function payBack(cards: MemberCards, row: TermRow): Promise<void> {
  if (row.state !== 'refunding') return
  const { state } = await cards.payment.refund({
    key: `member-card:${row.id}`,
    subject: row.id,
    orderId: null,
    shopId: row.shopId,
    amountFen: row.refundFen,
    reason: row.refundReason,
  })
  if (state === 'succeeded') await refunded(cards.db, row.id, cards.now())
}

/** What a crash left before the channel was told. */
export async function payBackAll(cards: MemberCards): Promise<void> {
  for (const row of await refundingTerms(cards.db, 100)) await payBack(cards, row)
}
