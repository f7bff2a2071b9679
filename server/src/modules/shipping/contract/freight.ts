import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, Name, Time } from '../../../kernel/schema.ts'

/** First `firstUnits` cost `firstFen`; each further `nextUnits` (or part of it) `nextFen`. Units: pieces, grams or millilitres. */
const FreightRate = z.strictObject({
  /** Codes of provinces, cities or districts; empty: everywhere else. */
  regionCodes: z.array(z.string().regex(/^\d{6}$/)).max(400),
  firstUnits: z.int().min(1),
  firstFen: Fen,
  nextUnits: z.int().min(1),
  nextFen: Fen,
  /** Goods of this template worth this much go free; null: never. */
  freeOverFen: Fen.nullable(),
})
export const FreightTemplateInput = z.strictObject({
  name: Name,
  by: z.enum(['piece', 'weight', 'volume']),
  rates: z.array(FreightRate).min(1).max(40),
  /** Regions that are not served. */
  excludedCodes: z
    .array(z.string().regex(/^\d{6}$/))
    .max(400)
    .default([]),
  isDefault: z.boolean().default(false),
})
export const FreightTemplate = FreightTemplateInput.extend({ id: Id, updatedAt: Time }).meta({ id: 'FreightTemplate' })
export const listFreightTemplates = operation({
  id: 'listFreightTemplates',
  face: 'admin',
  method: 'GET',
  path: '/freight-templates',
  access: 'staff:catalog.read',
  reply: z.object({ items: z.array(FreightTemplate) }),
})
export const createFreightTemplate = operation({
  id: 'createFreightTemplate',
  face: 'admin',
  method: 'POST',
  path: '/freight-templates',
  access: 'staff:settings.write',
  body: FreightTemplateInput,
  reply: FreightTemplate,
  errors: ['freight_rates_wrong'],
})
export const updateFreightTemplate = operation({
  id: 'updateFreightTemplate',
  face: 'admin',
  method: 'PUT',
  path: '/freight-templates/:id',
  access: 'staff:settings.write',
  params: IdParams,
  body: FreightTemplateInput,
  reply: FreightTemplate,
  errors: ['freight_template_not_found', 'freight_rates_wrong'],
})
export const deleteFreightTemplate = operation({
  id: 'deleteFreightTemplate',
  face: 'admin',
  method: 'DELETE',
  path: '/freight-templates/:id',
  access: 'staff:settings.write',
  params: IdParams,
  reply: Done,
  errors: ['freight_template_not_found', 'freight_template_default'],
})
