import type { z } from 'zod'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { FreightTemplateInput } from '../contract.ts'
import type { ShippingDb } from '../db.ts'

type Input = z.output<typeof FreightTemplateInput>
export type TemplateRow = NonNullable<Awaited<ReturnType<typeof findTemplate>>>

const columns = ['id', 'name', 'unit', 'rates', 'excluded_codes', 'is_default', 'updated_at'] as const

export async function templatesOf(db: Db<ShippingDb>, shopId: string): Promise<TemplateRow[]> {
  return db
    .selectFrom('shipping.freight_template')
    .select(columns)
    .where('shop_id', '=', shopId)
    .orderBy('is_default', 'desc')
    .orderBy('name')
    .orderBy('id')
    .execute()
}

export async function findTemplate(db: Db<ShippingDb>, shopId: string, id: string) {
  return db.selectFrom('shipping.freight_template').select(columns).where('shop_id', '=', shopId).where('id', '=', id).executeTakeFirst()
}

/** Writers of one shop's templates wait for each other, so that there is one default at any time. */
export async function lockTemplates(tx: Db<ShippingDb>, shopId: string): Promise<TemplateRow[]> {
  return tx.selectFrom('shipping.freight_template').select(columns).where('shop_id', '=', shopId).orderBy('id').forUpdate().execute()
}

export async function clearDefault(tx: Db<ShippingDb>, shopId: string): Promise<void> {
  await tx
    .updateTable('shipping.freight_template')
    .set({ is_default: false })
    .where('shop_id', '=', shopId)
    .where('is_default', '=', true)
    .execute()
}

const row = (input: Input, now: Date) => ({
  name: input.name,
  unit: input.by,
  rates: jsonb<unknown>(input.rates),
  excluded_codes: input.excludedCodes,
  is_default: input.isDefault,
  updated_at: now,
})

export async function insertTemplate(tx: Db<ShippingDb>, template: { id: string; shopId: string; input: Input; now: Date }): Promise<void> {
  const { id, shopId, input, now } = template
  await tx
    .insertInto('shipping.freight_template')
    .values({ id, shop_id: shopId, ...row(input, now) })
    .execute()
}

export async function updateTemplate(tx: Db<ShippingDb>, template: { id: string; shopId: string; input: Input; now: Date }): Promise<void> {
  const { id, shopId, input, now } = template
  await tx.updateTable('shipping.freight_template').set(row(input, now)).where('shop_id', '=', shopId).where('id', '=', id).execute()
}

export async function deleteTemplate(tx: Db<ShippingDb>, shopId: string, id: string): Promise<void> {
  await tx.deleteFrom('shipping.freight_template').where('shop_id', '=', shopId).where('id', '=', id).execute()
}
