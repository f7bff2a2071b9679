import type { Line, Scope } from './offer.ts'

const meets = (a: readonly string[], b: readonly string[]): boolean => a.some((value) => b.includes(value))

/** Whether an offer is about these goods. What is excepted never is. */
export function inScope(line: Pick<Line, 'productId' | 'skuId' | 'categoryIds'>, scope: Scope): boolean {
  const { except } = scope
  if (except.skuIds.includes(line.skuId) || except.productIds.includes(line.productId) || meets(line.categoryIds, except.categoryIds))
    return false
  switch (scope.kind) {
    case 'all':
      return true
    case 'categories':
      return meets(line.categoryIds, scope.ids)
    case 'products':
      return scope.ids.includes(line.productId)
    case 'skus':
      return scope.ids.includes(line.skuId)
  }
}
