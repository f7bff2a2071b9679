import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Invoices } from './context.ts'
import type { InvoiceTab, listAdminInvoices } from './contract-admin.ts'
import type { InvoiceState, listInvoices } from './contract-shop.ts'
import { shopCounts, shopInvoices, shopperInvoices } from './queries/lists.ts'
import { adminRows, rowsOf } from './view.ts'

/** The shopper's invoices, the newest first. */
export async function mine(
  invoices: Invoices,
  shopperId: string,
  query: z.output<typeof listInvoices.query>,
): Promise<z.input<typeof listInvoices.reply>> {
  const before = query.cursor ? parseCursor(query.cursor) : undefined
  const rows = await shopperInvoices(invoices.db, { shopperId, before, limit: query.limit + 1 })
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: await rowsOf(invoices, shown),
    nextCursor: rows.length > query.limit && last ? `${last.created_at.getTime()}_${last.id}` : null,
  }
}

function parseCursor(cursor: string): { at: Date; id: string } {
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor)
  if (!match?.[1] || !match[2])
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  return { at: new Date(Number(match[1])), id: match[2] }
}

const states: Record<z.output<typeof InvoiceTab>, readonly InvoiceState[] | undefined> = {
  all: undefined,
  requested: ['requested'],
  issuing: ['issuing'],
  issued: ['issued'],
  trouble: undefined,
  reversing: ['reversing', 'reverse_failed'],
  reversed: ['reversed'],
  ended: ['rejected', 'withdrawn'],
}

/** The shop's invoices by state. */
export async function board(
  invoices: Invoices,
  shopId: string,
  { page, pageSize, tab, search, orderId }: z.output<typeof listAdminInvoices.query>,
): Promise<z.input<typeof listAdminInvoices.reply>> {
  const { rows, total } = await shopInvoices(invoices.db, {
    shopId,
    states: states[tab],
    trouble: tab === 'trouble',
    orderId,
    search,
    limit: pageSize,
    offset: (page - 1) * pageSize,
  })
  return { items: await adminRows(invoices, rows), total }
}

export const counts = (invoices: Invoices, shopId: string) => shopCounts(invoices.db, shopId)
