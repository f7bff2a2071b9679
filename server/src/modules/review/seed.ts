import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import type { Reviews } from './context.ts'
import type { reviewCalls } from './contract.ts'
import type { ReviewRow } from './queries.ts'
import { keep } from './write.ts'

type Past = z.output<typeof reviewCalls.seed.input>['reviews'][number]

/** Past reviews in bulk; a line that has one keeps it. */
export async function seed(reviews: Reviews, past: readonly Past[]): Promise<void> {
  const people = new Map(
    (
      await inParts(
        past.map((one) => one.shopperId),
        200,
        async (ids) => (await reviews.shopper.find({ ids })).items,
      )
    ).map((one) => [one.id, one]),
  )
  const products = await inParts(
    past.map((one) => one.productId),
    500,
    async (productIds) => (await reviews.catalog.docs({ productIds })).items,
  )
  const titles = new Map(products.map((one) => [one.id, one.title]))
  const rows = past.map((one): ReviewRow => {
    const author = people.get(one.shopperId)
    return {
      ...one,
      id: reviews.newId(),
      productTitle: titles.get(one.productId) ?? '',
      nickname: author?.nickname ?? '',
      avatar: author?.avatar ?? null,
      state: 'shown',
      createdAt: new Date(one.createdAt),
    }
  })
  for (let from = 0; from < rows.length; from += 500) await inTx(reviews.db, (db) => keep(db, rows.slice(from, from + 500)))
}

async function inParts<T>(ids: readonly string[], size: number, ask: (ids: string[]) => Promise<readonly T[]>): Promise<T[]> {
  const distinct = [...new Set(ids)]
  const found: T[] = []
  for (let from = 0; from < distinct.length; from += size) found.push(...(await ask(distinct.slice(from, from + size))))
  return found
}
