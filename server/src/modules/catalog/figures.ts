import { type Db, inTx, repeatedly } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import type { Catalog } from './context.ts'
import { productChanged } from './contract.ts'
import type { CatalogDb } from './db.ts'
import { forget } from './hot.ts'
import { countSales, endSales, rateProduct, startSales, stockProduct, takeUntold, type Told } from './queries/products.ts'

/** Adds to the sales counts; the same key twice is once. */
export async function addSales(
  catalog: Catalog,
  { key, lines }: { key: string; lines: readonly { productId: string; quantity: number }[] },
): Promise<void> {
  const sums = new Map<string, number>()
  for (const line of lines) sums.set(line.productId, (sums.get(line.productId) ?? 0) + line.quantity)
  await repeatedly(() => countSales(catalog.db, key, sums))
}

export async function setRating(
  catalog: Catalog,
  { productId, rating10, reviews }: { productId: string; rating10: number; reviews: number },
): Promise<void> {
  await changeAndTell(catalog, async (db) => asList(await rateProduct(db, productId, { rating10, reviews })))
}

export async function setInStock(catalog: Catalog, { productId, inStock }: { productId: string; inStock: boolean }): Promise<void> {
  await changeAndTell(catalog, async (db) => asList(await stockProduct(db, productId, inStock)))
}

/** Puts on and takes off sale what is due. Returns how many. */
export async function keepSchedule(catalog: Catalog): Promise<number> {
  return changeAndTell(catalog, async (db) => {
    const now = catalog.now()
    return [...(await startSales(db, now)), ...(await endSales(db, now))]
  })
}

/** Tells of products that sold since the last time. Returns how many. */
export async function tellSold(catalog: Catalog): Promise<number> {
  return changeAndTell(catalog, takeUntold)
}

const asList = (told: Told | undefined): Told[] => (told ? [told] : [])

async function changeAndTell(catalog: Catalog, change: (db: Db<CatalogDb>) => Promise<Told[]>): Promise<number> {
  const told = await inTx(catalog.db, async (db) => {
    const changed = await change(db)
    // A product that starts and ends in one sweep is told of once.
    const once = [...new Map(changed.map((one) => [one.productId, one])).values()]
    for (const one of once) await emit(db, productChanged, one)
    return once
  })
  forget(
    catalog,
    told.map((one) => one.productId),
  )
  return told.length
}
