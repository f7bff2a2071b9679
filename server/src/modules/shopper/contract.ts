import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { MergeItem } from '../../kernel/merge.ts'
import { Done, Id, IdParams, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

export const Phone = z.string().regex(/^1[3-9]\d{9}$/)

export const Shopper = z
  .object({ id: Id, nickname: z.string(), avatar: Picture.nullable(), phoneMasked: z.string().nullable(), createdAt: Time })
  .meta({ id: 'Shopper' })
export type Shopper = z.output<typeof Shopper>
/** What only the shopper sees of themselves. */
export const Me = Shopper.extend({ birthday: z.iso.date().nullable() }).meta({ id: 'Me' })
const Session = z.object({ token: z.string(), shopper: Shopper, isNew: z.boolean() }).meta({ id: 'ShopperSession' })

export const sendLoginCode = operation({
  id: 'sendLoginCode',
  face: 'shop',
  method: 'POST',
  path: '/login/codes',
  access: 'public',
  body: z.strictObject({ phone: Phone }),
  /** `demoCode` is present only while the shop runs as a demo. */
  reply: z.object({ retryAfterSeconds: z.int(), demoCode: z.string().optional() }),
  errors: ['code_throttled', 'sms_unavailable'],
  guard: ({ phone }) => ({ kind: 'code', phone }),
})
export const loginByPhone = operation({
  id: 'loginByPhone',
  face: 'shop',
  method: 'POST',
  path: '/login/phone',
  access: 'public',
  body: z.strictObject({ phone: Phone, code: z.string().regex(/^\d{6}$/) }),
  reply: Session,
  errors: ['code_wrong', 'code_expired', 'login_throttled', 'account_disabled'],
  guard: ({ phone }) => ({ kind: 'login', phone }),
})
export const Platform = z.enum(['weapp', 'alipay', 'tt'])
export const loginByMiniProgram = operation({
  id: 'loginByMiniProgram',
  face: 'shop',
  method: 'POST',
  path: '/login/mini-program',
  summary: 'The code of wx.login (or the like) becomes a session',
  access: 'public',
  body: z.strictObject({ platform: Platform, code: z.string().min(1).max(200) }),
  reply: Session,
  errors: ['login_code_bad', 'login_throttled', 'account_disabled', 'platform_unavailable'],
  guard: () => ({ kind: 'login' }),
})
export const DemoPersona = z.object({ code: z.string(), nickname: z.string() }).meta({ id: 'DemoPersona' })
/** In the demo: one-use login codes of the simulated mini program platform; an empty list otherwise. */
export const listDemoPersonas = operation({
  id: 'listDemoPersonas',
  face: 'shop',
  method: 'GET',
  path: '/login/demo-personas',
  access: 'public',
  reply: z.object({ items: z.array(DemoPersona) }),
})

export const shopperLogout = operation({
  id: 'shopperLogout',
  face: 'shop',
  method: 'POST',
  path: '/logout',
  access: 'shopper',
  reply: Done,
})
export const getMe = operation({ id: 'getMe', face: 'shop', method: 'GET', path: '/me', access: 'shopper', reply: Me })
export const updateMe = operation({
  id: 'updateMe',
  face: 'shop',
  method: 'PATCH',
  path: '/me',
  access: 'shopper',
  body: z.strictObject({
    nickname: z.string().trim().min(1).max(24).optional(),
    avatar: Picture.nullable().optional(),
    birthday: z.iso.date().nullable().optional(),
  }),
  reply: Me,
  errors: ['picture_unknown', 'birthday_wrong'],
})

const Bound = z.object({
  me: Me,
  /** The phone was that of another account, and both are one now. */
  merged: z.boolean(),
})
export const bindPhone = operation({
  id: 'bindPhone',
  face: 'shop',
  method: 'POST',
  path: '/me/phone',
  summary: 'A code that was sent to the phone makes it the shopper’s; an account that has it already becomes one with theirs',
  access: 'shopper',
  body: z.strictObject({ phone: Phone, code: z.string().regex(/^\d{6}$/) }),
  reply: Bound,
  errors: ['code_wrong', 'code_expired', 'login_throttled', 'phone_other', 'account_disabled'],
})
export const bindPhoneByProgram = operation({
  id: 'bindPhoneByProgram',
  face: 'shop',
  method: 'POST',
  path: '/me/phone/mini-program',
  summary: 'The same with what the phone number button of the mini program gave',
  access: 'shopper',
  body: z.strictObject({ platform: Platform, code: z.string().min(1).max(4000) }),
  reply: Bound,
  errors: ['login_code_bad', 'login_throttled', 'platform_unavailable', 'phone_foreign', 'phone_other', 'account_disabled'],
})

export const Region = z.object({ code: z.string(), name: z.string() })
/** Province, city, district by name and by the district's six-digit code (GB/T 2260). */
export const Place = z.strictObject({
  province: z.string().max(30),
  city: z.string().max(30),
  district: z.string().max(30),
  code: z.string().regex(/^\d{6}$/),
})
export const AddressInput = z.strictObject({
  name: z.string().trim().min(1).max(30),
  phone: z.string().regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/),
  /** Six-digit district code; the names come from the server's table. */
  districtCode: z.string().regex(/^\d{6}$/),
  detail: z.string().trim().min(2).max(120),
  isDefault: z.boolean().default(false),
  /** Where it lies (GCJ-02), both or neither; refused when that is not near its city. */
  lng: z.number().min(-180).max(180).nullable().default(null),
  lat: z.number().min(-90).max(90).nullable().default(null),
})
export const Address = z
  .object({
    id: Id,
    name: z.string(),
    phone: z.string(),
    province: z.string(),
    city: z.string(),
    district: z.string(),
    districtCode: z.string(),
    detail: z.string(),
    isDefault: z.boolean(),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
  })
  .meta({ id: 'Address' })
export type Address = z.output<typeof Address>

export const listRegions = operation({
  id: 'listRegions',
  face: 'shop',
  method: 'GET',
  path: '/regions',
  summary: 'Provinces, or the children of one code',
  access: 'public',
  query: z.strictObject({
    parent: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  }),
  reply: z.object({ items: z.array(Region) }),
})
export const parseAddress = operation({
  id: 'parseAddress',
  face: 'shop',
  method: 'POST',
  path: '/addresses/parse',
  summary: 'Reads name, phone and place out of pasted text',
  access: 'public',
  body: z.strictObject({ text: z.string().max(300) }),
  reply: z.object({
    name: z.string(),
    phone: z.string(),
    province: z.string(),
    city: z.string(),
    district: z.string(),
    districtCode: z.string(),
    detail: z.string(),
  }),
  limit: { times: 60, seconds: 60 },
})
export const listAddresses = operation({
  id: 'listAddresses',
  face: 'shop',
  method: 'GET',
  path: '/addresses',
  access: 'shopper',
  reply: z.object({ items: z.array(Address) }),
})
export const createAddress = operation({
  id: 'createAddress',
  face: 'shop',
  method: 'POST',
  path: '/addresses',
  access: 'shopper',
  body: AddressInput,
  reply: Address,
  errors: ['district_unknown', 'address_place_wrong', 'address_limit'],
})
export const updateAddress = operation({
  id: 'updateAddress',
  face: 'shop',
  method: 'PUT',
  path: '/addresses/:id',
  access: 'shopper',
  params: IdParams,
  body: AddressInput,
  reply: Address,
  errors: ['address_not_found', 'district_unknown', 'address_place_wrong'],
})
export const deleteAddress = operation({
  id: 'deleteAddress',
  face: 'shop',
  method: 'DELETE',
  path: '/addresses/:id',
  access: 'shopper',
  params: IdParams,
  reply: Done,
  errors: ['address_not_found'],
})

export const ShopperRow = Shopper.extend({ lastSeenAt: Time.nullable(), disabled: z.boolean(), paidOrders: z.int(), tier: z.int() }).meta({
  id: 'ShopperRow',
})
export const listShoppers = operation({
  id: 'listShoppers',
  face: 'admin',
  method: 'GET',
  path: '/shoppers',
  access: 'staff:shopper.read',
  query: PageQuery.extend({ search: z.string().max(60).optional() }),
  reply: pageOf(ShopperRow),
})

export const setShopperTier = operation({
  id: 'setShopperTier',
  face: 'admin',
  method: 'PUT',
  path: '/shoppers/:id/tier',
  summary: 'The member tier of a shopper in this shop, with a reason; 0 is everybody',
  access: 'staff:shopper.write',
  params: IdParams,
  body: z.strictObject({ tier: z.int().min(0).max(99), reason: z.string().trim().min(2).max(100) }),
  reply: z.object({ tier: z.int() }),
  errors: ['shopper_not_found'],
})
export const listShopperTierChanges = operation({
  id: 'listShopperTierChanges',
  face: 'admin',
  method: 'GET',
  path: '/shoppers/:id/tier-changes',
  access: 'staff:shopper.read',
  params: IdParams,
  reply: z.object({
    items: z.array(z.object({ tierBefore: z.int(), tier: z.int(), reason: z.string(), staffName: z.string(), at: Time })),
  }),
  errors: ['shopper_not_found'],
})

export const ShopperMerge = z
  .object({
    id: Id,
    fromId: Id,
    nickname: z.string(),
    joinedAt: Time,
    reason: z.enum(['phone', 'union_id']),
    at: Time,
    /** When all of it had gone over. */
    movedAt: Time.nullable(),
    /** What each module moved, and for accounts the sums before and after. */
    steps: z.array(z.object({ module: z.string(), items: z.array(MergeItem), failure: z.string() })),
  })
  .meta({ id: 'ShopperMerge' })
export const listShopperMerges = operation({
  id: 'listShopperMerges',
  face: 'admin',
  method: 'GET',
  path: '/shoppers/:id/merges',
  summary: 'Accounts that became one with this one, and what went over',
  access: 'staff:shopper.read',
  params: IdParams,
  reply: z.object({ items: z.array(ShopperMerge) }),
  errors: ['shopper_not_found'],
})

export const shopperJoined = event('shopper.joined', z.object({ shopperId: Id }), ({ shopperId }) => shopperId)

/** An account turned out to be another's of the same person: what was told of the one is now of the other. */
export const shopperMerged = event('shopper.merged', z.object({ from: Id, into: Id }), ({ into }) => into)

/** A shopper has another tier in a shop now: given by staff, or reached by growth. */
export const shopperTierChanged = event(
  'shopper.tier_changed',
  z.object({ shopId: Id, shopperId: Id, before: z.int(), tier: z.int(), by: z.enum(['staff', 'growth']), at: Time }),
  ({ shopId, shopperId }) => `${shopId}:${shopperId}`,
)

export const shopperCalls = {
  whoIs: call(z.object({ token: z.string().max(200) }), z.object({ shopper: z.object({ id: Id, sessionId: Id }).nullable() })),
  find: call(z.object({ ids: z.array(Id).max(200) }), z.object({ items: z.array(Shopper) })),
  /** The shopper's own address, or null. */
  address: call(z.object({ shopperId: Id, addressId: Id }), z.object({ address: Address.nullable() })),
  /** The names that belong to a district's code, or null. */
  place: call(
    z.object({ districtCode: z.string() }),
    z.object({
      place: z.object({ province: z.string(), city: z.string(), district: z.string(), districtCode: z.string() }).nullable(),
    }),
  ),
  /** What a payment channel needs to know of the payer. */
  payer: call(z.object({ shopperId: Id, platform: Platform }), z.object({ openId: z.string().nullable() })),
  /** The number that text messages to a person go to; null while they have none, or are locked out. */
  contact: call(z.object({ shopperId: Id }), z.object({ phone: Phone.nullable() })),
  /** Records that these shoppers deal with this shop, so that its staff may see them. */
  meet: call(z.object({ shopId: Id, shopperId: Id }), Done),
  /** A paid order of this shopper in this shop; keyed by the order, twice is once. */
  recordPaid: call(z.object({ shopId: Id, shopperId: Id, orderId: Id }), Done),
  /** How many orders this shopper has paid, in this shop and in all; for new-customer rules. */
  paidOrders: call(z.object({ shopId: Id, shopperId: Id }), z.object({ inShop: z.int(), inAll: z.int() })),
  /** Those of these orders that were the first that their shopper paid in the shop; without a shop, anywhere. */
  firstOrders: call(z.object({ shopId: Id.nullable(), orderIds: z.array(Id).max(1000) }), z.object({ ids: z.array(Id) })),
  /** Whether two shoppers share a phone number (their own, or one they have things sent to), or an address. Tells nothing else of them. */
  alike: call(z.object({ one: Id, other: Id }), z.object({ phone: z.boolean(), address: z.boolean() })),
  /** The member tier of this shopper in each of these shops; 0 where nothing is known. */
  tiers: call(
    z.object({ shopperId: Id, shopIds: z.array(Id).max(200) }),
    z.object({
      items: z.array(z.object({ shopId: Id, tier: z.int(), /** What the paid card of the shop is worth now; 0 without. */ card: z.int() })),
    }),
  ),
  /** Who holds the paid card of a shop until when, as of `at`: what was told later holds. */
  setCard: call(z.object({ shopId: Id, shopperId: Id, level: z.int().min(1).max(99), until: Time, at: Time }), Done),
  /** Moves the tier from one to another with a reason; nothing when it is not (any more) what it is said to be. */
  moveTier: call(
    z.object({ shopId: Id, shopperId: Id, from: z.int().min(0), tier: z.int().min(0).max(99), reason: z.string().max(100) }),
    z.object({ tier: z.int() }),
  ),
  /** What a shopper has told of themselves. */
  profile: call(z.object({ shopperId: Id }), z.object({ hasAvatar: z.boolean(), birthday: z.iso.date().nullable() })),
  /** Shoppers of the whole mall who were born on one of these days (`MM-DD`), by id, those after one. */
  bornOn: call(
    z.object({ days: z.array(z.string().regex(/^\d\d-\d\d$/)).max(2), after: Id.nullable(), limit: z.int().min(1).max(1000) }),
    z.object({ ids: z.array(Id) }),
  ),
  /** A shopper as the staff of a shop they deal with see them, or null. */
  row: call(z.object({ shopId: Id, shopperId: Id }), z.object({ shopper: ShopperRow.nullable() })),
  /** How the tier of a shopper in a shop came to be, newest first. */
  tierChanges: call(
    z.object({ shopId: Id, shopperId: Id }),
    z.object({ items: z.array(z.object({ tierBefore: z.int(), tier: z.int(), reason: z.string(), staffName: z.string(), at: Time })) }),
  ),
  /** Whether this shopper deals with this shop. */
  dealsWith: call(z.object({ shopId: Id, shopperId: Id }), z.object({ known: z.boolean() })),
  /** Shoppers who deal with a shop, by id, those after one: all, by orders paid in it, by birthday (`MM-DD`), or those of these phone numbers. */
  audience: call(
    z.object({
      shopId: Id,
      minOrders: z.int().optional(),
      maxOrders: z.int().optional(),
      bornOn: z.array(z.string().regex(/^\d\d-\d\d$/)).optional(),
      phones: z.array(Phone).max(1000).optional(),
      after: Id.nullable(),
      limit: z.int().min(1).max(1000),
    }),
    z.object({ ids: z.array(Id) }),
  ),
  /** Creates shoppers with an address each; one that exists by phone stays as it is. For set-up. */
  seed: call(
    z.object({
      shoppers: z
        .array(
          z.object({
            phone: Phone,
            nickname: z.string(),
            avatar: Picture.nullable(),
            createdAt: Time,
            address: AddressInput.nullable(),
            shopIds: z.array(Id),
          }),
        )
        .max(2000),
    }),
    z.object({ items: z.array(z.object({ phone: z.string(), id: Id, addressId: Id.nullable() })) }),
  ),
}
