import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'

/** A carrier, with its codes at the aggregators and at WeChat; without one there it is not followed there. */
export const Carrier = z
  .strictObject({
    code: z.string().regex(/^[A-Z0-9]{2,20}$/),
    name: z.string().trim().min(1).max(40),
    phone: z.string().trim().max(20).default(''),
    kuaidi100: z.string().trim().max(40).default(''),
    kdniao: z.string().trim().max(40).default(''),
    wechat: z.string().trim().max(40).default(''),
  })
  .meta({ id: 'Carrier' })
export const listCarriers = operation({
  id: 'listCarriers',
  face: 'admin',
  method: 'GET',
  path: '/carriers',
  access: 'staff:order.read',
  reply: z.object({ items: z.array(Carrier) }),
})
export const putCarriers = operation({
  id: 'putCarriers',
  face: 'admin',
  method: 'PUT',
  path: '/carriers',
  summary: 'The carriers this shop chooses from, in this order; an empty list brings the usual ones back',
  access: 'staff:settings.write',
  body: z.strictObject({ items: z.array(Carrier).max(60) }),
  reply: z.object({ items: z.array(Carrier) }),
  errors: ['carrier_twice'],
})
