import type { z } from 'zod'
import type { Shipping } from './context.ts'
import type { shippingCalls } from './contract.ts'
import { feeOfChoice } from './delivery-choices.ts'
import { type Freight, freightTo } from './freight.ts'
import { templatesOf } from './queries/templates.ts'
import { templateOf } from './templates.ts'

type QuoteInput = z.output<typeof shippingCalls.quoteFreight.input>

/** Freight of one shop's goods to a district. Goods without a template of this shop use its default; a shop without any charges nothing. */
export async function quoteFreight(shipping: Shipping, input: QuoteInput): Promise<Freight> {
  if (input.delivery) {
    const fee = input.delivery.shopId === input.shopId ? await feeOfChoice(shipping, input.delivery, input.place ?? null) : undefined
    return fee === undefined
      ? { freightFen: 0, undeliverable: input.lines.map((line) => line.skuId) }
      : { freightFen: fee, undeliverable: [] }
  }
  const templates = (await templatesOf(shipping.db, input.shopId)).map(templateOf)
  const byId = new Map(templates.map((template) => [template.id, template]))
  const byDefault = templates.find((template) => template.isDefault)
  const lines = input.lines.map(({ templateId, ...line }) => ({ ...line, template: byId.get(templateId ?? '') ?? byDefault }))
  return freightTo(input.districtCode, lines)
}
