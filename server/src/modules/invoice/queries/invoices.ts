import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { FrozenSeller, Mover } from '../context.ts'
import type { InvoiceBuyer, InvoiceState } from '../contract-shop.ts'
import type { InvoiceDb } from '../db.ts'
import type { Amounts } from '../amounts.ts'
import { live } from '../transitions.ts'

export type InvoiceRecord = Awaited<ReturnType<typeof claimDue>>[number]

export interface NewInvoice {
  id: string
  requestId: string | null
  shopperId: string
  shopId: string
  shopName: string
  orderId: string
  orderNumber: string
  kind: 'general' | 'special'
  title: InvoiceBuyer
  email: string
  amounts: Amounts
  number: string
  automatic: boolean
  replacesId: string | null
  at: Date
}

/** False: the order has one, or this request was made before. */
export async function insertInvoice(tx: Db<InvoiceDb>, one: NewInvoice): Promise<boolean> {
  const result = await tx
    .insertInto('invoice.invoice')
    .values({
      id: one.id,
      request_id: one.requestId,
      shopper_id: one.shopperId,
      shop_id: one.shopId,
      shop_name: one.shopName,
      order_id: one.orderId,
      order_number: one.orderNumber,
      state: 'requested',
      kind: one.kind,
      title: jsonb(one.title),
      title_name: one.title.name,
      tax_number: one.title.taxNumber,
      email: one.email,
      ...amountColumns(one.amounts),
      number: one.number,
      automatic: one.automatic,
      replaces_id: one.replacesId,
      due_at: one.automatic ? one.at : null,
      created_at: one.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

const amountColumns = ({ lines, totalFen, netFen, taxFen }: Amounts) => ({
  lines: jsonb(lines),
  total_fen: totalFen,
  net_fen: netFen,
  tax_fen: taxFen,
})

export async function insertStep(
  tx: Db<InvoiceDb>,
  step: { id: string; invoiceId: string; from: InvoiceState | null; to: InvoiceState; at: Date; by: Mover; reason: string },
): Promise<void> {
  await tx
    .insertInto('invoice.step')
    .values({
      id: step.id,
      invoice_id: step.invoiceId,
      from_state: step.from,
      to_state: step.to,
      at: step.at,
      actor: step.by.actor,
      actor_name: step.by.name,
      reason: step.reason,
    })
    .execute()
}

/** What a move may change beside the state. */
export interface InvoiceSet {
  amounts?: Amounts
  seller?: FrozenSeller
  redNumber?: string
  sentAt?: Date | null
  redSentAt?: Date | null
  fapiaoNumber?: string
  issuedAt?: Date
  redFapiaoNumber?: string
  reversedAt?: Date
  reissue?: boolean
  reverseWanted?: boolean
  reason?: string
  note?: string
  dueAt: Date | null
  endedAt?: Date
}

const columnsOf = (set: InvoiceSet) => ({
  ...(set.amounts && amountColumns(set.amounts)),
  ...(set.seller && { seller: jsonb(set.seller) }),
  ...(set.redNumber !== undefined && { red_number: set.redNumber }),
  ...(set.sentAt !== undefined && { sent_at: set.sentAt }),
  ...(set.redSentAt !== undefined && { red_sent_at: set.redSentAt }),
  ...(set.fapiaoNumber !== undefined && { fapiao_number: set.fapiaoNumber }),
  ...(set.issuedAt && { issued_at: set.issuedAt }),
  ...(set.redFapiaoNumber !== undefined && { red_fapiao_number: set.redFapiaoNumber }),
  ...(set.reversedAt && { reversed_at: set.reversedAt }),
  ...(set.reissue !== undefined && { reissue: set.reissue }),
  ...(set.reverseWanted !== undefined && { reverse_wanted: set.reverseWanted }),
  ...(set.reason !== undefined && { reason: set.reason }),
  ...(set.endedAt && { ended_at: set.endedAt }),
  note: (set.note ?? '').slice(0, 200),
  mismatch: '',
  tries: 0,
  due_at: set.dueAt,
})

/** Compare and set; with `refundsSeen` only while no refund was heard of since. */
export async function moveRow(
  tx: Db<InvoiceDb>,
  move: { id: string; from: InvoiceState; to: InvoiceState; set: InvoiceSet; refundsSeen?: number | undefined },
): Promise<InvoiceRecord | undefined> {
  let query = tx
    .updateTable('invoice.invoice')
    .set({ state: move.to, ...columnsOf(move.set) })
    .where('id', '=', move.id)
    .where('state', '=', move.from)
  if (move.refundsSeen !== undefined) query = query.where('refunds_seen', '=', move.refundsSeen)
  return query.returningAll().executeTakeFirst()
}

export async function invoiceById(db: Db<InvoiceDb>, id: string): Promise<InvoiceRecord | undefined> {
  return db.selectFrom('invoice.invoice').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function lockInvoice(tx: Db<InvoiceDb>, id: string): Promise<InvoiceRecord | undefined> {
  return tx.selectFrom('invoice.invoice').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function invoiceByRequest(db: Db<InvoiceDb>, shopperId: string, requestId: string): Promise<InvoiceRecord | undefined> {
  return db
    .selectFrom('invoice.invoice')
    .selectAll()
    .where('shopper_id', '=', shopperId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
}

export async function liveOfOrder(db: Db<InvoiceDb>, orderId: string): Promise<InvoiceRecord | undefined> {
  return db
    .selectFrom('invoice.invoice')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('state', 'in', [...live])
    .executeTakeFirst()
}

/** Takes what is due until then, so that no other process does; what is left by one that died is due again after that. */
export async function claimDue(db: Db<InvoiceDb>, due: { now: Date; leaseUntil: Date; limit: number }) {
  return db
    .updateTable('invoice.invoice')
    .set({ due_at: due.leaseUntil, tries: sql<number>`tries + 1` })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('invoice.invoice')
        .select('id')
        .where('due_at', '<=', due.now)
        .orderBy('due_at')
        .limit(due.limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
}

/** The record that the provider is about to be asked. False: it moved meanwhile. */
export async function markSent(db: Db<InvoiceDb>, row: { id: string; what: 'blue' | 'red'; at: Date }): Promise<boolean> {
  const result = await db
    .updateTable('invoice.invoice')
    .set(row.what === 'blue' ? { sent_at: row.at } : { red_sent_at: row.at })
    .where('id', '=', row.id)
    .where('state', '=', row.what === 'blue' ? 'issuing' : 'reversing')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function waitUntil(
  db: Db<InvoiceDb>,
  row: Pick<InvoiceRecord, 'id' | 'state'>,
  wait: { dueAt: Date; note: string; mismatch?: string; fresh?: boolean },
): Promise<void> {
  await db
    .updateTable('invoice.invoice')
    .set({
      due_at: wait.dueAt,
      note: wait.note.slice(0, 200),
      mismatch: (wait.mismatch ?? '').slice(0, 200),
      ...(wait.fresh && { tries: 0 }),
    })
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .execute()
}

/** The provider told of this number: it is asked about now. */
export async function dueByNumber(db: Db<InvoiceDb>, number: string, now: Date): Promise<void> {
  await db
    .updateTable('invoice.invoice')
    .set({ due_at: now })
    .where((eb) =>
      eb.or([
        eb.and([eb('number', '=', number), eb('state', '=', 'issuing')]),
        eb.and([eb('red_number', '=', number), eb('state', '=', 'reversing')]),
      ]),
    )
    .execute()
}
