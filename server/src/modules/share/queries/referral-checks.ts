import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { ShareDb } from '../db.ts'

/** Campaigns that count other rewards than they decided. */
export async function budgetsOff(db: Db<ShareDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select c.id::text as id, format('counts %s rewards of %s, there are %s', c.given, c.budget, count(r.id)) as text
    from share.campaign c left join share.referral r on r.campaign_id = c.id and r.counted_on is not null
    group by c.id having c.given <> count(r.id)`.execute(db)
  return rows
}

/** Limits of sharers that have counted something else than what was decided. */
export async function limitsOff(db: Db<ShareDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    with counted as (
      select campaign_id, inviter_id as shopper_id, span, count(*)::int as times from share.referral,
        lateral (values ('ever'), ('day:' || to_char(counted_on, 'YYYY-MM-DD'))) as s (span)
      where counted_on is not null group by 1, 2, 3)
    select coalesce(u.campaign_id, c.campaign_id)::text as id,
      format('%s (%s): counted %s, decided %s', coalesce(u.shopper_id, c.shopper_id), coalesce(u.span, c.span), coalesce(u.used, 0), coalesce(c.times, 0)) as text
    from share.used u full join counted c using (campaign_id, shopper_id, span)
    where coalesce(u.used, 0) <> coalesce(c.times, 0)`.execute(db)
  return rows
}

/** Rewards that are not as their referrals say, or were due an hour ago and are not given. */
export async function payoutsOff(db: Db<ShareDb>, before: Date): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select r.id::text as id, format('%s, but its %s reward is %s', r.state, p.side, p.state) as text
    from share.referral r join share.payout p on p.referral_id = r.id
    where (r.state = 'given' and p.state not in ('given', 'lost')) or (r.state = 'due' and p.state not in ('due', 'giving', 'given', 'lost'))
      or (r.state = 'void' and p.state in ('due', 'giving', 'given')) or (r.state not in ('due', 'given', 'void'))
    union all
    select r.id::text, format('its %s reward is %s since %s', p.side, p.state, p.at)
    from share.payout p join share.referral r on r.id = p.referral_id
    where p.at < ${before} and (p.state in ('giving', 'taking') or (p.state = 'due' and r.state = 'due' and r.due_at < ${before}))
    union all
    select r.id::text, 'is decided and rewards nobody' from share.referral r
    where r.state in ('due', 'given') and not exists (select from share.payout p where p.referral_id = r.id)
`.execute(db)
  return rows
}

/** Cash-backs that count other friends than bought. */
export async function friendsOff(db: Db<ShareDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select r.id::text as id, format('counts %s friends, there are %s', r.friends, count(f.friend_id)) as text
    from share.referral r left join share.friend f on f.referral_id = r.id and not f.back
    group by r.id having r.friends <> count(f.friend_id)`.execute(db)
  return rows
}
