import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PaymentDb } from '../db.ts'

interface Found {
  id: string
  text: string
}

/** Attempts from which more is refunded, or on its way, than was paid. */
export async function refundedTooMuch(db: Db<PaymentDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select a.number as id, format('paid %s fen, refunded %s', case when a.state = 'paid' then a.amount_fen else 0 end, sum(r.amount_fen - r.wallet_fen)) as text
    from payment.refund r join payment.attempt a on a.id = r.attempt_id
    where r.state <> 'failed'
    group by a.id having sum(r.amount_fen - r.wallet_fen) > case when a.state = 'paid' then a.amount_fen else 0 end`.execute(db)
  return rows
}

/** Paid subjects whose paying attempt is missing, is not paid, belongs to another subject or brought another amount. */
export async function paidWithoutMoney(db: Db<PaymentDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select i.subject::text as id, format('paid %s fen by attempt %s (%s, %s fen)', i.amount_fen, a.number, a.state, a.amount_fen) as text
    from payment.intent i left join payment.attempt a on a.id = i.paid_attempt_id
    where i.state = 'paid' and i.amount_fen > i.wallet_fen
      and (a.id is null or a.state <> 'paid' or a.subject <> i.subject or a.amount_fen <> i.amount_fen - i.wallet_fen)`.execute(db)
  return rows
}

/** Money that came for nothing (the subject was closed, or paid by another attempt) and is not on its way back in full. */
export async function strayMoney(db: Db<PaymentDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select a.number as id, format('%s fen came for a subject that is %s, and do not go back', a.amount_fen, i.state) as text
    from payment.attempt a join payment.intent i on i.subject = a.subject
    where a.state = 'paid' and i.paid_attempt_id is distinct from a.id
      and not exists (
        select 1 from payment.refund r
        where r.attempt_id = a.id and r.cause in ('late', 'duplicate') and r.amount_fen = a.amount_fen and r.state <> 'failed')`.execute(db)
  return rows
}

/** Closed subjects with an attempt that could still be paid. */
export async function closedButPayable(db: Db<PaymentDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select a.number as id, format('subject %s is closed, its attempt is %s', i.subject, a.state) as text
    from payment.intent i join payment.attempt a on a.subject = i.subject
    where i.state = 'closed' and a.state in ('starting', 'open', 'unknown')`.execute(db)
  return rows
}

/** What was intended and then forgotten: live attempts that nobody will ask about, refunds that are due since an hour. */
export async function forgotten(db: Db<PaymentDb>, now: Date): Promise<Found[]> {
  const hourAgo = new Date(now.getTime() - 3600_000)
  const { rows } = await sql<Found>`
    select number as id, format('attempt is %s since %s and nobody will ask', state, created_at) as text
    from payment.attempt where state in ('starting', 'unknown', 'left') and (ask_at is null or ask_at < ${hourAgo})
    union all
    select r.number, format('was sent elsewhere (%s) on %s and nothing came of it', d.state, d.created_at)
    from payment.refund_redirect d join payment.refund r on r.id = d.refund_id
    where d.state in ('asked', 'sent') and d.created_at < ${hourAgo}
    union all
    select number, format('refund is %s and was due at %s', state, due_at) from payment.refund where due_at < ${hourAgo}`.execute(db)
  return rows
}

export interface WalletPart {
  key: string
  state: 'open' | 'paid' | 'closed'
  walletFen: number
  refundedFen: number
}

/** What payments say of their parts from wallets, in pages. */
export async function walletParts(db: Db<PaymentDb>, after: string, limit: number): Promise<WalletPart[]> {
  const { rows } = await sql<WalletPart>`
    select i.wallet_key as key, i.state, i.wallet_fen as "walletFen",
      coalesce((select sum(r.wallet_fen) from payment.refund r where r.subject = i.subject and r.state = 'succeeded'), 0)::bigint as "refundedFen"
    from payment.intent i where i.wallet_key > ${after} and i.wallet_ready order by i.wallet_key limit ${limit}`.execute(db)
  return rows
}

/** Differences of bills that nobody has looked at for a week. */
export async function differencesLeft(db: Db<PaymentDb>, now: Date): Promise<Found[]> {
  const weekAgo = new Date(now.getTime() - 7 * 86_400_000)
  const { rows } = await sql<Found>`
    select id::text, format('%s %s of %s on %s: %s here, %s there', side, number, account, day, ours_fen, theirs_fen) as text
    from payment.bill_difference where state = 'open' and found_at < ${weekAgo}`.execute(db)
  return rows
}
