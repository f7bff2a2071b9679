import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { BargainDb } from '../db.ts'

export interface Results {
  opened: number
  openers: number
  helps: number
  helpers: number
  helpersWhoOpened: number
  reachedFloor: number
  ordered: number
  paid: number
  gmvFen: number
  refundedFen: number
  givenFen: number
}

/** What came of a campaign. */
export async function resultsOf(db: Db<BargainDb>, campaignId: string): Promise<Results> {
  const { rows } = await sql<Results>`
    with b as (select id, shopper_id, floor_at, opened_at from bargain.bargain where campaign_id = ${campaignId}),
      h as (select h.helper_id, h.at from bargain.help h join b on b.id = h.bargain_id),
      p as (select key, state, start_fen, price_fen, payable_fen from bargain.place where campaign_id = ${campaignId} and state in ('held', 'paid'))
    select (select count(*) from b)::int as opened,
      (select count(distinct shopper_id) from b)::int as openers,
      (select count(*) from h)::int as helps,
      (select count(distinct helper_id) from h)::int as helpers,
      (select count(distinct h.helper_id) from h join b on b.shopper_id = h.helper_id and b.opened_at > h.at)::int as "helpersWhoOpened",
      (select count(*) from b where floor_at is not null)::int as "reachedFloor",
      (select count(*) from p)::int as ordered,
      (select count(*) from p where state = 'paid')::int as paid,
      (select coalesce(sum(payable_fen), 0) from p where state = 'paid')::bigint as "gmvFen",
      (select coalesce(sum(r.amount_fen), 0) from bargain.refund r join p on p.key = r.key where p.state = 'paid')::bigint as "refundedFen",
      (select coalesce(sum(start_fen - price_fen), 0) from p where state = 'paid')::bigint as "givenFen"`.execute(db)
  return rows[0]!
}

/** Bargains whose helps are not those that their price says. */
export async function cutsOff(db: Db<BargainDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select b.id::text as id, format('cut %s fen by %s, helps: %s fen by %s', b.cut_fen, b.helped, coalesce(sum(h.cut_fen), 0), count(h.position)) as text
    from bargain.bargain b left join bargain.help h on h.bargain_id = b.id
    group by b.id having b.cut_fen <> coalesce(sum(h.cut_fen), 0) or b.helped <> count(h.position)
      or coalesce(bool_or(h.cut_fen <> b.cuts[h.position]), false) or coalesce(max(h.position), 0) <> b.helped`.execute(db)
  return rows
}

/** Campaigns that count other pieces than their orders have. */
export async function piecesOff(db: Db<BargainDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select c.id::text as id, format('%s pieces taken, places: %s', c.taken, count(p.key)) as text
    from bargain.campaign c left join bargain.place p on p.campaign_id = c.id and p.state in ('held', 'paid')
    group by c.id having c.taken <> count(p.key)`.execute(db)
  return rows
}

/** Bargains that are not as their places say. */
export async function placesOff(db: Db<BargainDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select b.id::text as id, format('%s, held: %s, paid: %s', b.state, count(p.key) filter (where p.state = 'held'),
      count(p.key) filter (where p.state = 'paid')) as text
    from bargain.bargain b left join bargain.place p on p.bargain_id = b.id
    group by b.id having (b.state = 'ordered') <> (count(p.key) filter (where p.state = 'held') = 1)
      or (b.state = 'bought') <> (count(p.key) filter (where p.state = 'paid') = 1)`.execute(db)
  return rows
}

/** Limits per person that have counted something else than what happened. */
export async function countsOff(db: Db<BargainDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    with happened as (
      select campaign_id, shopper_id, 'buy' as what, 'ever' as span from bargain.place where state in ('held', 'paid')
      union all
      select campaign_id, shopper_id, 'start', 'day:' || to_char(opened_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') from bargain.bargain
      union all
      select b.campaign_id, h.helper_id, 'help', 'day:' || to_char(h.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')
      from bargain.help h join bargain.bargain b on b.id = h.bargain_id
    ), counted as (select campaign_id, shopper_id, what, span, count(*)::int as times from happened group by 1, 2, 3, 4)
    select coalesce(u.campaign_id, c.campaign_id)::text as id,
      format('%s of %s (%s): counted %s, happened %s', coalesce(u.what, c.what), coalesce(u.shopper_id, c.shopper_id),
        coalesce(u.span, c.span), coalesce(u.used, 0), coalesce(c.times, 0)) as text
    from bargain.used u full join counted c using (campaign_id, shopper_id, what, span)
    where coalesce(u.used, 0) <> coalesce(c.times, 0)`.execute(db)
  return rows
}
