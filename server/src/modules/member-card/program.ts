import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { MemberCards } from './context.ts'
import type { MemberCard, MemberCardInput } from './contract.ts'
import { numbersOf, programs, putProgram } from './queries/program.ts'
import { heldUntil, termsOf } from './queries/terms.ts'
import { cardViews, termView } from './view.ts'

export async function programOf(cards: MemberCards, shopId: string) {
  const [card] = await cardViews(cards, await programs(cards.db, { shopId }), false)
  return { card: card ?? null, numbers: await numbersOf(cards.db, shopId, cards.now()) }
}

/** Throws `card_plan_wrong`, `coupon_not_found`. */
export async function change(cards: MemberCards, shopId: string, input: MemberCardInput): Promise<z.input<typeof MemberCard>> {
  const months = input.plans.map((plan) => plan.months)
  if (new Set(months).size !== months.length || input.plans.some((plan) => plan.listPriceFen < plan.priceFen))
    throw new AppError('invalid', 'card_plan_wrong')
  const { items } = await cards.promotion.titles({ templateIds: input.templateIds })
  if (input.templateIds.some((id) => !items.some((one) => one.id === id && one.shopId === shopId)))
    throw new AppError('not_found', 'coupon_not_found')
  await inTx(cards.db, (tx) => putProgram(tx, shopId, { card: input, now: cards.now(), newId: cards.newId }))
  await putRules(cards, shopId, input)
  const { card } = await programOf(cards, shopId)
  if (!card) throw new Error('the card just written is not there')
  return card
}

/** What a card is worth at the checkout are rules of the price engine, for members from its level on. */
async function putRules(cards: MemberCards, shopId: string, input: MemberCardInput): Promise<void> {
  const common = {
    shopId,
    scope: {},
    conditions: [{ type: 'member_tier', args: { atLeast: input.level } }],
    priority: input.level,
  }
  await cards.promotion.putRule({
    ...common,
    title: '会员卡折扣',
    group: 'member-discount',
    benefit: { type: 'percent_off', args: { offBps: Math.max(1, input.discountBps) } },
    enabled: input.enabled && input.discountBps > 0,
  })
  await cards.promotion.putRule({
    ...common,
    title: '会员卡包邮',
    group: 'member-freight',
    benefit: { type: 'free_shipping', args: {} },
    enabled: input.enabled && input.freeShipping,
  })
}

export async function onSale(cards: MemberCards, shopperId: string | null) {
  const rows = await programs(cards.db, { enabled: true })
  const until = shopperId ? await heldUntil(cards.db, shopperId, cards.now()) : new Map<string, Date>()
  const views = await cardViews(cards, rows, true)
  return { items: views.map((card) => ({ ...card, until: until.get(card.shopId)?.toISOString() ?? null })) }
}

/** Who has one sees it also when it can no longer be bought. Throws `card_not_found`. */
export async function cardOf(cards: MemberCards, shopId: string, shopperId: string | null) {
  const [card] = await cardViews(cards, await programs(cards.db, { shopId }), true)
  const now = cards.now()
  const until = shopperId ? (await heldUntil(cards.db, shopperId, now)).get(shopId) : undefined
  if (!card || (!card.enabled && !until)) throw new AppError('not_found', 'card_not_found')
  const terms = shopperId ? await termsOf(cards.db, { shopId, shopperId }) : []
  return { card, until: until?.toISOString() ?? null, terms: terms.map((row) => termView(row, now)) }
}
