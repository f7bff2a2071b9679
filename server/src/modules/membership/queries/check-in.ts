import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { MembershipDb } from '../db.ts'

/** Check-ins and cards of a shopper are changed by one at a time. */
export async function lockBook(db: Db<MembershipDb>, shopperId: string): Promise<void> {
  await db
    .insertInto('membership.book')
    .values({ shopper_id: shopperId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db.selectFrom('membership.book').select('shopper_id').where('shopper_id', '=', shopperId).forUpdate().execute()
}

/** False when that day is there already. */
export async function insertCheckIn(
  db: Db<MembershipDb>,
  one: { shopperId: string; day: string; madeUp: boolean; points: number; growth: number; at: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('membership.check_in')
    .values({ shopper_id: one.shopperId, day: one.day, made_up: one.madeUp, points: one.points, growth: one.growth, at: one.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('day')
    .executeTakeFirst()
  return row !== undefined
}

/** Days from one on, latest first. */
export async function checkInsSince(db: Db<MembershipDb>, shopperId: string, from: string) {
  return db
    .selectFrom('membership.check_in')
    .select(['day', 'made_up as madeUp', 'points'])
    .where('shopper_id', '=', shopperId)
    .where('day', '>=', from)
    .orderBy('day', 'desc')
    .execute()
}

/** What runs of days have brought since a day. */
export async function rewardsSince(db: Db<MembershipDb>, shopperId: string, from: string) {
  return db
    .selectFrom('membership.streak_reward')
    .select(['days', 'day', 'points'])
    .where('shopper_id', '=', shopperId)
    .where('day', '>=', from)
    .execute()
}

export async function insertStreakReward(
  db: Db<MembershipDb>,
  one: { shopperId: string; days: number; day: string; points: number },
): Promise<void> {
  await db
    .insertInto('membership.streak_reward')
    .values({ shopper_id: one.shopperId, days: one.days, day: one.day, points: one.points })
    .execute()
}

export async function cardsOf(db: Db<MembershipDb>, shopperId: string, month: string): Promise<{ inHand: number; takenInMonth: number }> {
  const { rows } = await sql<{ inHand: number; takenInMonth: number }>`
    select count(*) filter (where used_for is null) as "inHand",
      count(*) filter (where source = 'taken' and month = ${month}) as "takenInMonth"
    from membership.card where shopper_id = ${shopperId}::uuid`.execute(db)
  return rows[0] ?? { inHand: 0, takenInMonth: 0 }
}

export async function hasCard(db: Db<MembershipDb>, shopperId: string, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('membership.card')
    .select('id')
    .where('shopper_id', '=', shopperId)
    .where('key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertCard(
  db: Db<MembershipDb>,
  card: { id: string; shopperId: string; source: 'taken' | 'task'; month: string; key: string; at: Date },
): Promise<void> {
  await db
    .insertInto('membership.card')
    .values({ id: card.id, shopper_id: card.shopperId, source: card.source, month: card.month, key: card.key, got_at: card.at })
    .onConflict((conflict) => conflict.columns(['shopper_id', 'key']).doNothing())
    .execute()
}

/** One card fewer of the month; false when there is none. */
export async function takeOfMonth(db: Db<MembershipDb>, month: string, stock: number): Promise<boolean> {
  if (stock === 0) return false
  const { rows } = await sql`
    insert into membership.card_month as m (month, stock, taken) values (${month}, ${stock}, 1)
    on conflict (month) do update set taken = m.taken + 1, stock = excluded.stock where m.taken < excluded.stock
    returning taken`.execute(db)
  return rows.length > 0
}

export async function takenOfMonth(db: Db<MembershipDb>, month: string): Promise<number> {
  const row = await db.selectFrom('membership.card_month').select('taken').where('month', '=', month).executeTakeFirst()
  return row?.taken ?? 0
}

/** Uses the oldest card for a day; false when there is none. */
export async function useCard(db: Db<MembershipDb>, shopperId: string, day: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update membership.card set used_for = ${day}::date, used_at = ${at} where used_for is null and id = (
      select id from membership.card where shopper_id = ${shopperId}::uuid and used_for is null order by got_at, id limit 1
    ) returning id`.execute(db)
  return rows.length > 0
}

export async function checkInDays(db: Db<MembershipDb>, from: string) {
  return db
    .selectFrom('membership.check_in')
    .select(['day', sql<number>`count(*)`.as('people'), sql<number>`count(*) filter (where made_up)`.as('madeUp')])
    .where('day', '>=', from)
    .groupBy('day')
    .orderBy('day')
    .execute()
}

export async function countCheckIns(db: Db<MembershipDb>, shopperId: string): Promise<number> {
  const row = await db
    .selectFrom('membership.check_in')
    .select(sql<number>`count(*)`.as('count'))
    .where('shopper_id', '=', shopperId)
    .executeTakeFirstOrThrow()
  return row.count
}
