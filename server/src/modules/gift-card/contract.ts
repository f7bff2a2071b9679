import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

export * from './contract-shop.ts'

const Kind = z.enum(['physical', 'electronic'])
export const BatchInput = z.strictObject({
  title: Name,
  kind: Kind,
  /** A card without a name: ¥1,000 at most, valid for three years at least. */
  faceFen: z.int().min(100).max(100_000),
  validDays: z.int().min(1095).max(3650).default(1095),
  pieces: z.int().min(1).max(1_000_000),
  onSale: z.boolean().default(true),
})
export type BatchInput = z.output<typeof BatchInput>
export const GiftCardBatch = BatchInput.extend({
  id: Id,
  sold: z.int(),
  exportedAt: Time.nullable(),
  exportedBy: z.string(),
  createdAt: Time,
  /** Cards by what became of them. */
  made: z.int(),
  active: z.int(),
  redeemed: z.int(),
  voided: z.int(),
  soldFen: Fen,
  redeemedFen: Fen,
  voidedFen: Fen,
  /** Sold less redeemed less void: what is owed. */
  outstandingFen: Fen,
}).meta({ id: 'GiftCardBatch' })
const CardState = z.enum(['made', 'active', 'redeemed', 'void'])
export const AdminGiftCard = z
  .object({
    id: Id,
    number: z.string(),
    tail: z.string(),
    title: z.string(),
    kind: Kind,
    faceFen: Fen,
    state: CardState,
    frozen: z.boolean(),
    ownerName: z.string(),
    expiresAt: Time.nullable(),
    redeemedAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'AdminGiftCard' })
export const GiftCardDetail = AdminGiftCard.extend({
  /** It was paid for in the storefront: void, the money goes back. */
  bought: z.boolean(),
  entries: z.array(z.object({ what: z.string(), changeFen: z.int(), byName: z.string(), note: z.string(), at: Time })),
}).meta({ id: 'GiftCardDetail' })

const write = { face: 'admin', access: 'staff:wallet.write', platform: true } as const
const read = { face: 'admin', access: 'staff:wallet.read', platform: true, method: 'GET' } as const
const Reason = z.string().trim().min(2).max(100)

export const listGiftCardBatches = operation({
  ...read,
  id: 'listGiftCardBatches',
  path: '/gift-card-batches',
  query: PageQuery,
  reply: pageOf(GiftCardBatch).extend({
    totals: z.object({ soldFen: Fen, redeemedFen: Fen, voidedFen: Fen, outstandingFen: Fen }),
  }),
})
export const createGiftCardBatch = operation({
  ...write,
  id: 'createGiftCardBatch',
  method: 'POST',
  path: '/gift-card-batches',
  body: BatchInput,
  reply: GiftCardBatch,
  errors: ['gift_card_too_many'],
})
export const updateGiftCardBatch = operation({
  ...write,
  id: 'updateGiftCardBatch',
  method: 'PUT',
  path: '/gift-card-batches/:id',
  summary: 'Title and sale; of electronic ones, how many',
  params: IdParams,
  body: z.strictObject({ title: Name, onSale: z.boolean(), pieces: z.int().min(1).max(1_000_000) }),
  reply: GiftCardBatch,
  errors: ['gift_card_batch_not_found', 'gift_card_pieces_sold'],
})
export const exportGiftCards = operation({
  ...write,
  id: 'exportGiftCards',
  method: 'POST',
  path: '/gift-card-batches/:id/export',
  summary: 'Draws the codes of a physical batch and tells them, once and never again',
  params: IdParams,
  raw: true,
  reply: z.string(),
  errors: ['gift_card_batch_not_found', 'gift_card_exported'],
})
export const sellGiftCards = operation({
  ...write,
  id: 'sellGiftCards',
  method: 'POST',
  path: '/gift-card-batches/:id/sell',
  summary: 'Physical cards from one number to another were handed out against money: they can be used from now on. Twice is once',
  params: IdParams,
  body: z.strictObject({ from: z.string().regex(/^GC\d{10}$/), to: z.string().regex(/^GC\d{10}$/), note: Reason }),
  reply: z.object({ cards: z.int() }),
  errors: ['gift_card_batch_not_found', 'gift_card_not_exported'],
})
export const listGiftCards = operation({
  ...read,
  id: 'listGiftCards',
  path: '/gift-cards',
  query: PageQuery.extend({ batchId: Id.optional(), state: CardState.optional(), search: z.string().trim().max(20).optional() }),
  reply: pageOf(AdminGiftCard),
})
const one = { ...write, method: 'POST', params: IdParams, reply: GiftCardDetail } as const
export const getGiftCard = operation({
  ...read,
  id: 'getGiftCard',
  path: '/gift-cards/:id',
  summary: 'A card with all that ever happened to it',
  params: IdParams,
  reply: GiftCardDetail,
  errors: ['gift_card_not_found'],
})
export const freezeGiftCard = operation({
  ...one,
  id: 'freezeGiftCard',
  path: '/gift-cards/:id/freeze',
  summary: 'It cannot be used, or can be again',
  body: z.strictObject({ frozen: z.boolean(), reason: Reason }),
  errors: ['gift_card_not_found', 'gift_card_used'],
})
export const voidGiftCard = operation({
  ...one,
  id: 'voidGiftCard',
  path: '/gift-cards/:id/void',
  summary: 'It is worth nothing for ever; what was paid for it in the storefront goes back',
  body: z.strictObject({ reason: Reason }),
  errors: ['gift_card_not_found', 'gift_card_used'],
})
export const extendGiftCard = operation({
  ...one,
  id: 'extendGiftCard',
  path: '/gift-cards/:id/extend',
  summary: 'Valid again for as long as it was: what is left on an expired card is still its holder’s',
  body: z.strictObject({ reason: Reason }),
  errors: ['gift_card_not_found', 'gift_card_used'],
})

export const giftCardCalls = {
  /** For set-up. */
  putBatch: call(BatchInput, z.object({ id: Id })),
  /** Cards as if they had been bought and paid for. For set-up. */
  seedBought: call(
    z.object({ batchId: Id, shopperId: Id, quantity: z.int().min(1).max(10), key: z.string().max(60) }),
    z.object({ cardIds: z.array(Id) }),
  ),
  /** An owner's card into their wallet. For set-up. */
  redeem: call(z.object({ cardId: Id, shopperId: Id }), Done),
}
