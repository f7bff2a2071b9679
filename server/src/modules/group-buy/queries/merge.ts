import { sql } from 'kysely'
import type { AnyDb } from '../../../kernel/db.ts'

/** After seats went over: each person of a campaign has as many as they have, and may have no fewer. */
export async function countAgain(tx: AnyDb, { from, into }: { from: string; into: string }): Promise<void> {
  await sql`
    with seats as (
      select c.campaign_id, s.shopper_id,
        (select count(*) from group_buy.member m where m.campaign_id = c.campaign_id and m.shopper_id = s.shopper_id
          and m.state in ('held', 'joined', 'going', 'done'))::int as taken, c.most
      from (select campaign_id, max(most) as most from group_buy.person where shopper_id in (${from}, ${into}) group by 1) c,
        (values (${from}::uuid), (${into}::uuid)) s (shopper_id)
    )
    insert into group_buy.person as p (campaign_id, shopper_id, taken, most)
    select campaign_id, shopper_id, taken, greatest(most, taken) from seats where taken > 0 or shopper_id = ${from}
    on conflict (campaign_id, shopper_id) do update set taken = excluded.taken, most = greatest(p.most, excluded.taken)`.execute(tx)
  await sql`delete from group_buy.person where shopper_id = ${from} and taken = 0`.execute(tx)
}
