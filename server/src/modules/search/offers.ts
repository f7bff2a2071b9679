import { inTx } from '../../kernel/db.ts'
import type { Search } from './context.ts'
import type { OfferScope } from './contract.ts'
import { forget } from './keep.ts'
import { type KeptOffer, keptOffers, markShops, replaceOffers, takeDigest } from './queries/offers.ts'

/** These are all the offers there are now. Documents of shops where something changed are marked anew in the same transaction. */
export async function putOffers(
  search: Search,
  { digest, items }: { digest: string; items: readonly OfferScope[] },
): Promise<{ ok: true }> {
  const changed = await inTx(search.db, async (db) => {
    if (!(await takeDigest(db, digest))) return false
    const known = new Map((await keptOffers(db)).map((one) => [one.id, one]))
    const told = new Map(items.map((one) => [one.id, one]))
    const come = [...told.values()].filter((one) => !same(known.get(one.id), one))
    const gone = [...known.values()].filter((one) => !same(told.get(one.id), one))
    await replaceOffers(
      db,
      gone.map((one) => one.id),
      come,
    )
    const shops = new Set([...gone, ...come].map((one) => one.shopId))
    if (shops.size > 0) await markShops(db, [...shops])
    return shops.size > 0
  })
  if (changed) forget(search)
  return { ok: true }
}

function same(a: KeptOffer | undefined, b: KeptOffer): boolean {
  const parts = (one: KeptOffer) => [one.kind, one.shopId, one.categoryIds, one.productIds, one.excludeCategoryIds, one.excludeProductIds]
  return a !== undefined && JSON.stringify(parts(a)) === JSON.stringify(parts(b))
}
