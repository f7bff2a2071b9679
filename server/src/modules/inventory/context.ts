import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { settingsCalls } from '../settings/contract.ts'
import type { InventoryDb } from './db.ts'

export interface Inventory {
  db: Db<InventoryDb>
  now: () => Date
  newId: () => string
  catalog: Interface<typeof catalogCalls>
  settings: Interface<typeof settingsCalls>
}

export interface Line {
  skuId: string
  quantity: number
}

/** One line a SKU, in one order for everybody, so that two baskets never deadlock. */
export function bySku(lines: readonly Line[]): Line[] {
  const sums = new Map<string, number>()
  for (const line of lines) sums.set(line.skuId, (sums.get(line.skuId) ?? 0) + line.quantity)
  return [...sums].map(([skuId, quantity]) => ({ skuId, quantity })).sort((a, b) => (a.skuId < b.skuId ? -1 : 1))
}
