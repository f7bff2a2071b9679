import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { FlashSaleDb } from '../db.ts'
import type { Counts } from '../tally.ts'

export async function addTally(db: Db<FlashSaleDb>, sessionId: string, { attempts, admitted, refused }: Counts): Promise<void> {
  await sql`
    insert into flash_sale.tally as t (session_id, attempts, admitted, refused)
    select id, ${attempts}::bigint, ${admitted}::bigint, ${refused}::bigint from flash_sale.session where id = ${sessionId}
    on conflict (session_id) do update
    set attempts = t.attempts + excluded.attempts, admitted = t.admitted + excluded.admitted, refused = t.refused + excluded.refused`.execute(
    db,
  )
}

export async function tallyOf(db: Db<FlashSaleDb>, sessionId: string): Promise<Counts> {
  const row = await db
    .selectFrom('flash_sale.tally')
    .select(['attempts', 'admitted', 'refused'])
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  return row ?? { attempts: 0, admitted: 0, refused: 0 }
}

export interface Outcome {
  orders: number
  people: number
  paidOrders: number
  unpaidOrders: number
  paidPieces: number
  paidFen: number
  refundedFen: number
  savedFen: number
}

/** What came of a session, of its places. Freed before they were paid, they are orders that came to nothing. */
export async function outcomeOf(db: Db<FlashSaleDb>, sessionId: string): Promise<Outcome> {
  const { rows } = await sql<Outcome>`
    select count(*)::int as orders, count(distinct shopper_id)::int as people,
      (count(*) filter (where paid_at is not null))::int as "paidOrders",
      (count(*) filter (where p.state = 'held'))::int as "unpaidOrders",
      coalesce(sum(p.quantity - p.returned) filter (where p.state = 'kept'), 0)::int as "paidPieces",
      coalesce(sum(p.payable_fen - p.refunded_fen) filter (where p.paid_at is not null), 0)::bigint as "paidFen",
      coalesce(sum(p.refunded_fen) filter (where p.paid_at is not null), 0)::bigint as "refundedFen",
      coalesce(sum((p.quantity - p.returned) * greatest(i.list_price_fen - i.price_fen, 0)) filter (where p.state = 'kept'), 0)::bigint as "savedFen"
    from flash_sale.place p join flash_sale.item i on i.id = p.item_id where p.session_id = ${sessionId}`.execute(db)
  return rows[0]! // an aggregate has one row
}

export async function paidByItem(
  db: Db<FlashSaleDb>,
  sessionId: string,
): Promise<{ id: string; pieces: number; taken: number; paid: number }[]> {
  const { rows } = await sql<{ id: string; pieces: number; taken: number; paid: number }>`
    select i.id, i.pieces, i.taken,
      coalesce((select sum(p.quantity - p.returned) from flash_sale.place p where p.item_id = i.id and p.state = 'kept'), 0)::int as paid
    from flash_sale.item i where i.session_id = ${sessionId} order by i.sort`.execute(db)
  return rows
}

type Found = { id: string; text: string }[]

/** Items of which another number is taken than their places say. */
export async function itemsOffTheirPlaces(db: Db<FlashSaleDb>): Promise<Found> {
  const { rows } = await sql<{ id: string; text: string }>`
    with owned as (
      select item_id, sum(quantity - returned) as pieces from flash_sale.place where state in ('held', 'kept') group by item_id
    )
    select i.id::text as id, format('%s of %s pieces are taken, by places %s', i.taken, i.pieces, coalesce(o.pieces, 0)) as text
    from flash_sale.item i left join owned o on o.item_id = i.id where i.taken <> coalesce(o.pieces, 0) or i.taken > i.pieces`.execute(db)
  return rows
}

/** Persons of whom another number is counted than their places say, or more than the limit. */
export async function personsOffTheirPlaces(db: Db<FlashSaleDb>): Promise<Found> {
  const { rows } = await sql<{ id: string; text: string }>`
    with owned as (
      select item_id, shopper_id, sum(quantity - returned) as pieces from flash_sale.place where state in ('held', 'kept') group by 1, 2
    )
    select coalesce(p.item_id, o.item_id)::text as id,
      format('shopper %s: counted %s, by places %s, limit %s', coalesce(p.shopper_id, o.shopper_id), coalesce(p.taken, 0), coalesce(o.pieces, 0),
        i.per_person) as text
    from flash_sale.person p full join owned o using (item_id, shopper_id)
    join flash_sale.item i on i.id = coalesce(p.item_id, o.item_id)
    where coalesce(p.taken, 0) <> coalesce(o.pieces, 0) or coalesce(o.pieces, 0) > i.per_person`.execute(db)
  return rows
}
