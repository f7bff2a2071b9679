import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Clerk } from './adjust.ts'
import type { Inventory } from './context.ts'
import type { listSyncConflicts, SyncConflict, SyncOutcome, syncStock } from './contract.ts'
import type { InventoryDb } from './db.ts'
import { changeOf } from './lots.ts'
import { offsetOf, textOf } from './names.ts'
import { openLevelsAt } from './queries/levels.ts'
import {
  advance,
  changeKind,
  type ConflictKind,
  conflictPage,
  endConflict,
  findConflict,
  insertConflict,
  locationByCode,
  lockStream,
  parked,
  type Stream,
} from './queries/sync.ts'
import { lock, post } from './shelf.ts'

type Outcome = z.output<typeof SyncOutcome>
interface Update {
  sequence: number
  onHand: number
}
/** One stream in one transaction, with what the catalogue knows of its SKU. */
interface Work {
  db: Db<InventoryDb>
  stream: Stream
  skuId: string | undefined
  by: string
}

/**
 * Applies what another system says, line by line. A line that is older than, or the same as, what was dealt with is left alone and reported; one
 * that comes before its turn waits; one that cannot be applied goes to the list of conflicts. Nothing is swallowed.
 */
export async function sync(inventory: Inventory, clerk: Clerk, input: z.output<typeof syncStock.body>) {
  const { shopId } = clerk
  const known = await skusOf(
    inventory,
    shopId,
    input.lines.map((line) => line.sku),
  )
  const items = []
  for (const line of input.lines) {
    const stream = { shopId, source: input.source, sku: line.sku, location: line.location }
    const done = await inTx(inventory.db, (db) => take(inventory, { db, stream, skuId: known.get(line.sku), by: input.source }, line))
    items.push({ sequence: line.sequence, sku: line.sku, location: line.location, ...done })
  }
  return { items }
}

async function skusOf(inventory: Inventory, shopId: string, codes: readonly string[]): Promise<Map<string, string>> {
  const { items } = await inventory.catalog.skusByCode({ shopId, codes: [...new Set(codes)] })
  return new Map(items.map((item) => [item.code, item.skuId]))
}

async function take(inventory: Inventory, work: Work, update: Update): Promise<{ outcome: Outcome; last: number }> {
  const last = await lockStream(work.db, work.stream)
  if (update.sequence <= last) return { outcome: update.sequence === last ? 'repeated' : 'old', last }
  if (last > 0 && update.sequence > last + 1) {
    const fresh = await park(inventory, work, { update, kind: 'gap' })
    return { outcome: fresh ? 'conflict' : 'repeated', last }
  }
  const kind = await apply(inventory, work, update)
  if (kind) await park(inventory, work, { update, kind })
  await advance(work.db, work.stream, { sequence: update.sequence, at: inventory.now(), by: work.by })
  return { outcome: kind ? 'conflict' : 'applied', last: await goOn(inventory, work, update.sequence) }
}

const park = (inventory: Inventory, work: Work, { update, kind }: { update: Update; kind: ConflictKind }): Promise<boolean> =>
  insertConflict(work.db, work.stream, {
    id: inventory.newId(),
    sequence: update.sequence,
    onHand: update.onHand,
    kind,
    at: inventory.now(),
  })

/** What had waited for its turn has it now. Gives how far the stream came. */
async function goOn(inventory: Inventory, work: Work, from: number): Promise<number> {
  const next = await parked(work.db, work.stream, from + 1)
  if (!next) return from
  const update = { sequence: from + 1, onHand: next.onHand }
  const kind = await apply(inventory, work, update)
  if (kind) await changeKind(work.db, next.id, kind)
  else await endConflict(work.db, next.id, { state: 'applied', at: inventory.now(), by: work.by })
  await advance(work.db, work.stream, { sequence: update.sequence, at: inventory.now(), by: work.by })
  return goOn(inventory, work, update.sequence)
}

/** Sets what is on hand, or says why that cannot be. */
async function apply(inventory: Inventory, { db, stream, skuId, by }: Work, update: Update): Promise<ConflictKind | undefined> {
  const location = await locationByCode(db, stream.shopId, stream.location)
  if (!location) return 'unknown_location'
  if (location.closedAt) return 'location_closed'
  if (skuId === undefined) return 'unknown_sku'
  await openLevelsAt(db, { shopId: stream.shopId, locationId: location.id }, [skuId])
  const shelf = await lock(inventory, db, { skuIds: [skuId], locationIds: [location.id], shopId: stream.shopId })
  const [level] = shelf.levels
  if (!level) return 'unknown_sku'
  if (update.onHand < level.held) return 'below_held'
  const entry = { kind: 'sync' as const, reference: `${stream.source}#${update.sequence}`, actor: by, note: '' }
  await post(inventory, shelf, await changeOf(inventory, shelf, { level, change: update.onHand - level.onHand, entry }))
  return undefined
}

const shown = (row: NonNullable<Awaited<ReturnType<typeof findConflict>>>): z.input<typeof SyncConflict> => ({
  ...row,
  at: row.at.toISOString(),
  endedAt: textOf(row.endedAt),
})

export async function conflicts(inventory: Inventory, shopId: string, query: z.output<typeof listSyncConflicts.query>) {
  const { items, total } = await conflictPage(inventory.db, { shopId, state: query.state }, offsetOf(query))
  return { items: items.map(shown), total }
}

/** Staff decide: apply it after all, or leave stock as it is. What waits for it goes on. Throws `conflict_stays`. */
export async function resolve(inventory: Inventory, clerk: Clerk, wish: { id: string; action: 'apply' | 'dismiss' }) {
  const { shopId, name } = clerk
  const found = await findConflict(inventory.db, shopId, wish.id)
  if (!found) throw new AppError('not_found', 'conflict_not_found')
  const stream = { shopId, source: found.source, sku: found.sku, location: found.location }
  const skuId = (await skusOf(inventory, shopId, [found.sku])).get(found.sku)
  await inTx(inventory.db, async (db) => {
    const work = { db, stream, skuId, by: name }
    const last = await lockStream(db, stream)
    const now = await findConflict(db, shopId, wish.id)
    if (now?.state !== 'open') throw new AppError('conflict', 'conflict_ended')
    const kind = wish.action === 'apply' ? await apply(inventory, work, now) : undefined
    if (kind) throw new AppError('conflict', 'conflict_stays', { kind })
    await endConflict(db, wish.id, { state: wish.action === 'apply' ? 'applied' : 'dismissed', at: inventory.now(), by: name })
    if (now.sequence <= last) return
    await advance(db, stream, { sequence: now.sequence, at: inventory.now(), by: name })
    await goOn(inventory, work, now.sequence)
  })
  const ended = await findConflict(inventory.db, shopId, wish.id)
  if (!ended) throw new AppError('not_found', 'conflict_not_found')
  return shown(ended)
}
