import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { countEntries, entries, type LedgerRow } from '../../kernel/ledger.ts'
import { ledger, type Points } from './context.ts'
import type { listPointsEntries, pointsCalls, PointsEntry } from './contract.ts'

const entryOf = (row: LedgerRow): z.input<typeof PointsEntry> => ({
  id: String(row.id),
  kind: row.kind as z.input<typeof PointsEntry>['kind'], // written by this module alone
  change: row.change,
  balanceAfter: row.balanceAfter ?? 0,
  note: row.note,
  at: row.at.toISOString(),
})

/** A shopper's entries, newest first. */
export async function shopperEntries(
  points: Points,
  shopperId: string,
  query: z.output<typeof listPointsEntries.query>,
): Promise<z.input<typeof listPointsEntries.reply>> {
  if (query.cursor && !/^\d{1,15}$/.test(query.cursor))
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  const before = query.cursor ? Number(query.cursor) : undefined
  const rows = await entries(points.db, ledger, { owner: shopperId, before, limit: query.limit + 1 })
  const items = rows.slice(0, query.limit).map(entryOf)
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null }
}

export async function ledgerPage(
  points: Points,
  query: z.output<typeof pointsCalls.ledger.input>,
): Promise<z.input<typeof pointsCalls.ledger.reply>> {
  const wish = { owner: query.shopperId, kind: query.kind, limit: query.pageSize }
  const [rows, total] = await Promise.all([
    entries(points.db, ledger, { ...wish, offset: (query.page - 1) * query.pageSize }),
    countEntries(points.db, ledger, wish),
  ])
  return { items: rows.map((row) => ({ ...entryOf(row), shopperId: row.owner, reference: row.reference, actor: row.actor })), total }
}
