import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PaymentDb } from '../db.ts'

interface Side {
  payments: number
  paymentsFen: number
  refunds: number
  refundsFen: number
}

export interface BillRow {
  account: string
  day: string
  state: 'asked' | 'waiting' | 'failed' | 'matched' | 'empty'
  note: string
  askedAt: Date
  theirs: Side
  ours: Side
  feeFen: number
  openDifferences: number
}

type Flat = Omit<BillRow, 'theirs' | 'ours'> & {
  tp: number
  tpf: number
  tr: number
  trf: number
  op: number
  opf: number
  orc: number
  orf: number
}

const key = sql.raw(`a.channel || '.' || a.merchant_id || '.' || a.app_id`)
const start = sql.raw(`(b.day::timestamp at time zone 'Asia/Shanghai')`)
const end = sql.raw(`((b.day + 1)::timestamp at time zone 'Asia/Shanghai')`)

/** Bills by day, the newest first, with the sums of what one shop has a part in. */
export async function billPage(
  db: Db<PaymentDb>,
  shopId: string,
  page: { limit: number; offset: number },
): Promise<{ items: BillRow[]; total: number }> {
  const { rows } = await sql<Flat>`
    select b.account, to_char(b.day, 'YYYY-MM-DD') as day, b.state, b.note, b.asked_at as "askedAt",
      coalesce(t.tp, 0)::int as tp, coalesce(t.tpf, 0)::bigint as tpf, coalesce(t.tr, 0)::int as tr, coalesce(t.trf, 0)::bigint as trf,
      coalesce(t.fee, 0)::bigint as "feeFen", op.n::int as op, op.fen as opf, orr.n::int as orc, orr.fen as orf,
      (select count(*) from payment.bill_difference d left join payment.intent i on i.subject = d.subject
        where d.account = b.account and d.day = b.day and d.state = 'open' and (d.subject is null or ${shopId}::uuid = any(i.shop_ids)))::int as "openDifferences"
    from (select * from payment.bill order by day desc, account limit ${page.limit} offset ${page.offset}) b
    left join lateral (
      select count(*) filter (where l.kind = 'payment') as tp, sum(l.amount_fen) filter (where l.kind = 'payment') as tpf,
        count(*) filter (where l.kind = 'refund') as tr, sum(l.amount_fen) filter (where l.kind = 'refund') as trf, sum(l.fee_fen) as fee
      from payment.bill_line l left join payment.attempt a on a.number = l.attempt_number left join payment.intent i on i.subject = a.subject
      where l.account = b.account and l.day = b.day and l.state <> 'failed' and (a.id is null or ${shopId}::uuid = any(i.shop_ids))) t on true
    left join lateral (
      select count(*) as n, coalesce(sum(a.amount_fen), 0)::bigint as fen from payment.attempt a join payment.intent i on i.subject = a.subject
      where a.state = 'paid' and a.paid_at >= ${start} and a.paid_at < ${end} and ${key} = b.account and ${shopId}::uuid = any(i.shop_ids)) op on true
    left join lateral (
      select count(*) as n, coalesce(sum(r.amount_fen - r.wallet_fen), 0)::bigint as fen from payment.refund r
      join payment.attempt a on a.id = r.attempt_id join payment.intent i on i.subject = a.subject
      where r.state = 'succeeded' and r.amount_fen > r.wallet_fen and r.done_at >= ${start} and r.done_at < ${end}
        and ${key} = b.account and ${shopId}::uuid = any(i.shop_ids)) orr on true
    order by b.day desc, b.account`.execute(db)
  const { total } = await db
    .selectFrom('payment.bill')
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow()
  const items = rows.map(({ tp, tpf, tr, trf, op, opf, orc, orf, ...bill }) => ({
    ...bill,
    theirs: { payments: tp, paymentsFen: tpf, refunds: tr, refundsFen: trf },
    ours: { payments: op, paymentsFen: opf, refunds: orc, refundsFen: orf },
  }))
  return { items, total }
}

const differenceColumns = sql<DifferenceRow>`d.id, d.account, to_char(d.day, 'YYYY-MM-DD') as day, d.kind, d.side, d.number,
  d.channel_number as "channelNumber", d.ours_fen as "oursFen", d.theirs_fen as "theirsFen", d.subject, d.state, d.reason,
  d.staff_name as "staffName", d.found_at as "foundAt", d.closed_at as "closedAt"`

export interface DifferenceRow {
  id: string
  account: string
  day: string
  kind: 'missing_here' | 'missing_there' | 'amount_differs' | 'state_differs' | 'funds_differ'
  side: 'payment' | 'refund'
  number: string
  channelNumber: string
  oursFen: number | null
  theirsFen: number | null
  subject: string | null
  state: 'open' | 'booked' | 'explained' | 'gone'
  reason: string
  staffName: string
  foundAt: Date
  closedAt: Date | null
}

/** Differences about payments in which this shop has a part, and those about none of ours. */
const visible = (shopId: string) => sql<boolean>`(d.subject is null or ${shopId}::uuid = any(i.shop_ids))`

export async function differencePage(
  db: Db<PaymentDb>,
  shopId: string,
  filter: { open: boolean; kind: string | undefined; limit: number; offset: number },
): Promise<{ items: DifferenceRow[]; total: number }> {
  const where = sql`from payment.bill_difference d left join payment.intent i on i.subject = d.subject
    where ${visible(shopId)} and (d.state = 'open') = ${filter.open} and (${filter.kind ?? null}::text is null or d.kind = ${filter.kind ?? null})`
  const [{ rows }, count] = await Promise.all([
    sql<DifferenceRow>`select ${differenceColumns} ${where} order by d.day desc, d.id desc limit ${filter.limit} offset ${filter.offset}`.execute(
      db,
    ),
    sql<{ total: number }>`select count(*)::int as total ${where}`.execute(db),
  ])
  return { items: rows, total: count.rows[0]?.total ?? 0 }
}

export async function findDifference(db: Db<PaymentDb>, shopId: string, id: string): Promise<DifferenceRow | undefined> {
  const { rows } = await sql<DifferenceRow>`
    select ${differenceColumns} from payment.bill_difference d left join payment.intent i on i.subject = d.subject
    where d.id = ${id} and ${visible(shopId)}`.execute(db)
  return rows[0]
}

/** From open to closed by a person; false when somebody else was faster. */
export async function closeDifference(
  db: Db<PaymentDb>,
  id: string,
  end: { state: 'booked' | 'explained'; reason: string; staffId: string; staffName: string; now: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('payment.bill_difference')
    .set({ state: end.state, reason: end.reason, staff_id: end.staffId, staff_name: end.staffName, closed_at: end.now })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
