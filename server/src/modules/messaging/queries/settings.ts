import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { Channel, MessageSettings, Preferences, TemplateInput } from '../contract.ts'
import type { MessagingDb } from '../db.ts'

export type TemplateRow = TemplateInput & { trigger: string; channel: Channel }

const templateColumns = [
  'trigger',
  'channel',
  'enabled',
  'title',
  'text',
  'template_ref as templateRef',
  'fields',
  'urgent',
  'fallback',
] as const
const settingColumns = [
  'quiet_from as quietFrom',
  'quiet_to as quietTo',
  'per_day as perDay',
  'per_trigger as perTrigger',
  'muted',
] as const

/** What telling asks for: the templates of a trigger, and what the shop has set. */
export async function wordsAndSettings(
  db: Db<MessagingDb>,
  { trigger, shopId }: { trigger: string; shopId: string | null },
): Promise<{ templates: TemplateRow[]; settings: MessageSettings | undefined }> {
  const found = await db
    .selectNoFrom((eb) => [
      jsonArrayFrom(eb.selectFrom('messaging.template').select(templateColumns).where('trigger', '=', trigger)).as('templates'),
      jsonObjectFrom(eb.selectFrom('messaging.setting').select(settingColumns).where('shop_id', '=', shopId)).as('settings'),
    ])
    .executeTakeFirstOrThrow()
  // The fields were written by putTemplate from a parsed input.
  const templates = found.templates.map((row) => ({ ...row, fields: row.fields as TemplateInput['fields'] }))
  return { templates, settings: found.settings ?? undefined }
}

export async function templateRows(db: Db<MessagingDb>, trigger?: string): Promise<TemplateRow[]> {
  let query = db.selectFrom('messaging.template').select(templateColumns)
  if (trigger) query = query.where('trigger', '=', trigger)
  const rows = await query.orderBy('trigger').orderBy('channel').execute()
  return rows.map((row) => ({ ...row, fields: row.fields as TemplateInput['fields'] })) // written by putTemplate from a parsed input
}

export async function putTemplate(db: Db<MessagingDb>, row: TemplateRow, now: Date): Promise<void> {
  const values = {
    enabled: row.enabled,
    title: row.title,
    text: row.text,
    template_ref: row.templateRef,
    fields: jsonb(row.fields),
    urgent: row.urgent,
    fallback: row.fallback,
    updated_at: now,
  }
  await db
    .insertInto('messaging.template')
    .values({ trigger: row.trigger, channel: row.channel, ...values })
    .onConflict((conflict) => conflict.columns(['trigger', 'channel']).doUpdateSet(values))
    .execute()
}

export async function settingsRow(db: Db<MessagingDb>, shopId: string): Promise<MessageSettings | undefined> {
  return db.selectFrom('messaging.setting').select(settingColumns).where('shop_id', '=', shopId).executeTakeFirst()
}

export async function putSettings(db: Db<MessagingDb>, shopId: string, set: MessageSettings): Promise<void> {
  const values = {
    quiet_from: set.quietFrom,
    quiet_to: set.quietTo,
    per_day: set.perDay,
    per_trigger: set.perTrigger,
    muted: [...set.muted],
  }
  await db
    .insertInto('messaging.setting')
    .values({ shop_id: shopId, ...values })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(values))
    .execute()
}

export async function preferencesRow(db: Db<MessagingDb>, shopperId: string): Promise<Preferences | undefined> {
  return db
    .selectFrom('messaging.preference')
    .select(['service_push as servicePush', 'service_sms as serviceSms', 'marketing', 'marketing_sms as marketingSms'])
    .where('shopper_id', '=', shopperId)
    .executeTakeFirst()
}

export async function putPreferences(db: Db<MessagingDb>, shopperId: string, set: Preferences, now: Date): Promise<void> {
  const values = {
    service_push: set.servicePush,
    service_sms: set.serviceSms,
    marketing: set.marketing,
    marketing_sms: set.marketingSms,
    updated_at: now,
  }
  await db
    .insertInto('messaging.preference')
    .values({ shopper_id: shopperId, ...values })
    .onConflict((conflict) => conflict.column('shopper_id').doUpdateSet(values))
    .execute()
}

export interface Plan {
  key: string
  what: string
  subject: Record<string, string>
  dueAt: Date
}

/** The same key once. */
export async function insertPlan(db: Db<MessagingDb>, plan: Plan): Promise<void> {
  await db
    .insertInto('messaging.plan')
    .values({ key: plan.key, what: plan.what, subject: jsonb(plan.subject), due_at: plan.dueAt })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

export async function duePlans(db: Db<MessagingDb>, now: Date, limit: number): Promise<Plan[]> {
  const rows = await db
    .selectFrom('messaging.plan')
    .select(['key', 'what', 'subject', 'due_at as dueAt'])
    .where('done_at', 'is', null)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, subject: row.subject as Record<string, string> })) // written by insertPlan
}

export async function endPlan(db: Db<MessagingDb>, key: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('messaging.plan')
    .set({ done_at: now })
    .where('key', '=', key)
    .where('done_at', 'is', null)
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

export async function priceOf(db: Db<MessagingDb>, skuId: string): Promise<number | undefined> {
  const row = await db.selectFrom('messaging.price').select('price_fen').where('sku_id', '=', skuId).executeTakeFirst()
  return row?.price_fen
}

export async function putPrice(db: Db<MessagingDb>, skuId: string, priceFen: number): Promise<void> {
  await db
    .insertInto('messaging.price')
    .values({ sku_id: skuId, price_fen: priceFen })
    .onConflict((conflict) => conflict.column('sku_id').doUpdateSet({ price_fen: priceFen }))
    .execute()
}
