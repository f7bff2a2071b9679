import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PaymentDb } from '../db.ts'

const columns = [
  'id',
  'key',
  'number',
  'subject',
  'attempt_id',
  'order_id',
  'cause',
  'amount_fen',
  'wallet_fen',
  'reason',
  'state',
  'tries',
  'channel_number',
  'created_at',
  'done_at',
] as const

export type Refund = NonNullable<Awaited<ReturnType<typeof findRefund>>>

export async function findRefund(db: Db<PaymentDb>, number: string) {
  return db.selectFrom('payment.refund').select(columns).where('number', '=', number).executeTakeFirst()
}

export async function refundByKey(db: Db<PaymentDb>, key: string): Promise<Refund | undefined> {
  return db.selectFrom('payment.refund').select(columns).where('key', '=', key).executeTakeFirst()
}

export interface NewRefund {
  id: string
  key: string
  number: string
  subject: string
  attemptId: string | null
  orderId: string | null
  shopId: string | null
  cause: 'asked' | 'late' | 'duplicate'
  amountFen: number
  walletFen: number
  reason: string
  now: Date
}

/** False: a refund with this key is there already. A number that is taken by chance is an error of the driver, never a refund that is lost. */
export async function insertRefund(tx: Db<PaymentDb>, refund: NewRefund): Promise<boolean> {
  const row = await tx
    .insertInto('payment.refund')
    .values({
      id: refund.id,
      key: refund.key,
      number: refund.number,
      subject: refund.subject,
      attempt_id: refund.attemptId,
      order_id: refund.orderId,
      shop_id: refund.shopId,
      cause: refund.cause,
      amount_fen: refund.amountFen,
      wallet_fen: refund.walletFen,
      reason: refund.reason,
      due_at: refund.now,
      created_at: refund.now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** What is refunded of a payment or on its way: everything but what the channel has clearly refused, and what came for nothing. */
export async function refundedOf(tx: Db<PaymentDb>, subject: string): Promise<{ amountFen: number; walletFen: number; count: number }> {
  const row = await tx
    .selectFrom('payment.refund')
    .select([
      sql<number>`coalesce(sum(amount_fen), 0)::bigint`.as('amountFen'),
      sql<number>`coalesce(sum(wallet_fen), 0)::bigint`.as('walletFen'),
      sql<number>`count(*)`.as('count'),
    ])
    .where('subject', '=', subject)
    .where('cause', '=', 'asked')
    .where('state', '<>', 'failed')
    .executeTakeFirstOrThrow()
  return row
}

/** Takes refunds whose time has come; until `leaseUntil` nobody else takes them. */
export async function claimRefunds(db: Db<PaymentDb>, due: { now: Date; leaseUntil: Date; limit: number }): Promise<Refund[]> {
  return db
    .updateTable('payment.refund')
    .set({ due_at: due.leaseUntil })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('payment.refund')
        .select('id')
        .where('due_at', '<=', due.now)
        .orderBy('due_at')
        .limit(due.limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(columns)
    .execute()
}

/** The record of what is about to be done, before it is done. */
export async function markSent(db: Db<PaymentDb>, id: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('payment.refund')
    .set({ state: 'sent', sent_at: now, tries: sql<number>`tries + 1` })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'sent', 'unknown'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Not at its end yet: looked at again at `dueAt`. */
export async function postpone(
  db: Db<PaymentDb>,
  id: string,
  next: { state: 'queued' | 'sent' | 'unknown'; dueAt: Date; note: string },
): Promise<void> {
  await db
    .updateTable('payment.refund')
    .set({ state: next.state, due_at: next.dueAt, note: next.note })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .execute()
}

/** To its end, once; false when it had ended before. */
export async function endRefund(
  tx: Db<PaymentDb>,
  id: string,
  end: { state: 'succeeded' | 'failed'; at: Date; channelNumber: string | null; note: string },
): Promise<boolean> {
  const row = await tx
    .updateTable('payment.refund')
    .set({
      state: end.state,
      done_at: end.at,
      due_at: null,
      ...(end.channelNumber !== null && { channel_number: end.channelNumber }),
      note: end.note,
    })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
