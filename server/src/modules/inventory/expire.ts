import type { z } from 'zod'
import { dayOf, later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import type { Inventory } from './context.ts'
import type { listLots } from './contract.ts'
import { offsetOf, withNames } from './names.ts'
import { dueLevels, lotPage, markExpired } from './queries/lots.ts'
import { levelAt, lock, lotsAt, setAside } from './shelf.ts'

/** Lots whose day has come leave what can be sold; what orders hold of them stays theirs. Returns how many levels it did. */
export async function expireDue(inventory: Inventory): Promise<number> {
  const due = await dueLevels(inventory.db, dayOf(inventory.now()), 100)
  for (const at of due) {
    await inTx(inventory.db, async (db) => {
      const shelf = await lock(inventory, db, { skuIds: [at.skuId], locationIds: [at.locationId] })
      const level = levelAt(shelf, at)
      const lots = lotsAt(shelf, level).filter((lot) => !lot.expired && lot.expiresOn !== null && lot.expiresOn <= shelf.today)
      if (lots.length === 0) return
      await markExpired(
        db,
        lots.map((lot) => lot.id),
      )
      await setAside(
        shelf,
        level,
        lots.reduce((sum, lot) => sum + lot.onHand - lot.held, 0),
      )
    })
  }
  return due.length
}

export async function lots(inventory: Inventory, shopId: string, query: z.output<typeof listLots.query>) {
  const until = query.state === 'soon' ? dayOf(later(inventory.now(), { days: query.days })) : undefined
  const filter = { shopId, productId: query.productId, locationId: query.locationId, until, expired: query.state === 'expired' }
  const { items, total } = await lotPage(inventory.db, filter, offsetOf(query))
  return { items: await withNames(inventory, items), total }
}
