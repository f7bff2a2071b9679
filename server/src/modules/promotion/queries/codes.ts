import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PromotionDb } from '../db.ts'

interface Batch {
  templateId: string
  batch: string
}

/** False: this batch was made before. */
export async function claimBatch(db: Db<PromotionDb>, { templateId, batch }: Batch): Promise<boolean> {
  const row = await db
    .insertInto('promotion.code_batch')
    .values({ template_id: templateId, batch })
    .onConflict((conflict) => conflict.columns(['template_id', 'batch']).doNothing())
    .returning('batch')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertCodes(db: Db<PromotionDb>, { templateId, batch, codes, now }: Batch & { codes: readonly string[]; now: Date }) {
  await sql`insert into promotion.coupon_code (code, template_id, batch, created_at)
    select code, ${templateId}::uuid, ${batch}, ${now}::timestamptz from unnest(${[...codes]}::text[]) as code`.execute(db)
}

export async function codesOfBatch(db: Db<PromotionDb>, { templateId, batch }: Batch): Promise<string[]> {
  const rows = await db
    .selectFrom('promotion.coupon_code')
    .select('code')
    .where('template_id', '=', templateId)
    .where('batch', '=', batch)
    .orderBy('code')
    .execute()
  return rows.map((row) => row.code)
}

export async function codePage(db: Db<PromotionDb>, templateId: string, page: { limit: number; offset: number }) {
  const ofTemplate = db.selectFrom('promotion.coupon_code').where('template_id', '=', templateId)
  const rows = await ofTemplate
    .select(['code', 'created_at', 'used_at'])
    .orderBy('created_at', 'desc')
    .orderBy('code')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total, used } = await ofTemplate
    .select([sql<number>`count(*)`.as('total'), sql<number>`count(used_at)`.as('used')])
    .executeTakeFirstOrThrow()
  const items = rows.map((row) => ({ code: row.code, createdAt: row.created_at.toISOString(), usedAt: row.used_at?.toISOString() ?? null }))
  return { items, total, used }
}

export async function findCode(db: Db<PromotionDb>, code: string) {
  return db
    .selectFrom('promotion.coupon_code')
    .select(['template_id as templateId', 'shopper_id as shopperId'])
    .where('code', '=', code)
    .executeTakeFirst()
}

/** Nothing: somebody has used it, or there is no such code. */
export async function useCode(db: Db<PromotionDb>, use: { code: string; shopperId: string; now: Date }) {
  return db
    .updateTable('promotion.coupon_code')
    .set({ shopper_id: use.shopperId, used_at: use.now })
    .where('code', '=', use.code)
    .where('used_at', 'is', null)
    .returning(['template_id as templateId', 'shopper_id as shopperId'])
    .executeTakeFirst()
}

export async function noteGuess(db: Db<PromotionDb>, guess: { id: string; shopperId: string; at: Date }): Promise<void> {
  await db.insertInto('promotion.code_guess').values({ id: guess.id, shopper_id: guess.shopperId, at: guess.at }).execute()
}

export async function countGuesses(db: Db<PromotionDb>, shopperId: string, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('promotion.code_guess')
    .select(sql<number>`count(*)`.as('count'))
    .where('shopper_id', '=', shopperId)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return count
}

export async function forgetGuess(db: Db<PromotionDb>, id: string): Promise<void> {
  await db.deleteFrom('promotion.code_guess').where('id', '=', id).execute()
}

export async function forgetGuesses(db: Db<PromotionDb>, before: Date): Promise<void> {
  await db.deleteFrom('promotion.code_guess').where('at', '<', before).execute()
}
