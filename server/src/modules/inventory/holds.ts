import type { Inventory, Line as StockLine } from './context.ts'
import { holdsByKey } from './queries/holds.ts'

interface Line extends StockLine {
  locationId: string
}
type State = 'held' | 'sold' | 'released'
interface Hold {
  key: string
  state: State
  lines: Line[]
}

/** Holds by key, with their lines and where these lie. */
export async function holds(inventory: Inventory, input: { keys: readonly string[] }): Promise<{ items: Hold[] }> {
  if (input.keys.length === 0) return { items: [] }
  const found = new Map<string, Hold>()
  for (const row of await holdsByKey(inventory.db, input.keys)) {
    const hold = found.get(row.key) ?? { key: row.key, state: row.state, lines: [] }
    if (row.skuId !== null && row.locationId !== null && row.quantity !== null)
      hold.lines.push({ skuId: row.skuId, quantity: row.quantity, locationId: row.locationId })
    found.set(row.key, hold)
  }
  return { items: [...found.values()] }
}
