import { sql } from 'kysely'
import type { SealedDestination } from '../../../gateways/payment-channel.ts'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { PaymentDb } from '../db.ts'

const columns = ['id', 'refund_id', 'target', 'bank', 'card_tail', 'reason', 'sealed', 'state', 'note', 'staff_name', 'created_at'] as const

export type Redirect = NonNullable<Awaited<ReturnType<typeof findRedirect>>>

export async function findRedirect(db: Db<PaymentDb>, id: string) {
  return db.selectFrom('payment.refund_redirect').select(columns).where('id', '=', id).executeTakeFirst()
}

/** The one that is under way, if any. */
export async function liveRedirect(db: Db<PaymentDb>, refundId: string): Promise<Redirect | undefined> {
  return db
    .selectFrom('payment.refund_redirect')
    .select(columns)
    .where('refund_id', '=', refundId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
}

/** A refund of which this shop may see something; locked, so that its state holds while it is changed. */
export async function lockRefundOfShop(tx: Db<PaymentDb>, id: string, shopId: string) {
  return tx
    .selectFrom('payment.refund as r')
    .innerJoin('payment.intent as i', 'i.subject', 'r.subject')
    .select(['r.id', 'r.number', 'r.attempt_id', 'r.abnormal_at', 'r.channel_number', 'r.done_at', 'r.order_id'])
    .where('r.id', '=', id)
    .where((eb) =>
      eb.or([
        eb('r.shop_id', '=', shopId),
        eb.and([eb('r.shop_id', 'is', null), eb(sql<string>`${shopId}::uuid`, '=', eb.fn.any('i.shop_ids'))]),
      ]),
    )
    .forUpdate('r')
    .executeTakeFirst()
}

export interface NewRedirect {
  id: string
  refundId: string
  target: 'card' | 'merchant'
  bank: string
  cardTail: string
  reason: string
  sealed: SealedDestination
  staff: { id: string; name: string }
  now: Date
}

/** False: one is under way already. */
export async function insertRedirect(tx: Db<PaymentDb>, one: NewRedirect): Promise<boolean> {
  const row = await tx
    .insertInto('payment.refund_redirect')
    .values({
      id: one.id,
      refund_id: one.refundId,
      target: one.target,
      bank: one.bank,
      card_tail: one.cardTail,
      reason: one.reason,
      sealed: jsonb(one.sealed),
      staff_id: one.staff.id,
      staff_name: one.staff.name,
      created_at: one.now,
    })
    .onConflict((conflict) => conflict.column('refund_id').where('ended_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The worker looks at it at once. */
export async function hurryRefund(tx: Db<PaymentDb>, refundId: string, now: Date): Promise<void> {
  await tx.updateTable('payment.refund').set({ due_at: now }).where('id', '=', refundId).where('done_at', 'is', null).execute()
}

/** The record of what is about to be done, before it is done. */
export async function markRedirectSent(db: Db<PaymentDb>, id: string): Promise<boolean> {
  const row = await db
    .updateTable('payment.refund_redirect')
    .set({ state: 'sent' })
    .where('id', '=', id)
    .where('state', 'in', ['asked', 'sent'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The channel has taken it: what it says of the refund from now on is about the new way. */
export async function acceptRedirect(tx: Db<PaymentDb>, refundId: string): Promise<void> {
  await tx
    .updateTable('payment.refund_redirect')
    .set({ state: 'accepted' })
    .where('refund_id', '=', refundId)
    .where('state', 'in', ['asked', 'sent'])
    .execute()
  await tx
    .updateTable('payment.refund')
    .set({ abnormal_at: null })
    .where('id', '=', refundId)
    .where('abnormal_at', 'is not', null)
    .execute()
}

export async function endRedirect(
  tx: Db<PaymentDb>,
  refundId: string,
  end: { state: 'done' | 'failed'; note: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('payment.refund_redirect')
    .set({ state: end.state, note: end.note.slice(0, 200), ended_at: end.now, sealed: null })
    .where('refund_id', '=', refundId)
    .where('ended_at', 'is', null)
    .execute()
}

/** The channel says that the payer's account cannot take it; its own number for the refund is what a person needs to send it elsewhere. */
export async function markAbnormal(
  tx: Db<PaymentDb>,
  refundId: string,
  told: { channelNumber: string | null; dueAt: Date; now: Date },
): Promise<void> {
  await tx
    .updateTable('payment.refund')
    .set({
      state: 'unknown',
      abnormal_at: told.now,
      due_at: told.dueAt,
      note: 'abnormal',
      ...(told.channelNumber && { channel_number: told.channelNumber }),
    })
    .where('id', '=', refundId)
    .where('done_at', 'is', null)
    .execute()
}

/** The last of each refund. */
export async function redirectsOf(db: Db<PaymentDb>, refundIds: readonly string[]): Promise<Redirect[]> {
  return db
    .selectFrom('payment.refund_redirect')
    .distinctOn('refund_id')
    .select(columns)
    .where('refund_id', '=', sql<string>`any(${refundIds}::uuid[])`)
    .orderBy('refund_id')
    .orderBy('created_at', 'desc')
    .orderBy('ended_at', (order) => order.desc().nullsFirst())
    .execute()
}

/** Refunds of this shop that a person must send elsewhere or that are on their way there, the oldest first. */
export async function abnormalOfShop(db: Db<PaymentDb>, shopId: string) {
  return db
    .selectFrom('payment.refund as r')
    .innerJoin('payment.intent as i', 'i.subject', 'r.subject')
    .select(['r.id', 'r.number', 'r.order_id', 'r.amount_fen', 'r.wallet_fen', 'r.reason', 'r.abnormal_at', 'r.created_at'])
    .where('r.done_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('r.abnormal_at', 'is not', null),
        eb.exists(
          eb.selectFrom('payment.refund_redirect as d').select('d.id').whereRef('d.refund_id', '=', 'r.id').where('d.ended_at', 'is', null),
        ),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb('r.shop_id', '=', shopId),
        eb.and([eb('r.shop_id', 'is', null), eb(sql<string>`${shopId}::uuid`, '=', eb.fn.any('i.shop_ids'))]),
      ]),
    )
    .orderBy('r.created_at')
    .limit(200)
    .execute()
}
