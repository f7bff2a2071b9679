import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Distribution } from './context.ts'
import { DistributionRule, type DistributionRate, type listDistributionRates, type RateInput } from './contract.ts'
import { deleteRate, putRate, ratesFor, ratesPage, type RateRow, ruleAndOrder, ruleValue, writeRule } from './queries/rates.ts'

/** Parsing fills in what the shop has not set. */
export async function ruleOf(kit: Pick<Distribution, 'db'>, shopId: string): Promise<DistributionRule> {
  return DistributionRule.parse((await ruleValue(kit.db, shopId)) ?? {})
}

/** The rule of a shop, and whether this order of it has brought commission before. */
export async function ruleFor(
  kit: Pick<Distribution, 'db'>,
  of: { shopId: string; orderId: string },
): Promise<{ rule: DistributionRule; earned: boolean }> {
  const { value, earned } = await ruleAndOrder(kit.db, of)
  return { rule: DistributionRule.parse(value ?? {}), earned }
}

/** Both levels together leave the shop half of its money at least. */
const ratesFit = ({ level1Bps, level2Bps }: { level1Bps: number; level2Bps: number }): boolean => level1Bps + level2Bps <= 5000

/** Throws `distribution_rule_wrong`. */
export async function changeRule(kit: Distribution, shopId: string, rule: DistributionRule): Promise<DistributionRule> {
  const ends = rule.validDays > 0 && rule.validDays < rule.protectionDays
  if (!ratesFit(rule) || ends || (rule.threshold === 'spent' && rule.spentFen === 0))
    throw new AppError('invalid', 'distribution_rule_wrong')
  await writeRule(kit.db, { shopId, enabled: rule.enabled, value: rule, at: kit.now() })
  return rule
}

export interface Rates {
  level1Bps: number
  level2Bps: number
}

/** The rates of a product: its own, else those of one of its categories (the highest), else those of the rule. Pure. */
export function rateOf(rule: DistributionRule, rates: readonly RateRow[], product: { id: string; categoryIds: readonly string[] }): Rates {
  const own = rates.find((rate) => rate.kind === 'product' && rate.targetId === product.id)
  const ofCategory = rates
    .filter((rate) => rate.kind === 'category' && product.categoryIds.includes(rate.targetId))
    .toSorted((a, b) => b.level1Bps - a.level1Bps || b.level2Bps - a.level2Bps)[0]
  const { level1Bps, level2Bps } = own ?? ofCategory ?? rule
  return { level1Bps, level2Bps: rule.levels === 2 ? level2Bps : 0 }
}

/** The rates of these products, by id. */
export async function ratesOfProducts(
  kit: Distribution,
  shopId: string,
  productIds: readonly string[],
): Promise<(productId: string) => Rates> {
  const rule = await ruleOf(kit, shopId)
  const { items } = await kit.catalog.docs({ productIds: [...new Set(productIds)] })
  const categories = new Map(items.map((item) => [item.id, item.categoryIds]))
  const rates = await ratesFor(kit.db, shopId, [...new Set([...productIds, ...items.flatMap((item) => item.categoryIds)])])
  return (id) => rateOf(rule, rates, { id, categoryIds: categories.get(id) ?? [] })
}

/** Throws `distribution_rule_wrong`, `distribution_target_gone`. */
export async function changeRate(kit: Distribution, shopId: string, rate: RateInput): Promise<z.input<typeof DistributionRate>> {
  if (!ratesFit(rate)) throw new AppError('invalid', 'distribution_rule_wrong')
  const at = kit.now()
  const title = (await titlesOf(kit, shopId, [{ ...rate, updatedAt: at }]))(rate)
  if (title === undefined) throw new AppError('not_found', 'distribution_target_gone')
  await inTx(kit.db, (tx) => putRate(tx, shopId, rate, at))
  return { ...rate, title, updatedAt: at.toISOString() }
}

export async function dropRate(kit: Distribution, shopId: string, of: Pick<RateInput, 'kind' | 'targetId'>): Promise<{ ok: true }> {
  await deleteRate(kit.db, { ...of, shopId })
  return { ok: true }
}

export async function ratesOfShop(
  kit: Distribution,
  shopId: string,
  query: z.output<typeof listDistributionRates.query>,
): Promise<z.input<typeof listDistributionRates.reply>> {
  const { items, total } = await ratesPage(kit.db, { ...query, shopId, kind: query.kind })
  const titles = await titlesOf(kit, shopId, items)
  return { items: items.map((row) => ({ ...row, title: titles(row) ?? '', updatedAt: row.updatedAt.toISOString() })), total }
}

/** What these rates are for; undefined: there is no such product in the shop, or no such category. */
async function titlesOf(kit: Distribution, shopId: string, rates: readonly RateRow[]) {
  const productIds = rates.filter((rate) => rate.kind === 'product').map((rate) => rate.targetId)
  const cards = productIds.length > 0 ? (await kit.catalog.cards({ productIds })).items : []
  const categories = rates.some((rate) => rate.kind === 'category') ? (await kit.catalog.categoryTree({})).items : []
  const titles = new Map<string, string>()
  for (const card of cards) if (card.shopId === shopId) titles.set(`product:${card.id}`, card.title)
  for (const category of categories) titles.set(`category:${category.id}`, category.name)
  return ({ kind, targetId }: Pick<RateInput, 'kind' | 'targetId'>) => titles.get(`${kind}:${targetId}`)
}
