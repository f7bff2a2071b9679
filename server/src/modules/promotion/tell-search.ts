import { createHash } from 'node:crypto'
import type { OfferScope } from '../search/contract.ts'
import { withAncestors, withDescendants } from './categories.ts'
import type { Promotion } from './context.ts'
import { couponsForGoods, type OnNow, rulesOnNow } from './queries/on-now.ts'
import { offerKindOf, benefits } from './rules.ts'
import { inScope } from './scope.ts'

type Sku = Awaited<ReturnType<Promotion['catalog']['skusForSale']>>['items'][number]

/** Search is told what is on offer whenever that differs from what it was told last: by time, by a switch, or used up. */
export async function tellSearch(promotion: Promotion): Promise<number> {
  const now = promotion.now()
  const live = [...(await rulesOnNow(promotion.db, now)), ...(await couponsForGoods(promotion.db, now))]
  const items = await scopesOf(promotion, live)
  const digest = createHash('sha256').update(JSON.stringify(items)).digest('base64url')
  if ((await promotion.search.offersKept({})).digest === digest) return 0
  await promotion.search.putOffers({ digest, items })
  return 1
}

/** Offers name SKUs, search knows products. */
async function scopesOf(promotion: Promotion, live: readonly OnNow[]): Promise<OfferScope[]> {
  const skus = await named(
    promotion,
    live.flatMap(({ scope, ...offer }) => [...scope.skuIds, ...scope.excludeSkuIds, ...(onlyOf(offer) ?? [])]),
  )
  const excluded = await allSkus(
    promotion,
    productsOf(
      live.flatMap(({ scope }) => scope.excludeSkuIds),
      skus,
    ),
  )
  const parents = await promotion.parents()
  const known = { skus, parents }
  return live.flatMap((offer) => {
    const only = onlyOf(offer)
    const { scope } = offer
    if (only) return pricedGoods(offer, only, known)
    const productIds = [...new Set([...scope.productIds, ...productsOf(without(scope.skuIds, scope.excludeSkuIds), skus)])]
    const nothing = scope.skuIds.length > 0 && productIds.length + scope.categoryIds.length === 0
    const whole = [...excluded].filter(([, ids]) => ids.every((id) => scope.excludeSkuIds.includes(id))).map(([productId]) => productId)
    const out = {
      excludeCategoryIds: withDescendants(scope.excludeCategoryIds, parents),
      excludeProductIds: [...new Set([...scope.excludeProductIds, ...whole.toSorted()])],
    }
    return nothing
      ? []
      : [
          {
            id: offer.id,
            kind: offerKindOf(offer.benefit?.type),
            shopId: offer.shopId,
            categoryIds: withDescendants(scope.categoryIds, parents),
            productIds,
            ...out,
          },
        ]
  })
}

/** What names the prices of SKUs is about these alone, those of them that are in its scope. */
function pricedGoods(
  { id, shopId, scope, benefit }: OnNow,
  only: readonly string[],
  { skus, parents }: { skus: ReadonlyMap<string, Sku>; parents: ReadonlyMap<string, string | null> },
): OfferScope[] {
  const goods = only.flatMap((skuId) => skus.get(skuId) ?? [])
  const within = goods.filter((sku) => inScope({ ...sku, categoryIds: withAncestors(sku.categoryIds, parents) }, scope))
  const productIds = [...new Set(within.map((sku) => sku.productId))]
  return productIds.length === 0
    ? []
    : [{ id, kind: offerKindOf(benefit?.type), shopId, categoryIds: [], productIds, excludeCategoryIds: [], excludeProductIds: [] }]
}

/** The SKUs that a benefit names as the only ones, if it does; of one that an earlier release wrote otherwise nothing is known. */
function onlyOf({ benefit }: Pick<OnNow, 'benefit'>): readonly string[] | undefined {
  const kind = benefits.find(({ type }) => type === benefit?.type)
  const args = kind?.only && kind.args.safeParse(benefit?.args)
  return args?.success ? kind?.only?.(args.data) : undefined
}

const without = (ids: readonly string[], out: readonly string[]): string[] => ids.filter((id) => !out.includes(id))
const productsOf = (skuIds: readonly string[], skus: ReadonlyMap<string, Sku>): string[] => [
  ...new Set(skuIds.flatMap((id) => skus.get(id)?.productId ?? [])),
]

async function named({ catalog }: Pick<Promotion, 'catalog'>, skuIds: readonly string[]): Promise<Map<string, Sku>> {
  const all = await inParts([...new Set(skuIds)], 500, async (part) => (await catalog.skusForSale({ skuIds: part })).items)
  return new Map(all.map((sku) => [sku.skuId, sku]))
}

/** Everything that these products offer: a product is out only when all of it is. */
async function allSkus({ catalog }: Pick<Promotion, 'catalog'>, productIds: readonly string[]): Promise<Map<string, string[]>> {
  const all = await inParts(productIds, 100, async (part) => (await catalog.skusOfProducts({ productIds: part })).items)
  return new Map([...Map.groupBy(all, (sku) => sku.productId)].map(([id, skus]) => [id, skus.map((sku) => sku.skuId)]))
}

async function inParts<T>(ids: readonly string[], size: number, read: (part: string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = []
  for (let from = 0; from < ids.length; from += size) found.push(...(await read(ids.slice(from, from + size))))
  return found
}
