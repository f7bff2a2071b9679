import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { Done, Id, IdParams, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'

export const SecretState = z.enum(['free', 'delivered', 'used', 'void'])

/** What the buyer sees of one key or voucher. */
export const DeliveredSecret = z
  .object({
    id: Id,
    orderLineId: Id,
    kind: z.enum(['card_key', 'voucher']),
    /** The key or code itself. */
    secret: z.string(),
    state: SecretState,
    deliveredAt: Time,
    endedAt: Time.nullable(),
  })
  .meta({ id: 'DeliveredSecret' })
export const listOrderSecrets = operation({
  id: 'listOrderSecrets',
  face: 'shop',
  method: 'GET',
  path: '/orders/:id/secrets',
  summary: 'Card keys and voucher codes of an order, for the one who bought them',
  access: 'shopper',
  params: IdParams,
  reply: z.object({ items: z.array(DeliveredSecret) }),
  errors: ['order_not_found'],
})

export const KeyPool = z
  .object({ skuId: Id, productId: Id, title: z.string(), options: z.array(z.string()), free: z.int(), delivered: z.int() })
  .meta({ id: 'KeyPool' })
export const listKeyPools = operation({
  id: 'listKeyPools',
  face: 'admin',
  method: 'GET',
  path: '/key-pools',
  summary: 'How many card keys of each SKU are free and delivered',
  access: 'staff:card-key.read',
  query: PageQuery,
  reply: pageOf(KeyPool),
})
export const AdminSecret = z
  .object({
    id: Id,
    skuId: Id,
    kind: z.enum(['card_key', 'voucher']),
    /** Its last signs; staff never see the rest. */
    hint: z.string(),
    state: SecretState,
    orderId: Id.nullable(),
    createdAt: Time,
    deliveredAt: Time.nullable(),
    endedAt: Time.nullable(),
    staffName: z.string(),
  })
  .meta({ id: 'AdminSecret' })
export const listSecrets = operation({
  id: 'listSecrets',
  face: 'admin',
  method: 'GET',
  path: '/secrets',
  access: 'staff:card-key.read',
  query: PageQuery.extend({ skuId: Id.optional(), orderId: Id.optional(), kind: z.enum(['card_key', 'voucher']).optional() }),
  reply: pageOf(AdminSecret),
})
const importReply = z.object({ added: z.int(), /** Lines that were in the pool, or had been, already. */ doubles: z.int() })
export const importKeys = operation({
  id: 'importKeys',
  face: 'admin',
  method: 'POST',
  path: '/key-pools/:id/keys',
  summary: 'Card keys of a SKU, one a line; doubles are passed over; keyed, twice is once. The stock follows',
  access: 'staff:card-key.write',
  params: IdParams,
  body: z.strictObject({ requestId: RequestKey, keys: z.array(z.string().trim().min(4).max(200)).min(1).max(5000) }),
  reply: importReply,
  maxBodyBytes: 2 * 1024 * 1024,
  errors: ['sku_not_found', 'sku_has_no_keys', 'key_reused'],
})
export const importKeyFile = operation({
  id: 'importKeyFile',
  face: 'admin',
  method: 'POST',
  path: '/key-pools/:id/file',
  summary: 'The same from a spreadsheet (xlsx): the first column of the first sheet',
  access: 'staff:card-key.write',
  params: IdParams,
  upload: { maxFiles: 1, maxBytes: 5 * 1024 * 1024 },
  body: z.strictObject({ requestId: RequestKey }),
  reply: importReply,
  errors: ['sku_not_found', 'sku_has_no_keys', 'key_reused', 'file_missing', 'spreadsheet_unreadable', 'keys_wrong'],
})
export const Voucher = z
  .object({
    id: Id,
    title: z.string(),
    options: z.array(z.string()),
    hint: z.string(),
    state: SecretState,
    orderId: Id.nullable(),
    deliveredAt: Time.nullable(),
    endedAt: Time.nullable(),
    staffName: z.string(),
  })
  .meta({ id: 'Voucher' })
const code = z.string().trim().min(8).max(30)
export const findVoucher = operation({
  id: 'findVoucher',
  face: 'admin',
  method: 'POST',
  path: '/vouchers/find',
  summary: 'What a voucher code stands for, before it is verified',
  access: 'staff:card-key.verify',
  body: z.strictObject({ code }),
  reply: Voucher,
  errors: ['voucher_not_found'],
  limit: { times: 60, seconds: 60 },
})
export const verifyVoucher = operation({
  id: 'verifyVoucher',
  face: 'admin',
  method: 'POST',
  path: '/vouchers/verify',
  summary: 'The service was given: the voucher is used, once',
  access: 'staff:card-key.verify',
  body: z.strictObject({ code }),
  reply: Voucher,
  errors: ['voucher_not_found', 'voucher_used', 'voucher_void', 'voucher_refunding'],
  limit: { times: 60, seconds: 60 },
})

/** Keys came into the pool; inventory books as many pieces. */
export const keysAdded = event(
  'card-key.keys_added',
  z.object({ importId: Id, shopId: Id, skuId: Id, productId: Id, count: z.int().min(1), actor: z.string() }),
  ({ skuId }) => skuId,
)

const Line = z.object({ orderLineId: Id, skuId: Id, productId: Id, delivery: z.enum(['card_key', 'voucher']), quantity: z.int().min(1) })
export const cardKeyCalls = {
  /** Gives each unit its key or code. Keyed; twice is once. Throws `pool_short` when keys are missing, and then gives nothing. */
  deliver: call(z.object({ key: z.string().max(100), shopId: Id, orderId: Id, shopperId: Id, lines: z.array(Line).min(1).max(200) }), Done),
  /**
   * So many unused vouchers of each line can no longer be used, all or none: they wait for a refund that is being decided under this key. The same
   * key again adds what is missing. Several may try under one key at once, each with a name of its own as `holder`. Throws `vouchers_used`.
   */
  setAside: call(
    z.object({
      key: z.string().max(200),
      holder: z.string().max(100).default(''),
      lines: z.array(z.object({ orderLineId: Id, quantity: z.int().min(1) })).max(200),
    }),
    Done,
  ),
  /**
   * A refund did not come about for this holder: what waits under the key can be used again once nobody else holds it. Without a holder it comes
   * about for nobody. Twice is once.
   */
  putBack: call(z.object({ key: z.string().max(200), holder: z.string().max(100).optional() }), Done),
  /**
   * Units were refunded: that many vouchers of the line that are not used become void, those that were set aside under `asideKey` first. Keyed;
   * twice is once.
   */
  takeBack: call(
    z.object({
      key: z.string().max(200),
      asideKey: z.string().max(200).default(''),
      lines: z.array(z.object({ orderLineId: Id, quantity: z.int().min(1) })).max(200),
    }),
    Done,
  ),
  /** Units of each line that were delivered, for checks over modules. */
  delivered: call(
    z.object({ orderIds: z.array(Id).max(1000) }),
    z.object({ items: z.array(z.object({ orderLineId: Id, quantity: z.int() })) }),
  ),
}
