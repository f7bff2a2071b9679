import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { MembershipDb } from '../db.ts'

export async function tagsOf(db: Db<MembershipDb>, shopId: string, shopperId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('membership.tag')
    .select('tag')
    .where('shop_id', '=', shopId)
    .where('shopper_id', '=', shopperId)
    .orderBy('tag')
    .execute()
  return rows.map((row) => row.tag)
}

/** These tags in place of those there were. */
export async function replaceTags(db: Db<MembershipDb>, of: { shopId: string; shopperId: string }, tags: readonly string[]): Promise<void> {
  await db.deleteFrom('membership.tag').where('shop_id', '=', of.shopId).where('shopper_id', '=', of.shopperId).execute()
  const values = [...new Set(tags)].map((tag) => ({ shop_id: of.shopId, shopper_id: of.shopperId, tag }))
  if (values.length === 0) return
  await db
    .insertInto('membership.tag')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What breaks a rule that no constraint can hold. */
export async function ordersOff(db: Db<MembershipDb>): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select o.order_id as id, format('growth %s, booked %s; lost %s, taken back %s', o.growth, coalesce(b.earned, 0), o.lost, coalesce(b.taken, 0)) as text
    from membership.grown_order o left join (
      select t.reference, sum(e.change) filter (where t.kind = 'order') as earned, -sum(e.change) filter (where t.kind = 'refund') as taken
      from membership.transaction t join membership.entry e on e.transaction_id = t.id join membership.account a on a.id = e.account_id
      where t.kind in ('order', 'refund') and a.balance is not null group by 1
    ) b on b.reference = o.order_id::text
    where o.growth <> coalesce(b.earned, 0) or coalesce(b.taken, 0) > o.lost`.execute(db)
  return rows
}

/** Check-ins and claims without their growth in the ledger, or with another one. */
export async function deedsOff(db: Db<MembershipDb>): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    with due as (
      select format('check-in:%s:%s', coalesce(was, shopper_id), day) as event, growth from membership.check_in where growth > 0
      union all select format('task:%s:%s', task_id, coalesce(was, shopper_id)), growth from membership.task_claim where growth > 0
      union all select format('birthday:%s:%s', coalesce(was, shopper_id), year), growth from membership.birthday_gift where growth > 0
    ), booked as (
      select t.event, e.change from membership.transaction t join membership.entry e on e.transaction_id = t.id
      join membership.account a on a.id = e.account_id where a.balance is not null and t.kind in ('check_in', 'task', 'birthday')
    )
    select coalesce(d.event, b.event) as id, format('due %s, booked %s', coalesce(d.growth, 0), coalesce(b.change, 0)) as text
    from due d full join booked b on b.event = d.event where d.growth is distinct from b.change`.execute(db)
  return rows
}

/** Months with other cards out than were taken, and made-up days without a card. */
export async function cardsOff(db: Db<MembershipDb>): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select m.month as id, format('taken %s of %s, cards %s', m.taken, m.stock, count(c.id)) as text
    from membership.card_month m left join membership.card c on c.month = m.month and c.source = 'taken'
    group by m.month having m.taken <> count(c.id)
    union all
    select format('%s %s', d.shopper_id, d.day), 'was made up without a card' from membership.check_in d
    where d.made_up and not exists (select 1 from membership.card c where c.shopper_id = d.shopper_id and c.used_for = d.day)`.execute(db)
  return rows
}
