import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Shipping } from './context.ts'
import { FreightTemplate, type FreightTemplateInput } from './contract.ts'
import { faultOfRates } from './freight.ts'
import {
  clearDefault,
  deleteTemplate,
  findTemplate,
  insertTemplate,
  lockTemplates,
  type TemplateRow,
  templatesOf,
  updateTemplate,
} from './queries/templates.ts'

type Input = z.output<typeof FreightTemplateInput>
type Template = z.output<typeof FreightTemplate>

export async function listTemplates(shipping: Shipping, shopId: string): Promise<Template[]> {
  return (await templatesOf(shipping.db, shopId)).map(templateOf)
}

/** The first template of a shop is its default, and there is always one default from then on. Throws `freight_rates_wrong`. */
export async function createTemplate(shipping: Shipping, shopId: string, input: Input): Promise<Template> {
  checkRates(input)
  const id = shipping.newId()
  await inTx(shipping.db, async (tx) => {
    const others = await lockTemplates(tx, shopId)
    const isDefault = input.isDefault || !others.some((other) => other.is_default)
    if (isDefault) await clearDefault(tx, shopId)
    await insertTemplate(tx, { id, shopId, input: { ...input, isDefault }, now: shipping.now() })
  })
  return oneTemplate(shipping, shopId, id)
}

/** The default can only pass to another template. Throws `freight_template_not_found`, `freight_rates_wrong`. */
export async function changeTemplate(shipping: Shipping, shopId: string, { id, input }: { id: string; input: Input }): Promise<Template> {
  checkRates(input)
  await inTx(shipping.db, async (tx) => {
    const current = (await lockTemplates(tx, shopId)).find((one) => one.id === id)
    if (!current) throw new AppError('not_found', 'freight_template_not_found')
    if (input.isDefault) await clearDefault(tx, shopId)
    await updateTemplate(tx, { id, shopId, input: { ...input, isDefault: input.isDefault || current.is_default }, now: shipping.now() })
  })
  return oneTemplate(shipping, shopId, id)
}

/** Goods that used it fall back to the default. Throws `freight_template_not_found`, `freight_template_default`. */
export async function removeTemplate(shipping: Shipping, shopId: string, id: string): Promise<void> {
  await inTx(shipping.db, async (tx) => {
    const current = (await lockTemplates(tx, shopId)).find((one) => one.id === id)
    if (!current) throw new AppError('not_found', 'freight_template_not_found')
    if (current.is_default) throw new AppError('conflict', 'freight_template_default')
    await deleteTemplate(tx, shopId, id)
  })
}

/** The template of this name is made, or becomes like this: repeatable set-up. */
export async function putTemplate(shipping: Shipping, { shopId, ...input }: Input & { shopId: string }): Promise<{ id: string }> {
  const known = (await templatesOf(shipping.db, shopId)).find((one) => one.name === input.name)
  const { id } = known ? await changeTemplate(shipping, shopId, { id: known.id, input }) : await createTemplate(shipping, shopId, input)
  return { id }
}

async function oneTemplate(shipping: Shipping, shopId: string, id: string): Promise<Template> {
  const row = await findTemplate(shipping.db, shopId, id)
  if (!row) throw new AppError('not_found', 'freight_template_not_found')
  return templateOf(row)
}

export function templateOf(row: TemplateRow): Template {
  return FreightTemplate.parse({
    id: row.id,
    name: row.name,
    by: row.unit,
    rates: row.rates,
    excludedCodes: row.excluded_codes,
    isDefault: row.is_default,
    updatedAt: row.updated_at.toISOString(),
  })
}

function checkRates(input: Input): void {
  const reason = faultOfRates(input)
  if (reason) throw new AppError('invalid', 'freight_rates_wrong', { reason })
}
