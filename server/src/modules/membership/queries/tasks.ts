import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { TaskInput } from '../contract.ts'
import type { MembershipDb } from '../db.ts'

const columns = ['id', 'kind', 'title', 'target', 'points', 'growth', 'cards', 'enabled', 'position'] as const

export async function tasksWith(db: Db<MembershipDb>, only: { enabled?: true; id?: string } = {}) {
  let query = db
    .selectFrom('membership.task as t')
    .select(columns)
    .select((eb) =>
      eb
        .selectFrom('membership.task_claim as c')
        .select(sql<number>`count(*)`.as('count'))
        .whereRef('c.task_id', '=', 't.id')
        .as('claimed'),
    )
  if (only.enabled) query = query.where('enabled', '=', true)
  if (only.id) query = query.where('id', '=', only.id)
  const rows = await query.orderBy('position').orderBy('created_at').orderBy('id').limit(200).execute()
  return rows.map((row) => ({ ...row, claimed: row.claimed ?? 0 }))
}

export async function insertTask(db: Db<MembershipDb>, task: TaskInput & { id: string; at: Date }): Promise<void> {
  const { at, ...values } = task
  await db
    .insertInto('membership.task')
    .values({ ...values, created_at: at })
    .execute()
}

export async function updateTask(db: Db<MembershipDb>, id: string, task: TaskInput): Promise<boolean> {
  const row = await db.updateTable('membership.task').set(task).where('id', '=', id).returning('id').executeTakeFirst()
  return row !== undefined
}

export async function claimsOf(db: Db<MembershipDb>, shopperId: string) {
  return db
    .selectFrom('membership.task_claim')
    .select(['task_id as taskId', 'points', 'growth', 'cards'])
    .where('shopper_id', '=', shopperId)
    .execute()
}

/** False when it was claimed before. */
export async function insertClaim(
  db: Db<MembershipDb>,
  claim: { taskId: string; shopperId: string; points: number; growth: number; cards: number; at: Date },
): Promise<boolean> {
  const { taskId, shopperId, points, growth, cards, at } = claim
  const row = await db
    .insertInto('membership.task_claim')
    .values({ task_id: taskId, shopper_id: shopperId, points, growth, cards, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('task_id')
    .executeTakeFirst()
  return row !== undefined
}

/** False when this year's was given before. */
export async function insertBirthdayGift(
  db: Db<MembershipDb>,
  gift: { shopperId: string; year: number; points: number; growth: number; at: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('membership.birthday_gift')
    .values({ shopper_id: gift.shopperId, year: gift.year, points: gift.points, growth: gift.growth, at: gift.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('shopper_id')
    .executeTakeFirst()
  return row !== undefined
}
