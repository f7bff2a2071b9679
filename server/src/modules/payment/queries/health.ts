import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PaymentDb } from '../db.ts'

export interface Health {
  key: string
  open_until: Date | null
  last_ok_at: Date | null
  last_failure_at: Date | null
  last_failure: string
}

export async function healthOf(db: Db<PaymentDb>): Promise<Health[]> {
  return db.selectFrom('payment.channel_health').select(['key', 'open_until', 'last_ok_at', 'last_failure_at', 'last_failure']).execute()
}

export async function recordHealth(
  db: Db<PaymentDb>,
  change: { key: string; ok: boolean; openUntil: Date | null; reason: string; now: Date },
): Promise<void> {
  const facts = change.ok
    ? { failures: 0, open_until: null, last_ok_at: change.now }
    : { open_until: change.openUntil, last_failure_at: change.now, last_failure: change.reason.slice(0, 200) }
  await db
    .insertInto('payment.channel_health')
    .values({ key: change.key, failures: change.ok ? 0 : 1, ...facts })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ ...facts, failures: change.ok ? 0 : sql<number>`payment.channel_health.failures + 1` }),
    )
    .execute()
}

export interface ChannelCounts {
  key: string
  started: number
  paid: number
  paidFen: number
  unsettled: number
  refundsWaiting: number
}

/** What happened at each account since `from`, in payments in which this shop has a part. */
export async function countsOf(db: Db<PaymentDb>, shopId: string, from: Date): Promise<ChannelCounts[]> {
  const { rows } = await sql<ChannelCounts>`
    select a.channel || '.' || a.merchant_id || '.' || a.app_id as key,
      count(*) filter (where a.created_at >= ${from})::int as started,
      count(*) filter (where a.state = 'paid' and a.paid_at >= ${from})::int as paid,
      coalesce(sum(a.amount_fen) filter (where a.state = 'paid' and a.paid_at >= ${from}), 0)::bigint as "paidFen",
      count(*) filter (where a.state in ('starting', 'unknown', 'left'))::int as unsettled,
      coalesce(sum((select count(*) from payment.refund r where r.attempt_id = a.id and r.done_at is null)), 0)::int as "refundsWaiting"
    from payment.attempt a join payment.intent i on i.subject = a.subject
    where ${shopId}::uuid = any(i.shop_ids)
      and (a.created_at >= ${from} or a.paid_at >= ${from} or a.state in ('starting', 'unknown', 'left')
        or exists (select 1 from payment.refund r where r.attempt_id = a.id and r.done_at is null))
    group by 1`.execute(db)
  return rows
}
