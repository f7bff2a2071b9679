import type { z } from 'zod'
import type { SkuForSale } from '../catalog/contract.ts'
import { type ShownItem, withLeft } from './board.ts'
import type { FlashSales } from './context.ts'
import type { FlashSession, getFlashCounts, getProductFlashSale, listFlashSales } from './contract.ts'
import { itemsOf, type SessionRow, shownSessions } from './queries/sessions.ts'
import { shownSession } from './terms.ts'

const AHEAD_MS = 48 * 3_600_000

export async function sales(flash: FlashSales): Promise<z.input<typeof listFlashSales.reply>> {
  const now = flash.now()
  const sessions = await shownSessions(flash.db, { now, until: new Date(now.getTime() + AHEAD_MS) })
  return { now: now.toISOString(), items: await described(flash, sessions) }
}

/** The session a product is in; of it only its own SKUs. */
export async function saleOfProduct(flash: FlashSales, productId: string): Promise<z.input<typeof getProductFlashSale.reply>> {
  const now = flash.now()
  const [first] = await shownSessions(flash.db, { now, until: new Date(now.getTime() + AHEAD_MS), productId })
  const [session] = first ? await described(flash, [first]) : []
  const items = session?.items.filter((item) => item.productId === productId) ?? []
  return { now: now.toISOString(), session: session && items.length > 0 ? { ...session, items } : null }
}

export async function counts(flash: FlashSales, sessionId: string): Promise<z.input<typeof getFlashCounts.reply>> {
  const { items } = await shownSession(flash, sessionId)
  return { now: flash.now().toISOString(), items: items.map(({ id, left }) => ({ id, left })) }
}

/** With the goods as the catalogue knows them now; what is not on sale any more is left out. */
async function described(flash: FlashSales, sessions: readonly SessionRow[]): Promise<z.input<typeof FlashSession>[]> {
  const ids = sessions.map(({ id }) => id)
  const rows = await withLeft(flash, await itemsOf(flash.db, ids))
  const skus = await skusOf(flash, rows)
  const bySession = Map.groupBy(rows, (row) => row.sessionId)
  return sessions.map(({ id, shopId, title, startsAt, endsAt }) => ({
    id,
    shopId,
    title,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    items: (bySession.get(id) ?? []).flatMap((row) => {
      const sku = skus.get(row.skuId)
      return sku?.onSale ? [shownItem(row, sku)] : []
    }),
  }))
}

const shownItem = (row: ShownItem, { title, options, picture }: SkuForSale) => ({
  id: row.id,
  skuId: row.skuId,
  productId: row.productId,
  priceFen: row.priceFen,
  listPriceFen: row.listPriceFen,
  pieces: row.pieces,
  left: row.left,
  perPerson: row.perPerson,
  title,
  options,
  picture,
})

/** The catalogue's word on these SKUs, five hundred at a time. */
export async function skusOf(
  { catalog }: Pick<FlashSales, 'catalog'>,
  rows: readonly { skuId: string }[],
): Promise<Map<string, SkuForSale>> {
  const ids = [...new Set(rows.map(({ skuId }) => skuId))]
  const found = new Map<string, SkuForSale>()
  for (let start = 0; start < ids.length; start += 500) {
    const { items } = await catalog.skusForSale({ skuIds: ids.slice(start, start + 500) })
    for (const sku of items) found.set(sku.skuId, sku)
  }
  return found
}
