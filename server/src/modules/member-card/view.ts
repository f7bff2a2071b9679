import type { z } from 'zod'
import type { MemberCards } from './context.ts'
import type { AdminCardTerm, CardTerm, MemberCard } from './contract.ts'
import { type ProgramRow } from './queries/program.ts'
import type { TermRow } from './queries/terms.ts'
import { refundableFen } from './refund.ts'

export const termView = (row: TermRow, now: Date): z.input<typeof CardTerm> => ({
  id: row.id,
  source: row.source,
  title: row.title,
  months: row.months,
  priceFen: row.priceFen,
  state: row.state,
  createdAt: row.createdAt.toISOString(),
  paidAt: row.paidAt?.toISOString() ?? null,
  startsAt: row.startsAt?.toISOString() ?? null,
  endsAt: row.endsAt?.toISOString() ?? null,
  refundFen: row.refundFen,
  refundableFen: refundableFen(row, now),
})

export async function adminTerms(cards: MemberCards, rows: readonly TermRow[]): Promise<z.input<typeof AdminCardTerm>[]> {
  const { items } = await cards.shopper.find({ ids: [...new Set(rows.map((row) => row.shopperId))] })
  const names = new Map(items.map((one) => [one.id, one.nickname]))
  return rows.map((row) => ({
    ...termView(row, cards.now()),
    shopperId: row.shopperId,
    shopperName: names.get(row.shopperId) ?? '',
    refundReason: row.refundReason,
  }))
}

/** Cards with the names of their shops and coupons; `onSale`: with the terms that can be bought. */
export async function cardViews(cards: MemberCards, rows: readonly ProgramRow[], onSale: boolean): Promise<z.input<typeof MemberCard>[]> {
  if (rows.length === 0) return []
  const [shops, coupons] = await Promise.all([
    cards.shop.find({ ids: rows.map((row) => row.shopId) }),
    cards.promotion.titles({ templateIds: [...new Set(rows.flatMap((row) => row.templateIds))] }),
  ])
  const names = new Map(shops.items.map(({ id, name }) => [id, name]))
  const titles = new Map(coupons.items.map(({ id, title }) => [id, title]))
  return rows.map((row) => ({
    ...row,
    shopName: names.get(row.shopId) ?? '',
    plans: row.plans.filter((plan) => plan.enabled || !onSale),
    coupons: row.templateIds.flatMap((id) => (titles.has(id) ? [{ id, title: titles.get(id) ?? '' }] : [])),
  }))
}
