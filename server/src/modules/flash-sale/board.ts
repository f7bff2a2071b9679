import { LRUCache } from 'lru-cache'
import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { inventoryCalls } from '../inventory/contract.ts'
import type { FlashSaleDb } from './db.ts'
import type { Gate } from './gate.ts'
import { itemsOf, type ItemRow, sessionById, type SessionRow } from './queries/sessions.ts'

/** `left`: of its pieces, and no more than are on the shelf. */
export type ShownItem = ItemRow & { left: number }
export interface Shown {
  session: SessionRow
  items: readonly ShownItem[]
}

/** What is known of sessions in this process, at most a second old, read once however many ask. Reading tells the gate what is left. */
export interface Board {
  of: (sessionId: string) => Promise<Shown | undefined>
  /** Staff changed it: what is asked next is read anew. */
  forget: (sessionId: string) => void
}

const FRESH_MS = 1000

interface Sources {
  db: Db<FlashSaleDb>
  gate: Gate
  inventory: Pick<Interface<typeof inventoryCalls>, 'available'>
}

/** What is left of these items: the session's pieces, as far as they are on the shelf. */
export async function withLeft({ inventory }: Pick<Sources, 'inventory'>, rows: readonly ItemRow[]): Promise<ShownItem[]> {
  const shelf = new Map<string, number>()
  const skuIds = [...new Set(rows.map(({ skuId }) => skuId))]
  for (let start = 0; start < skuIds.length; start += 500) {
    const { items } = await inventory.available({ skuIds: skuIds.slice(start, start + 500) })
    for (const { skuId, available } of items) shelf.set(skuId, available)
  }
  return rows.map((row) => ({ ...row, left: Math.max(0, Math.min(row.pieces - row.taken, shelf.get(row.skuId) ?? 0)) }))
}

export function createBoard(sources: Sources): Board {
  const { db, gate } = sources
  const known = new LRUCache<string, Promise<Shown | undefined>>({ max: 1000, ttl: FRESH_MS })
  const read = async (sessionId: string): Promise<Shown | undefined> => {
    const [session, rows] = await Promise.all([sessionById(db, sessionId), itemsOf(db, [sessionId])])
    if (!session) return undefined
    const items = await withLeft(sources, rows)
    for (const { id, left } of items) await gate.learn(id, left)
    return { session, items }
  }
  return {
    of: (sessionId) => {
      const fresh = known.get(sessionId)
      if (fresh) return fresh
      const reading = read(sessionId)
      known.set(sessionId, reading)
      // What failed is asked again by the next one; who waits for it hears of it.
      reading.catch(() => known.delete(sessionId))
      return reading
    },
    forget: (sessionId) => void known.delete(sessionId),
  }
}
