import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, IdParams, Quantity, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { playCalls } from '../order/contract.ts'
import { resultsCalls } from '../results/contract.ts'

export * from './contract-admin.ts'

export const FlashItem = z
  .object({
    id: Id,
    skuId: Id,
    productId: Id,
    title: z.string(),
    options: z.array(z.string()),
    picture: Picture.nullable(),
    priceFen: Fen,
    listPriceFen: Fen,
    pieces: z.int(),
    left: z.int(),
    perPerson: z.int(),
  })
  .meta({ id: 'FlashItem' })
export const FlashSession = z
  .object({
    id: Id,
    shopId: Id,
    title: z.string(),
    startsAt: Time,
    endsAt: Time,
    items: z.array(FlashItem),
  })
  .meta({ id: 'FlashSession' })

export const listFlashSales = operation({
  id: 'listFlashSales',
  face: 'shop',
  method: 'GET',
  path: '/flash-sales',
  summary: 'Sessions that run or begin within two days, and the time on the server',
  access: 'public',
  reply: z.object({ now: Time, items: z.array(FlashSession) }),
})
export const getProductFlashSale = operation({
  id: 'getProductFlashSale',
  face: 'shop',
  method: 'GET',
  path: '/products/:id/flash-sale',
  summary: 'The session a product is in, running or next, with its SKUs there',
  access: 'public',
  params: IdParams,
  reply: z.object({ now: Time, session: FlashSession.nullable() }),
})
export const getFlashCounts = operation({
  id: 'getFlashCounts',
  face: 'shop',
  method: 'GET',
  path: '/flash-sales/:id/counts',
  summary: 'What is left of each item, as of a second ago',
  access: 'public',
  params: IdParams,
  reply: z.object({ now: Time, items: z.array(z.object({ id: Id, left: z.int() })) }),
  errors: ['flash_not_found'],
  limit: { times: 30, seconds: 10 },
})
/** `in`: `pass` lets in until `until`. `waiting`: so many are ahead; ask again after so many seconds. */
export const FlashEntry = z
  .object({
    state: z.enum(['in', 'waiting']),
    pass: z.string().nullable(),
    until: Time.nullable(),
    ahead: z.int(),
    retryAfterSeconds: z.int(),
  })
  .meta({ id: 'FlashEntry' })
export const enterFlashSale = operation({
  id: 'enterFlashSale',
  face: 'shop',
  method: 'POST',
  path: '/flash-sales/:id/enter',
  summary: 'Asks to be let in to a session that runs; the pass goes along with quote and placing',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({
    skuId: Id,
    quantity: Quantity.default(1),
    /** What the client calls its device, the same each time: so many people come in with one. */
    device: z
      .string()
      .regex(/^[\w-]{8,64}$/)
      .optional(),
    /** The answer to a question of `askFlashChallenge`, after `flash_check_needed`; the same answer serves as long as one waits. */
    answer: z.strictObject({ question: z.string().max(200), code: z.string().max(20) }).optional(),
  }),
  reply: FlashEntry,
  errors: [
    'flash_not_found',
    'flash_not_begun',
    'flash_over',
    'flash_sold_out',
    'flash_person_limit',
    'flash_device_limit',
    'flash_check_needed',
    'flash_check_wrong',
  ],
  limit: { times: 20, seconds: 10 },
})

/** What a person reads and a machine does not: a picture as a data URL, and what has to come back with the code in it. */
export const FlashChallenge = z.object({ question: z.string(), picture: z.string() }).meta({ id: 'FlashChallenge' })
export type FlashChallenge = z.output<typeof FlashChallenge>
export const askFlashChallenge = operation({
  id: 'askFlashChallenge',
  face: 'shop',
  method: 'POST',
  path: '/flash-sales/:id/challenge',
  summary: 'The picture whose code a session wants to see before it lets in',
  access: 'shopper',
  params: IdParams,
  reply: FlashChallenge,
  errors: ['flash_not_found'],
  limit: { times: 10, seconds: 60 },
})

export const flashSaleCalls = { ...playCalls, ...resultsCalls }
