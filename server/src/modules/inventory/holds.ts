import type { Inventory, Line as StockLine } from './context.ts'
import { holdsByKey } from './queries/holds.ts'

interface Line extends StockLine {
  locationId: string
  restocked: number
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
    const { skuId, locationId, quantity, restocked } = row
    if (skuId !== null && locationId !== null && quantity !== null && restocked !== null)
      hold.lines.push({ skuId, locationId, quantity, restocked })
    found.set(row.key, hold)
  }
  return { items: [...found.values()] }
}
