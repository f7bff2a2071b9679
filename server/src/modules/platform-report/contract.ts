import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Id, IdParams, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

export const ReportState = z.enum(['wanted', 'told', 'stopped', 'not_needed'])
export const ShippingReport = z
  .object({
    id: Id,
    orders: z.array(z.object({ id: Id, number: z.string() })),
    state: ReportState,
    complete: z.boolean(),
    tries: z.int(),
    /** What the platform answered, when it did not take it. */
    note: z.string(),
    at: Time,
    toldAt: Time.nullable(),
  })
  .meta({ id: 'ShippingReport' })
export const listShippingReports = operation({
  id: 'listShippingReports',
  face: 'admin',
  method: 'GET',
  path: '/shipping-reports',
  summary: 'What the mini-program platform was told of shipments; it keeps the money of a payment back until then',
  access: 'staff:order.read',
  query: PageQuery.extend({ state: ReportState.optional() }),
  reply: pageOf(ShippingReport),
})
export const retryShippingReport = operation({
  id: 'retryShippingReport',
  face: 'admin',
  method: 'POST',
  path: '/shipping-reports/:id/retry',
  access: 'staff:order.ship',
  params: IdParams,
  reply: ShippingReport,
  errors: ['report_not_found', 'report_state_wrong'],
})
export const platformReportCalls = {}
