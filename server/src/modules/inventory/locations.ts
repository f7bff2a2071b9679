import type { z } from 'zod'
import { inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Inventory } from './context.ts'
import type { createLocation, StockLocation } from './contract.ts'
import { insertLocation, locationsOf, lockLocation, setClosed, somethingAt, updateLocation } from './queries/locations.ts'
import { inTransitTo } from './queries/transfers.ts'

type Input = z.output<typeof createLocation.body>
type Location = z.output<typeof StockLocation>

export async function listLocationsOf(inventory: Inventory, shopId: string): Promise<Location[]> {
  return locationsOf(inventory.db, shopId)
}

async function oneOf(inventory: Inventory, shopId: string, id: string): Promise<Location> {
  const found = (await locationsOf(inventory.db, shopId)).find((location) => location.id === id)
  if (!found) throw new AppError('not_found', 'location_not_found')
  return found
}

export async function addLocation(inventory: Inventory, shopId: string, input: Input): Promise<Location> {
  const id = inventory.newId()
  await named(() => insertLocation(inventory.db, { id, shopId }, input))
  return oneOf(inventory, shopId, id)
}

export async function changeLocation(inventory: Inventory, shopId: string, { id, input }: { id: string; input: Input }): Promise<Location> {
  if (!(await named(() => updateLocation(inventory.db, { id, shopId }, input)))) throw new AppError('not_found', 'location_not_found')
  return oneOf(inventory, shopId, id)
}

async function named<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (isDuplicate(error, 'location_code')) throw new AppError('conflict', 'location_code_taken')
    throw error
  }
}

/** Closes a location that is empty, or opens one again. Throws `location_default`, `location_not_empty`. */
export async function setOpen(inventory: Inventory, shopId: string, wish: { id: string; open: boolean }): Promise<Location> {
  await inTx(inventory.db, async (db) => {
    const location = await lockLocation(db, shopId, wish.id)
    if (wish.open) return setClosed(db, wish.id, null)
    if (location.isDefault) throw new AppError('conflict', 'location_default')
    if ((await somethingAt(db, wish.id)) || (await inTransitTo(db, wish.id))) throw new AppError('conflict', 'location_not_empty')
    if (!location.closedAt) await setClosed(db, wish.id, inventory.now())
  })
  return oneOf(inventory, shopId, wish.id)
}
