import type { Db } from '../../../kernel/db.ts'
import type { PromotionDb } from '../db.ts'

interface Run {
  day: string
  templateId: string
}

export async function birthdaysDone(db: Db<PromotionDb>, { day, templateId }: Run): Promise<boolean> {
  const row = await db
    .selectFrom('promotion.birthday_run')
    .select('day')
    .where('day', '=', day)
    .where('template_id', '=', templateId)
    .executeTakeFirst()
  return row !== undefined
}

export async function noteBirthdays(db: Db<PromotionDb>, { day, templateId }: Run, now: Date): Promise<void> {
  await db
    .insertInto('promotion.birthday_run')
    .values({ day, template_id: templateId, done_at: now })
    .onConflict((conflict) => conflict.columns(['day', 'template_id']).doNothing())
    .execute()
}
