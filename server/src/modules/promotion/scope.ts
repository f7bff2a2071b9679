import type { BasketLine, Scope } from './contract.ts'

const meets = (a: readonly string[], b: readonly string[]): boolean => a.some((value) => b.includes(value))

/** Whether an offer is about these goods. What is excluded never is. `categoryIds` of the goods hold their ancestors too. */
export function inScope(goods: Pick<BasketLine, 'productId' | 'skuId' | 'categoryIds'>, scope: Scope): boolean {
  const { productId, skuId, categoryIds } = goods
  if (scope.excludeSkuIds.includes(skuId) || scope.excludeProductIds.includes(productId)) return false
  if (meets(categoryIds, scope.excludeCategoryIds)) return false
  const all = scope.categoryIds.length + scope.productIds.length + scope.skuIds.length === 0
  return all || scope.skuIds.includes(skuId) || scope.productIds.includes(productId) || meets(categoryIds, scope.categoryIds)
}
