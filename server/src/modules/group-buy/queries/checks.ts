import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { GroupBuyDb } from '../db.ts'

/** Groups whose number of paid members is not that of their members who paid and are in. */
export async function groupsOff(db: Db<GroupBuyDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select g.id::text as id, format('%s group of %s counts %s paid, its members who are in: %s', g.state, g.size, g.paid, count(m.order_id)) as text
    from group_buy."group" g left join group_buy.member m on m.group_id = g.id and m.state in ('joined', 'going', 'done')
    where g.state <> 'failed' group by g.id having g.paid <> count(m.order_id)`.execute(db)
  return rows
}

/** Members who wait in a group that has ended, or go on in one that is not complete. */
export async function membersOff(db: Db<GroupBuyDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select m.order_id::text as id, format('%s in a group that is %s', m.state, g.state) as text
    from group_buy.member m join group_buy."group" g on g.id = m.group_id
    where (m.state = 'joined' and g.state <> 'open') or (m.state in ('going', 'done') and g.state <> 'completed')`.execute(db)
  return rows
}

/** Persons whose seats are not those that are counted. */
export async function personsOff(db: Db<GroupBuyDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select coalesce(p.shopper_id, m.shopper_id)::text as id,
      format('campaign %s counts %s seats of this person, there are %s', coalesce(p.campaign_id, m.campaign_id), p.taken, m.seats) as text
    from group_buy.person p full join (
      select campaign_id, shopper_id, count(*) as seats from group_buy.member where state in ('held', 'joined', 'going', 'done') group by 1, 2
    ) m on m.campaign_id = p.campaign_id and m.shopper_id = p.shopper_id
    where coalesce(p.taken, 0) <> coalesce(m.seats, 0)`.execute(db)
  return rows
}

/** Groups that should have ended long ago, and orders that were to be told long ago. */
export async function leftBehind(db: Db<GroupBuyDb>, before: Date): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select id::text as id, format('open, its time was over at %s', deadline) as text from group_buy."group" where state = 'open' and deadline < ${before}
    union all
    select order_id::text, format('%s, to be told since %s', state, try_at) from group_buy.member where try_at < ${before}`.execute(db)
  return rows
}
