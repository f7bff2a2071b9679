import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { PresaleDb } from '../db.ts'

export interface Results {
  joined: number
  depositsPaid: number
  depositPieces: number
  depositsFen: number
  converted: number
  forfeited: number
  forfeitedFen: number
  refunded: number
  depositsBackFen: number
  extraFen: number
  ordersPaid: number
  piecesSold: number
  ordersFen: number
  ordersBackFen: number
  gmvFen: number
  givenFen: number
  waiting: number
}

/** What came of a presale. A deposit counts as part of what was sold only once its balance is paid. */
export async function resultsOf(db: Db<PresaleDb>, id: string, now: Date): Promise<Results> {
  const { rows } = await sql<Results>`
    with d as (select * from presale.deposit where campaign_id = ${id}),
      b as (select * from d where paid_at is not null),
      r as (select r.* from presale.deposit_return r join d on d.id = r.deposit_id),
      p as (select * from presale.place where campaign_id = ${id} and state = 'paid')
    select (select count(distinct s) from (select shopper_id as s from d union select shopper_id from presale.place where campaign_id = ${id}) x)::int as joined,
      (select count(*) from b)::int as "depositsPaid",
      (select coalesce(sum(quantity), 0) from b)::int as "depositPieces",
      (select coalesce(sum(deposit_fen * quantity), 0) from b)::bigint as "depositsFen",
      (select count(*) from b where state = 'bought')::int as converted,
      (select count(*) from b where state = 'forfeited')::int as forfeited,
      (select coalesce(sum(deposit_fen * quantity), 0) from b where state = 'forfeited')::bigint as "forfeitedFen",
      (select count(*) from b where state = 'refunded')::int as refunded,
      (select coalesce(sum(amount_fen), 0) from r)::bigint as "depositsBackFen",
      (select coalesce(sum(extra_fen), 0) from r)::bigint as "extraFen",
      (select count(*) from p)::int as "ordersPaid",
      (select coalesce(sum(quantity), 0) from p)::int as "piecesSold",
      (select coalesce(sum(payable_fen), 0) from p)::bigint as "ordersFen",
      (select coalesce(sum(refunded_fen), 0) from p)::bigint as "ordersBackFen",
      ((select coalesce(sum(payable_fen), 0) from p)
        + (select coalesce(sum(deposit_fen * quantity), 0) from b where state = 'bought'))::bigint as "gmvFen",
      (select coalesce(sum((worth_fen - deposit_fen) * quantity), 0) from b where state = 'bought')::bigint as "givenFen",
      (select count(*) from p where wait_until > ${now} and told_at is null)::int as waiting`.execute(db)
  return rows[0]!
}

/** Presales and persons that count other pieces than deposits and orders have. */
export async function piecesOff(db: Db<PresaleDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    with have as (
      select campaign_id, shopper_id, quantity from presale.deposit where state in ('unpaid', 'paid', 'ordered', 'bought')
      union all select campaign_id, shopper_id, quantity from presale.place where deposit_id is null and state in ('held', 'paid'))
    select c.id::text as id, format('%s pieces taken, held and paid: %s', c.taken, coalesce(sum(h.quantity), 0)) as text
    from presale.campaign c left join have h on h.campaign_id = c.id group by c.id having c.taken <> coalesce(sum(h.quantity), 0)
    union all
    select p.campaign_id::text, format('%s of %s counted, has %s', p.used, p.shopper_id, coalesce(sum(h.quantity), 0))
    from presale.person p left join have h using (campaign_id, shopper_id)
    group by p.campaign_id, p.shopper_id, p.used having p.used <> coalesce(sum(h.quantity), 0)`.execute(db)
  return rows
}

/** Deposits whose state, orders and returns do not fit. */
export async function depositsOff(db: Db<PresaleDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    with p as (select deposit_id, count(*) filter (where state = 'held') as held, count(*) filter (where state = 'paid') as paid
        from presale.place where deposit_id is not null group by deposit_id),
      r as (select deposit_id, sum(quantity) as quantity, sum(amount_fen) as fen from presale.deposit_return group by deposit_id)
    select d.id::text as id, format('%s, orders held %s, paid %s, returned %s, returns %s for %s fen', d.state, coalesce(p.held, 0),
      coalesce(p.paid, 0), d.returned, coalesce(r.quantity, 0), coalesce(r.fen, 0)) as text
    from presale.deposit d left join p on p.deposit_id = d.id left join r on r.deposit_id = d.id
    where (d.state = 'ordered') <> (coalesce(p.held, 0) = 1) or (d.state = 'bought') <> (coalesce(p.paid, 0) = 1)
      or d.returned <> coalesce(r.quantity, 0) or coalesce(r.fen, 0) <> d.deposit_fen * d.returned`.execute(db)
  return rows
}

/** Units that went back without the deposit that paid for them, or the other way round. */
export async function unitsOff(db: Db<PresaleDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select d.id::text as id, format('%s pieces refunded, deposits of %s', coalesce(sum(f.quantity), 0), d.returned) as text
    from presale.deposit d join presale.place p on p.deposit_id = d.id and p.state = 'paid' left join presale.refund f on f.key = p.key
    group by d.id having d.returned <> coalesce(sum(f.quantity), 0)`.execute(db)
  return rows
}

/** What should have ended or gone back an hour ago, and has not. */
export async function leftBehind(db: Db<PresaleDb>, before: Date): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select d.id::text as id, format('%s, its balance ended at %s', d.state, d.balance_ends_at) as text from presale.deposit d
    where d.state = 'paid' and d.balance_ends_at < ${before}
    union all select d.id::text, format('%s, and its presale was called off', d.state) from presale.deposit d
      join presale.campaign c on c.id = d.campaign_id where d.state in ('paid', 'unpaid') and c.cancelled_at < ${before}
    union all select r.deposit_id::text, format('%s fen should be on their way back since %s', r.amount_fen, r.at)
      from presale.deposit_return r where r.sent_at is null and r.at < ${before}
    union all select p.key::text, format('paid, waits until %s', p.wait_until) from presale.place p
      where p.state = 'paid' and p.told_at is null and p.wait_until < ${before}`.execute(db)
  return rows
}

/** Deposits that are paid or went back, for a look into the books of payment. */
export async function paidDeposits(db: Db<PresaleDb>, limit: number): Promise<{ id: string; paidFen: number; backFen: number }[]> {
  const { rows } = await sql<{ id: string; paidFen: number; backFen: number }>`
    select d.id, (d.deposit_fen * d.quantity)::bigint as "paidFen",
      coalesce((select sum(amount_fen) from presale.deposit_return r where r.deposit_id = d.id and r.sent_at is not null), 0)::bigint as "backFen"
    from presale.deposit d where d.paid_at is not null order by d.created_at desc limit ${limit}`.execute(db)
  return rows
}
