import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { countEntries, entries, type LedgerRow } from '../../kernel/ledger.ts'
import { CARD, CASH, GIFT, ledger, type Wallets } from './context.ts'
import type { listWalletEntries, walletCalls, WalletEntry } from './contract.ts'
import { purses } from './queries.ts'

const own = [CASH, GIFT, CARD]

function entryOf(row: LedgerRow): z.input<typeof WalletEntry> {
  return {
    id: String(row.id),
    account: row.account === GIFT || row.account === CARD ? row.account : 'cash',
    kind: row.kind as z.input<typeof WalletEntry>['kind'], // written by this module alone
    changeFen: row.change,
    balanceAfterFen: row.balanceAfter ?? 0,
    note: row.note,
    at: row.at.toISOString(),
  }
}

/** A shopper's entries, newest first. */
export async function shopperEntries(
  wallets: Wallets,
  shopperId: string,
  query: z.output<typeof listWalletEntries.query>,
): Promise<z.input<typeof listWalletEntries.reply>> {
  if (query.cursor && !/^\d{1,15}$/.test(query.cursor))
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  const before = query.cursor ? Number(query.cursor) : undefined
  const rows = await entries(wallets.db, ledger, { owner: shopperId, names: own, before, limit: query.limit + 1 })
  const items = rows.slice(0, query.limit).map(entryOf)
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null }
}

export async function ledgerPage(
  wallets: Wallets,
  query: z.output<typeof walletCalls.ledger.input>,
): Promise<z.input<typeof walletCalls.ledger.reply>> {
  const wish = { owner: query.shopperId, kind: query.kind, names: own, limit: query.pageSize }
  const [rows, total] = await Promise.all([
    entries(wallets.db, ledger, { ...wish, offset: (query.page - 1) * query.pageSize }),
    countEntries(wallets.db, ledger, wish),
  ])
  const items = rows.map((row) => ({
    ...entryOf(row),
    shopperId: row.owner,
    reference: row.reference,
    actor: row.actor,
  }))
  return { items, total }
}

export async function walletsPage(
  wallets: Wallets,
  query: z.output<typeof walletCalls.list.input>,
): Promise<z.input<typeof walletCalls.list.reply>> {
  const { items, total } = await purses(wallets.db, query)
  return { items: items.map((row) => ({ ...row, availableFen: row.cashFen + row.giftFen + row.cardFen })), total }
}
