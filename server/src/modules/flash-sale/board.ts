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

/**
 * What is known of sessions in this process, at most a second old and the time that reading takes, read once however many ask. Reading tells the gate
 * what is left.
 */
export interface Board {
  of: (sessionId: string) => Promise<Shown | undefined>
  /** Staff changed it: what is asked next is read anew. */
  forget: (sessionId: string) => void
}

/** Older than this it is read anew, by the way as long as it is not `FRESH_MS` old; while that takes, what is known serves for `STALE_MS`. */
const SOON_MS = 700
const FRESH_MS = 1000
const STALE_MS = 10_000

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

interface Known {
  shown: Shown | undefined
  readAt: number
  /** It is being read anew. */
  reading: Promise<Shown | undefined> | undefined
}

export function createBoard(sources: Sources): Board {
  const { db, gate } = sources
  const known = new LRUCache<string, Known>({ max: 1000 })
  const read = async (sessionId: string): Promise<Shown | undefined> => {
    const [session, rows] = await Promise.all([sessionById(db, sessionId), itemsOf(db, [sessionId])])
    if (!session) return undefined
    const items = await withLeft(sources, rows)
    for (const { id, left } of items) await gate.learn(id, left)
    return { session, items }
  }
  /** One reading at a time; what failed, or was forgotten meanwhile, is asked again by the next one. */
  const readAnew = (sessionId: string, one: Known): Promise<Shown | undefined> => {
    const reading = read(sessionId).then(
      (shown) => {
        Object.assign(one, { shown, readAt: Date.now(), reading: undefined })
        return shown
      },
      (error: unknown) => {
        known.delete(sessionId)
        throw error
      },
    )
    one.reading = reading
    return reading
  }
  return {
    of: async (sessionId) => {
      const one = known.get(sessionId)
      if (!one) {
        const fresh: Known = { shown: undefined, readAt: 0, reading: undefined }
        known.set(sessionId, fresh)
        return readAnew(sessionId, fresh)
      }
      const age = Date.now() - one.readAt
      if (age < SOON_MS) return one.shown
      // A database that is busy with orders must not keep those waiting who ask whether there is anything left.
      if (one.reading) return age < STALE_MS ? one.shown : one.reading
      const reading = readAnew(sessionId, one)
      if (age >= FRESH_MS) return reading
      reading.catch(() => undefined) // the next one who asks hears of it
      return one.shown
    },
    forget: (sessionId) => void known.delete(sessionId),
  }
}
