import type { z } from 'zod'
import { withAncestors } from './categories.ts'
import type { Lang } from '../../kernel/messages.ts'
import type { Promotion } from './context.ts'
import type { listClaimableCoupons, listProductPromotions, Scope } from './contract.ts'
import { labelOf } from './label.ts'
import { liveRules } from './queries/rule-rows.ts'
import { claimableTemplates } from './queries/templates.ts'

interface Product {
  shopId: string
  productId: string
  categoryIds: string[]
}

/** Coupons anybody may claim now; for a product, those that could be used for it. Those that are gone are left out, unless one has them. */
export async function claimableCoupons(
  promotion: Promotion,
  shopperId: string | null,
  query: z.output<NonNullable<typeof listClaimableCoupons.query>>,
): Promise<z.input<typeof listClaimableCoupons.reply>> {
  const product = query.productId === undefined ? undefined : await findProduct(promotion, query.productId)
  if (query.productId !== undefined && !product) return { items: [] }
  const shopId = product?.shopId ?? query.shopId
  if (query.shopId !== undefined && shopId !== query.shopId) return { items: [] }
  const templates = await claimableTemplates(promotion.db, { shopId, shopperId, now: promotion.now() })
  const items = templates
    .map(({ stock, claimed, auto, ...template }) => ({ ...template, left: stock - claimed, newcomersOnly: auto === 'newcomer' }))
    .filter((template) => (template.left > 0 || template.mine > 0) && (!product || mayReach(product, template.scope)))
  return { items }
}

/** What is on for a product now, in words; the most important first. */
export async function productPromotions(
  promotion: Promotion,
  productId: string,
  lang: Lang,
): Promise<z.input<typeof listProductPromotions.reply>> {
  const product = await findProduct(promotion, productId)
  if (!product) return { items: [] }
  const now = promotion.now()
  const rules = await liveRules(promotion.db, product.shopId, now)
  const items = rules
    .filter((rule) => (rule.startsAt === null || new Date(rule.startsAt) <= now) && mayReach(product, rule.scope))
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
    .map((rule) => ({ id: rule.id, title: rule.title, label: labelOf(rule, lang), endsAt: rule.endsAt }))
  return { items }
}

async function findProduct({ catalog, parents }: Promotion, productId: string): Promise<Product | undefined> {
  const { items } = await catalog.docs({ productIds: [productId] })
  const [doc] = items
  return doc && { shopId: doc.shopId, productId, categoryIds: withAncestors(doc.categoryIds, await parents()) }
}

/** Whether an offer is about some SKU of this product. Which SKUs are its own is not known here: a list of SKUs alone may be. */
function mayReach(product: Product, scope: Scope): boolean {
  if (scope.excludeProductIds.includes(product.productId) || product.categoryIds.some((id) => scope.excludeCategoryIds.includes(id)))
    return false
  const all = scope.categoryIds.length + scope.productIds.length + scope.skuIds.length === 0
  return all || scope.productIds.includes(product.productId) || product.categoryIds.some((id) => scope.categoryIds.includes(id))
}
