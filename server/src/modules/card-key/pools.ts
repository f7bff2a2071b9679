import type { z } from 'zod'
import type { CardKeys } from './context.ts'
import type { listKeyPools, listSecrets } from './contract.ts'
import { poolPage, secretPage } from './queries/pool.ts'

const pageOf = ({ page, pageSize }: { page: number; pageSize: number }) => ({ limit: pageSize, offset: (page - 1) * pageSize })

/** The shop's pools, those with the fewest free keys first. */
export async function pools(
  cards: CardKeys,
  shopId: string,
  query: z.output<typeof listKeyPools.query>,
): Promise<z.input<typeof listKeyPools.reply>> {
  const { items, total } = await poolPage(cards.db, shopId, pageOf(query))
  const skus = items.length === 0 ? [] : (await cards.catalog.skusForSale({ skuIds: items.map((item) => item.skuId) })).items
  const known = new Map(skus.map((sku) => [sku.skuId, sku]))
  return {
    items: items.map((item) => ({ ...item, title: known.get(item.skuId)?.title ?? '', options: known.get(item.skuId)?.options ?? [] })),
    total,
  }
}

export async function secrets(
  cards: CardKeys,
  shopId: string,
  query: z.output<typeof listSecrets.query>,
): Promise<z.input<typeof listSecrets.reply>> {
  const { items, total } = await secretPage(cards.db, { shopId, ...query }, pageOf(query))
  return {
    items: items.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      deliveredAt: row.deliveredAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
    })),
    total,
  }
}
