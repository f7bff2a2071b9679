import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Done, Id, IdParams } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

export const pickUpOrder = operation({
  id: 'pickUpOrder',
  face: 'admin',
  method: 'POST',
  path: '/pickups',
  summary: 'Hands out the order of this code; each code works once, in its shop',
  access: 'staff:order.ship',
  body: z.strictObject({
    code: z
      .string()
      .trim()
      .regex(/^\d{10}$/),
  }),
  reply: z.object({ orderId: Id }),
  errors: ['pickup_code_wrong', 'transition_illegal'],
  limit: { times: 30, seconds: 60 },
})
export const deliverOrder = operation({
  id: 'deliverOrder',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/deliver',
  summary: 'The courier who took it hands it over, with a photo as proof',
  access: 'staff:order.ship',
  params: IdParams,
  body: z.strictObject({ photo: Picture.nullable().default(null) }),
  reply: Done,
  errors: ['order_not_found', 'transition_illegal'],
})
