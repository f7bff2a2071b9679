import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InvoiceState } from '../contract-shop.ts'
import type { InvoiceDb } from '../db.ts'
import type { InvoiceRecord } from './invoices.ts'

export async function shopperInvoices(
  db: Db<InvoiceDb>,
  of: { shopperId: string; before?: { at: Date; id: string } | undefined; limit: number },
): Promise<InvoiceRecord[]> {
  let query = db.selectFrom('invoice.invoice').selectAll().where('shopper_id', '=', of.shopperId)
  if (of.before) query = query.where(sql<boolean>`(created_at, id) < (${of.before.at}, ${of.before.id}::uuid)`)
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(of.limit).execute()
}

export async function orderInvoices(db: Db<InvoiceDb>, orderId: string): Promise<InvoiceRecord[]> {
  return db
    .selectFrom('invoice.invoice')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}

export async function shopInvoices(
  db: Db<InvoiceDb>,
  of: {
    shopId: string
    states: readonly InvoiceState[] | undefined
    trouble: boolean
    orderId?: string | undefined
    search?: string | undefined
    limit: number
    offset: number
  },
): Promise<{ rows: InvoiceRecord[]; total: number }> {
  let query = db.selectFrom('invoice.invoice').where('shop_id', '=', of.shopId)
  if (of.states) query = query.where('state', 'in', [...of.states])
  if (of.trouble) query = query.where(inTrouble)
  if (of.orderId) query = query.where('order_id', '=', of.orderId)
  if (of.search) {
    const exact = of.search
    const part = `%${of.search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    query = query.where((eb) =>
      eb.or([
        eb('order_number', '=', exact),
        eb('fapiao_number', '=', exact),
        eb('red_fapiao_number', '=', exact),
        eb('tax_number', '=', exact.toUpperCase()),
        eb('title_name', 'ilike', part),
      ]),
    )
  }
  const rows = await query.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(of.limit).offset(of.offset).execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

/** A person must look. */
const inTrouble = sql<boolean>`(state in ('failed', 'reverse_failed') or mismatch <> '')`

export async function shopCounts(db: Db<InvoiceDb>, shopId: string) {
  const count = (when: ReturnType<typeof sql<boolean>>) => sql<number>`count(*) filter (where ${when})`
  return db
    .selectFrom('invoice.invoice')
    .select([
      count(sql<boolean>`state = 'requested'`).as('requested'),
      count(sql<boolean>`state = 'issuing'`).as('issuing'),
      count(inTrouble).as('trouble'),
      count(sql<boolean>`state = 'reversing'`).as('reversing'),
    ])
    .where('shop_id', '=', shopId)
    .executeTakeFirstOrThrow()
}

export async function stepsOf(db: Db<InvoiceDb>, invoiceId: string) {
  return db.selectFrom('invoice.step').selectAll().where('invoice_id', '=', invoiceId).orderBy('at').orderBy('id').execute()
}
