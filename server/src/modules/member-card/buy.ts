import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import type { MemberCards } from './context.ts'
import type { buyMemberCard, CardTerm } from './contract.ts'
import { programs } from './queries/program.ts'
import { closeTerm, insertTerm, overdueTerms, termOf } from './queries/terms.ts'
import { begin } from './settle.ts'
import { termView } from './view.ts'

const MINUTES_TO_PAY = 30

/** Begins a term, once for each request, and its payment. Throws `card_not_found`, `card_price_changed`, `key_reused`, `payer_unknown`. */
export async function buy(
  cards: MemberCards,
  payer: { shopperId: string; ip: string; shopId: string },
  wish: z.output<typeof buyMemberCard.body>,
): Promise<z.input<typeof buyMemberCard.reply>> {
  const { shopId, shopperId } = payer
  const [program] = await programs(cards.db, { shopId, enabled: true })
  const plan = program?.plans.find((one) => one.id === wish.planId && one.enabled)
  if (!program || !plan) throw new AppError('not_found', 'card_not_found')
  if (plan.priceFen !== wish.priceFen) throw new AppError('conflict', 'card_price_changed', { priceFen: plan.priceFen })
  const openId = await payerOf(cards, shopperId, wish.method)
  const now = cards.now()
  const { title, level, templateIds, refundDays } = program
  const { months, priceFen } = plan
  const row = await insertTerm(cards.db, {
    id: cards.newId(),
    shopId,
    shopperId,
    requestId: wish.requestId,
    source: 'bought',
    title,
    level,
    templateIds,
    refundDays,
    months,
    priceFen,
    payBefore: later(now, { minutes: MINUTES_TO_PAY }),
    now,
  })
  if (row.shopId !== shopId || row.months !== months || row.priceFen !== priceFen)
    throw new AppError('conflict', 'key_reused', { key: wish.requestId })
  const { action } = await cards.payment.start({
    subject: row.id,
    shopperId,
    shopIds: [shopId],
    amountFen: row.priceFen,
    title: `${title} ${months} 个月`,
    expiresAt: row.payBefore.toISOString(),
    method: wish.method,
    openId,
    ip: payer.ip,
    returnUrl: wish.returnPath ? `${cards.publicUrl}${wish.returnPath}${wish.returnPath.includes('?') ? '&' : '?'}term=${row.id}` : null,
  })
  return { term: termView(row, now), action }
}

async function payerOf(cards: MemberCards, shopperId: string, method: string): Promise<string | null> {
  const platform = method === 'wechat_jsapi' ? 'weapp' : method === 'alipay_mini' ? 'alipay' : undefined
  if (!platform) return null
  const { openId } = await cards.shopper.payer({ shopperId, platform })
  if (!openId) throw new AppError('conflict', 'payer_unknown')
  return openId
}

/** Throws `card_term_not_found`. */
export async function termOfShopper(cards: MemberCards, shopperId: string, id: string): Promise<z.input<typeof CardTerm>> {
  const row = await termOf(cards.db, id)
  if (row?.shopperId !== shopperId) throw new AppError('not_found', 'card_term_not_found')
  if (row.state === 'open') {
    const { state, paidAt } = await cards.payment.status({ subject: id, ask: true })
    if (state === 'paid' && paidAt) await begin(cards, { subject: id, paidAt: new Date(paidAt) })
  }
  return termView((await termOf(cards.db, id)) ?? row, cards.now())
}

/** A term for nothing, keyed by what it is for. Throws `card_not_found`. */
export async function give(
  cards: MemberCards,
  wish: { key: string; shopId: string; shopperId: string; months: number },
): Promise<{ termId: string }> {
  const [program] = await programs(cards.db, { shopId: wish.shopId, enabled: true })
  if (!program) throw new AppError('not_found', 'card_not_found')
  const now = cards.now()
  const { title, level, templateIds } = program
  const row = await insertTerm(cards.db, {
    id: cards.newId(),
    shopId: wish.shopId,
    shopperId: wish.shopperId,
    requestId: wish.key,
    source: 'points',
    title,
    level,
    templateIds,
    months: wish.months,
    priceFen: 0,
    refundDays: 0,
    payBefore: now,
    now,
  })
  await begin(cards, { subject: row.id, paidAt: now })
  return { termId: row.id }
}

/** Closes what was not paid in time, at the channel first. Returns how many were tried. */
export async function closeOverdue(cards: MemberCards): Promise<number> {
  const ids = await overdueTerms(cards.db, cards.now(), 50)
  for (const id of ids) {
    try {
      const { outcome } = await cards.payment.close({ subject: id })
      if (outcome === 'closed') await closeTerm(cards.db, id)
    } catch (error) {
      // The channel cannot be asked now: then it is tried again half a minute later.
      if (!(error instanceof AppError)) throw error
    }
  }
  return ids.length
}
