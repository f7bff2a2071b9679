import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { MessagingDb } from '../db.ts'

/** What was given is what people have allowed. */
export async function consentsOff(db: Db<MessagingDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select coalesce(q.shopper_id, c.shopper_id)::text as id,
      format('%s %s: given %s, allowed %s', coalesce(q.channel, c.channel), coalesce(q.template_ref, c.template_ref), coalesce(q.given, 0),
        coalesce(c.allowed, 0)) as text
    from messaging.quota q full join (
      select shopper_id, channel, template_ref, count(*) as allowed from messaging.consent where result = 'accept' group by 1, 2, 3
    ) c on c.shopper_id = q.shopper_id and c.channel = q.channel and c.template_ref = q.template_ref
    where coalesce(q.given, 0) <> coalesce(c.allowed, 0)`.execute(db)
  return rows
}

/** No more went out than was taken; what is older than the log is kept is only counted. */
export async function quotaOff(db: Db<MessagingDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select d.shopper_id::text as id, format('%s %s: %s messages, %s taken of %s', d.channel, d.template_ref, d.sent, coalesce(q.used, 0),
      coalesce(q.given, 0)) as text
    from (select shopper_id, channel, template_ref, count(*) as sent from messaging.delivery
      where template_ref is not null and channel <> 'sms' and state in ('sending', 'sent', 'unknown') group by 1, 2, 3) d
    left join messaging.quota q on q.shopper_id = d.shopper_id and q.channel = d.channel and q.template_ref = d.template_ref
    where d.sent > coalesce(q.used, 0) or coalesce(q.used, 0) + coalesce(q.voided, 0) > coalesce(q.given, 0)`.execute(db)
  return rows
}

export async function stuck(db: Db<MessagingDb>, now: Date): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select id::text, format('%s by %s, due %s', state, channel, due_at) as text from messaging.delivery
    where (state = 'sending' and lease_until < ${now}::timestamptz - interval '10 minutes')
      or (state = 'waiting' and due_at < ${now}::timestamptz - interval '1 hour')
    union all
    select key, format('%s, due %s', what, due_at) from messaging.plan
    where done_at is null and due_at < ${now}::timestamptz - interval '1 hour'`.execute(db)
  return rows
}

export async function capsOff(db: Db<MessagingDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select n.shopper_id::text as id, format('%s marketing messages on %s, counted %s', n.told, n.day, coalesce(c.used, 0)) as text
    from (select shopper_id, coalesce(shop_id::text, 'mall') as shop_key, (created_at at time zone 'Asia/Shanghai')::date as day, count(*) as told
      from messaging.note where kind = 'marketing' and held is null and not test group by 1, 2, 3) n
    join messaging.cap c on c.shopper_id = n.shopper_id and c.shop_key = n.shop_key and c.day = n.day and c.what = 'all'
    where n.told > c.used`.execute(db)
  return rows
}
