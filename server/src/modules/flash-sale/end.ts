import { type Db, inTx } from '../../kernel/db.ts'
import type { FlashSales } from './context.ts'
import type { FlashSaleDb } from './db.ts'
import { type Counted, putBack } from './queries/places.ts'

/** Tells the gate what is left, once that is safe. */
export async function tell({ gate }: FlashSales, itemId: string, left: number | undefined): Promise<void> {
  if (left !== undefined) await gate.learn(itemId, left)
}

/** Ends what a place counts, by whatever `which` does to it, in one transaction. */
export async function end(flash: FlashSales, which: (db: Db<FlashSaleDb>) => Promise<Counted | undefined>): Promise<void> {
  const freed = await inTx(flash.db, async (db) => {
    const counted = await which(db)
    return counted && { itemId: counted.itemId, left: await putBack(db, counted) }
  })
  if (freed) await tell(flash, freed.itemId, freed.left)
}
