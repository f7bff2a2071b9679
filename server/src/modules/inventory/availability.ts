import { emit } from '../../kernel/events.ts'
import { availabilityChanged } from './contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { InventoryDb } from './db.ts'
import type { Left } from './queries/shelf.ts'
import { productInStock } from './queries/levels.ts'

export interface Moved extends Left {
  /** How many more can be bought than before; negative for fewer. */
  change: number
}

/** Tells when a SKU ran out or came back; most changes say nothing. */
export async function tellAvailability(db: Db<InventoryDb>, moves: readonly Moved[]): Promise<void> {
  const turned = moves.filter((move) => move.available <= 0 !== move.available - move.change <= 0)
  for (const productId of new Set(turned.map((move) => move.productId))) {
    await emit(db, availabilityChanged, { productId, inStock: await productInStock(db, productId) })
  }
}
