import { sql } from 'kysely'
import type { AnyDb } from '../../../kernel/db.ts'

/**
 * Of two leaders for one shop the one that may take orders stands, else the one of the account that stays. The other takes none any more: its point,
 * its orders and its commission are looked after by the same person until nothing is left to do.
 */
export async function makeOne(tx: AnyDb, { from, into }: { from: string; into: string }): Promise<void> {
  await sql`select 1 from community.leader where shopper_id in (${from}, ${into}) order by id for update`.execute(tx)
  await sql`
    with ranked as (
      select id, first_value(id) over one as stands, count(*) over (partition by shop_id) as leaders from community.leader
      where shopper_id in (${from}, ${into}) and merged_id is null
      window one as (partition by shop_id
        order by array_position(array['approved', 'paused', 'applied', 'rejected'], state), shopper_id = ${into} desc))
    update community.leader l set merged_id = r.stands, reason = '账号已合并',
      state = case when l.state in ('approved', 'paused') then 'paused' else 'rejected' end
    from ranked r where r.id = l.id and r.leaders > 1 and r.stands <> l.id`.execute(tx)
  // Orders stay as they are until the merge is done.
  await sql`select 1 from community.place where shopper_id = ${from} order by key for update`.execute(tx)
}
