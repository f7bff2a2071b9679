import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { RiskKind, RiskReason } from '../contract.ts'
import type { RiskDb } from '../db.ts'

export interface NewReview {
  id: string
  hitId: string
  kind: RiskKind
  subject: string
  shopperId: string | null
  orderId: string | null
  score: number
  reasons: readonly RiskReason[]
  at: Date
}

const written = (one: NewReview) => ({
  id: one.id,
  hit_id: one.hitId,
  kind: one.kind,
  subject: one.subject,
  shopper_id: one.shopperId,
  order_id: one.orderId,
  score: one.score,
  reasons: jsonb<unknown>(one.reasons),
  state: 'open' as const,
  told: one.orderId === null,
  try_at: one.at,
  created_at: one.at,
})

/** Of the same kind and person there is one that waits: it counts on. */
export async function putReview(db: Db<RiskDb>, one: NewReview): Promise<void> {
  await db
    .insertInto('risk.review')
    .values(written(one))
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'subject'])
        .where('state', '=', sql.lit('open'))
        .where('order_id', 'is', null)
        .doUpdateSet({
          times: sql<number>`risk.review.times + 1`,
          score: sql<number>`greatest(risk.review.score, excluded.score)`,
          reasons: sql<unknown>`excluded.reasons`,
          hit_id: sql<string>`excluded.hit_id`,
        }),
    )
    .execute()
}

/** Once for an order. */
export async function putOrderReview(db: Db<RiskDb>, one: NewReview): Promise<void> {
  await db
    .insertInto('risk.review')
    .values(written(one))
    .onConflict((conflict) => conflict.column('order_id').doNothing())
    .execute()
}

export async function decideReview(
  db: Db<RiskDb>,
  one: { id: string; state: 'passed' | 'refused'; note: string; staffName: string; now: Date },
): Promise<{ shopperId: string | null; subject: string } | undefined> {
  return db
    .updateTable('risk.review')
    .set({
      state: one.state,
      note: one.note,
      staff_name: one.staffName,
      decided_at: one.now,
      told: sql<boolean>`order_id is null`,
      try_at: one.now,
    })
    .where('id', '=', one.id)
    .where('state', '=', 'open')
    .returning(['shopper_id as shopperId', 'subject'])
    .executeTakeFirst()
}

export async function reviewExists(db: Db<RiskDb>, id: string): Promise<boolean> {
  return (await db.selectFrom('risk.review').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** Orders that are to hear of it, not again before then. */
export async function claimToTell(db: Db<RiskDb>, { now, until, limit }: { now: Date; until: Date; limit: number }) {
  return db
    .updateTable('risk.review')
    .set({ try_at: until })
    .where('id', 'in', (of) =>
      of
        .selectFrom('risk.review')
        .select('id')
        .where('told', '=', false)
        .where('try_at', '<=', now)
        .orderBy('try_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'order_id as orderId', 'state'])
    .execute()
}

/** Only if it still stands as it was told. */
export async function markTold(db: Db<RiskDb>, id: string, state: 'open' | 'passed' | 'refused'): Promise<void> {
  await db.updateTable('risk.review').set({ told: true }).where('id', '=', id).where('state', '=', state).execute()
}

export async function reviewsPage(db: Db<RiskDb>, query: { state: 'open' | 'passed' | 'refused'; page: number; pageSize: number }) {
  const { state, page, pageSize } = query
  const columns = [
    'id',
    'kind',
    'shopper_id as shopperId',
    'order_id as orderId',
    'score',
    'reasons',
    'times',
    'state',
    'note',
    'staff_name as staffName',
    'created_at as createdAt',
    'decided_at as decidedAt',
  ] as const
  const [items, counts] = await Promise.all([
    db
      .selectFrom('risk.review')
      .select(columns)
      .where('state', '=', state)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute(),
    db
      .selectFrom('risk.review')
      .select([
        sql<number>`(count(*) filter (where state = ${state}))::int`.as('total'),
        sql<number>`(count(*) filter (where state = 'open'))::int`.as('open'),
      ])
      .executeTakeFirstOrThrow(),
  ])
  // Written by this file only.
  return { ...counts, items: items.map((row) => ({ ...row, kind: row.kind as RiskKind, reasons: row.reasons as RiskReason[] })) }
}

/** Orders that should know long since. */
export async function untold(db: Db<RiskDb>, before: Date) {
  return db
    .selectFrom('risk.review')
    .select(['id', 'order_id as orderId', 'state'])
    .where('told', '=', false)
    .where((eb) => eb(eb.fn.coalesce('decided_at', 'created_at'), '<', before))
    .limit(100)
    .execute()
}
