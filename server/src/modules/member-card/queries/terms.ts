import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { MemberCardDb } from '../db.ts'
import type { Span } from '../term.ts'

const columns = [
  'id',
  'shop_id as shopId',
  'shopper_id as shopperId',
  'source',
  'title',
  'months',
  'price_fen as priceFen',
  'level',
  'template_ids as templateIds',
  'refund_days as refundDays',
  'state',
  'pay_before as payBefore',
  'created_at as createdAt',
  'paid_at as paidAt',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'refund_fen as refundFen',
  'refund_reason as refundReason',
] as const
export type TermRow = NonNullable<Awaited<ReturnType<typeof termOf>>>

export async function termOf(db: Db<MemberCardDb>, id: string, lock = false) {
  const query = db.selectFrom('member_card.term').select(columns).where('id', '=', id)
  return (lock ? query.forUpdate() : query).executeTakeFirst()
}

export interface NewTerm {
  id: string
  shopId: string
  shopperId: string
  requestId: string
  source: 'bought' | 'points'
  title: string
  months: number
  priceFen: number
  level: number
  templateIds: readonly string[]
  refundDays: number
  payBefore: Date
  now: Date
}

/** The term of this request: this one, or the one that was begun before. */
export async function insertTerm(db: Db<MemberCardDb>, term: NewTerm): Promise<TermRow> {
  await sql`insert into member_card.term (id, shop_id, shopper_id, request_id, source, title, months, price_fen, level, template_ids, refund_days,
      state, pay_before, close_try_at, created_at)
    values (${term.id}, ${term.shopId}, ${term.shopperId}, ${term.requestId}, ${term.source}, ${term.title}, ${term.months}, ${term.priceFen},
      ${term.level}, ${[...term.templateIds]}::uuid[], ${term.refundDays}, 'open', ${term.payBefore}, ${term.payBefore}, ${term.now})
    on conflict on constraint term_request do nothing`.execute(db)
  return db
    .selectFrom('member_card.term')
    .select(columns)
    .where('shopper_id', '=', term.shopperId)
    .where('request_id', '=', term.requestId)
    .executeTakeFirstOrThrow()
}

/** Whoever changes the terms of one holder in one shop does it after the other. */
export async function lockHolder(tx: Db<MemberCardDb>, shopId: string, shopperId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`member-card ${shopId} ${shopperId}`}, 0))`.execute(tx)
}

/** Terms that are paid and have not ended. */
export async function runningTerms(
  tx: Db<MemberCardDb>,
  of: { shopId: string; shopperId: string },
  now: Date,
): Promise<(Span & { level: number })[]> {
  const { rows } = await sql<Span & { level: number }>`select id, starts_at as "startsAt", ends_at as "endsAt", level from member_card.term
    where shop_id = ${of.shopId} and shopper_id = ${of.shopperId} and state = 'paid' and ends_at > ${now} order by starts_at, id`.execute(
    tx,
  )
  return rows
}

export async function moveTerm(tx: Db<MemberCardDb>, { id, startsAt, endsAt }: Span): Promise<void> {
  await sql`update member_card.month m set due_at = m.due_at + (${startsAt}::timestamptz - t.starts_at) from member_card.term t
    where t.id = ${id} and m.term_id = t.id and m.given_at is null`.execute(tx)
  await sql`update member_card.term set starts_at = ${startsAt}, ends_at = ${endsAt} where id = ${id}`.execute(tx)
}

/** Paid, once: money wins over closed. */
export async function payTerm(tx: Db<MemberCardDb>, term: Span & { paidAt: Date; months: readonly Date[] }): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update member_card.term set state = 'paid', paid_at = ${term.paidAt}, starts_at = ${term.startsAt}, ends_at = ${term.endsAt}
    where id = ${term.id} and state in ('open', 'closed')`.execute(tx)
  if (numAffectedRows !== 1n) return false
  for (const [index, dueAt] of term.months.entries())
    await sql`insert into member_card.month (term_id, nth, due_at) values (${term.id}, ${index + 1}, ${dueAt})`.execute(tx)
  return true
}

export async function closeTerm(db: Db<MemberCardDb>, id: string): Promise<void> {
  await sql`update member_card.term set state = 'closed' where id = ${id} and state = 'open'`.execute(db)
}

/** It ends now, and so much of its price goes back. */
export async function endTerm(tx: Db<MemberCardDb>, end: { id: string; refundFen: number; reason: string; now: Date }): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update member_card.term set state = 'refunding', refund_fen = ${end.refundFen}, refund_reason = ${end.reason},
      ends_at = greatest(starts_at, least(ends_at, ${end.now})) where id = ${end.id} and state = 'paid'`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await sql`delete from member_card.month where term_id = ${end.id} and given_at is null`.execute(tx)
  return true
}

export async function refunded(db: Db<MemberCardDb>, id: string, at: Date): Promise<void> {
  await sql`update member_card.term set state = 'refunded', refunded_at = ${at} where id = ${id} and state = 'refunding'`.execute(db)
}

export async function overdueTerms(db: Db<MemberCardDb>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update member_card.term set close_try_at = ${now}::timestamptz + interval '30 seconds'
    where id in (select id from member_card.term where state = 'open' and close_try_at <= ${now} order by close_try_at limit ${limit} for update skip locked)
    returning id`.execute(db)
  return rows.map((row) => row.id)
}

export async function refundingTerms(db: Db<MemberCardDb>, limit: number): Promise<TermRow[]> {
  return db.selectFrom('member_card.term').select(columns).where('state', '=', 'refunding').orderBy('id').limit(limit).execute()
}

export async function dueMonths(db: Db<MemberCardDb>, now: Date, limit: number) {
  const { rows } = await sql<{ termId: string; nth: number; shopperId: string; templateIds: string[] }>`
    select m.term_id as "termId", m.nth, t.shopper_id as "shopperId", t.template_ids as "templateIds"
    from member_card.month m join member_card.term t on t.id = m.term_id
    where m.given_at is null and m.due_at <= ${now} and t.state = 'paid' order by m.due_at limit ${limit}`.execute(db)
  return rows
}

export async function markGiven(db: Db<MemberCardDb>, { termId, nth }: { termId: string; nth: number }, at: Date): Promise<void> {
  await sql`update member_card.month set given_at = ${at} where term_id = ${termId} and nth = ${nth} and given_at is null`.execute(db)
}

/** Until when somebody holds the card of each of these shops. */
export async function heldUntil(db: Db<MemberCardDb>, shopperId: string, now: Date): Promise<Map<string, Date>> {
  const { rows } = await sql<{ shopId: string; until: Date }>`select shop_id as "shopId", max(ends_at) as until from member_card.term
    where shopper_id = ${shopperId} and state = 'paid' and ends_at > ${now} group by 1`.execute(db)
  return new Map(rows.map((row) => [row.shopId, row.until]))
}

export async function termsOf(db: Db<MemberCardDb>, of: { shopId: string; shopperId: string }): Promise<TermRow[]> {
  return db
    .selectFrom('member_card.term')
    .select(columns)
    .where('shop_id', '=', of.shopId)
    .where('shopper_id', '=', of.shopperId)
    .where('paid_at', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute()
}

export async function termPage(
  db: Db<MemberCardDb>,
  of: { shopId: string; state?: TermRow['state'] | undefined; shopperId?: string | undefined },
  page: { limit: number; offset: number },
): Promise<{ items: TermRow[]; total: number }> {
  let query = db.selectFrom('member_card.term').where('shop_id', '=', of.shopId)
  query = of.state ? query.where('state', '=', of.state) : query.where('paid_at', 'is not', null)
  if (of.shopperId) query = query.where('shopper_id', '=', of.shopperId)
  const items = await query
    .select(columns)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

/** Terms that overlap, are forgotten on the way back, or whose coupons are overdue. */
export async function termsOff(db: Db<MemberCardDb>, now: Date): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select a.id::text as id, format('runs beside %s', b.id) as text from member_card.term a join member_card.term b
      on a.shop_id = b.shop_id and a.shopper_id = b.shopper_id and a.id < b.id and a.state = 'paid' and b.state = 'paid'
      and a.starts_at < b.ends_at and b.starts_at < a.ends_at
    union all
    select id::text, format('is to be paid back since %s', ends_at) from member_card.term
      where state = 'refunding' and ends_at < ${now}::timestamptz - interval '3 days' and starts_at < ${now}::timestamptz - interval '3 days'
    union all
    select m.term_id::text, format('month %s is due since %s', m.nth, m.due_at) from member_card.month m join member_card.term t on t.id = m.term_id
      where m.given_at is null and t.state = 'paid' and m.due_at < ${now}::timestamptz - interval '1 hour'`.execute(db)
  return rows
}
