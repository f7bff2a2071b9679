import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'
import { Id, IdParams, Ids, PageQuery, pageOf, Time } from '../../../kernel/schema.ts'

export const Sender = z
  .strictObject({
    name: z.string().trim().min(1).max(40),
    phone: z.string().trim().min(5).max(20),
    province: z.string().trim().min(1).max(40),
    city: z.string().trim().min(1).max(40),
    district: z.string().trim().max(40).default(''),
    detail: z.string().trim().min(1).max(200),
  })
  .meta({ id: 'Sender' })
const Account = z.strictObject({
  carrierCode: z.string().max(20),
  customer: z.string().trim().min(1).max(60),
  /** Never told; empty: it stays as it was. */
  password: z.string().max(100).default(''),
  month: z.string().trim().max(60).default(''),
  site: z.string().trim().max(60).default(''),
  payer: z.enum(['sender', 'receiver', 'monthly']).default('monthly'),
})
const SendingInput = z.strictObject({
  /** Which aggregator is asked first; the other one follows what it cannot. */
  tracker: z.enum(['kuaidi100', 'kdniao']),
  sender: Sender.nullable(),
  accounts: z.array(Account).max(20),
})
export const Sending = z
  .object({
    tracker: SendingInput.shape.tracker,
    sender: Sender.nullable(),
    accounts: z.array(Account.omit({ password: true }).extend({ hasPassword: z.boolean() })),
  })
  .meta({ id: 'Sending' })
export const getSending = operation({
  id: 'getSending',
  face: 'admin',
  method: 'GET',
  path: '/sending',
  access: 'staff:settings.read',
  reply: Sending,
})
export const putSending = operation({
  id: 'putSending',
  face: 'admin',
  method: 'PUT',
  path: '/sending',
  summary: 'Which aggregator follows parcels, where they are sent from, and the accounts at carriers for waybills',
  access: 'staff:settings.write',
  body: SendingInput,
  reply: Sending,
})

export const WaybillState = z.enum(['wanted', 'made', 'refused', 'cancelling', 'cancelled'])
export const Waybill = z
  .object({
    id: Id,
    orderId: Id,
    orderNumber: z.string(),
    carrierName: z.string(),
    state: WaybillState,
    /** Empty until it is made. */
    number: z.string(),
    destination: z.string(),
    receiver: z.string(),
    note: z.string(),
    at: Time,
  })
  .meta({ id: 'Waybill' })
export const listWaybills = operation({
  id: 'listWaybills',
  face: 'admin',
  method: 'GET',
  path: '/waybills',
  access: 'staff:order.read',
  query: PageQuery.extend({ state: WaybillState.optional(), search: z.string().trim().max(40).optional() }),
  reply: pageOf(Waybill),
})
export const retryWaybill = operation({
  id: 'retryWaybill',
  face: 'admin',
  method: 'POST',
  path: '/waybills/:id/retry',
  summary: 'Asks the carrier once more for a waybill it refused, under the same code',
  access: 'staff:order.ship',
  params: IdParams,
  reply: Waybill,
  errors: ['waybill_not_found', 'waybill_state_wrong'],
})
export const cancelWaybill = operation({
  id: 'cancelWaybill',
  face: 'admin',
  method: 'POST',
  path: '/waybills/:id/cancel',
  summary: 'Before the carrier has the parcel: its shipment is voided and the number given back',
  access: 'staff:order.ship',
  params: IdParams,
  reply: Waybill,
  errors: ['waybill_not_found', 'waybill_state_wrong', 'parcel_moved'],
})
export const printWaybills = operation({
  id: 'printWaybills',
  face: 'admin',
  method: 'GET',
  path: '/waybill-labels',
  summary: 'Labels of 76 × 130 mm as one page to print',
  access: 'staff:order.ship',
  query: z.strictObject({ ids: Ids }),
  raw: true,
  reply: z.string(),
  errors: ['waybill_not_found'],
})
