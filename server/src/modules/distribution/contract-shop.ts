import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Fen, Id, IdParams, RequestKey, Time } from '../../kernel/schema.ts'
import { ProductCard } from '../catalog/contract.ts'
import { Picture } from '../media/contract.ts'
import { CommissionState, DistributionRule, DistributorState, MyCommission } from './contract-admin.ts'

/** In links as `d=`, in scenes of mini-program codes as it is. */
export const DistributorCode = z.string().regex(/^[0-9A-Za-z]{8}$/)
const shop = { face: 'shop', access: 'shopper' } as const

export const noteDistributionVisit = operation({
  ...shop,
  id: 'noteDistributionVisit',
  method: 'POST',
  path: '/distribution-visits',
  summary: 'The shopper came by a distributor’s link; whether they are that one’s customer now',
  body: z.strictObject({ code: DistributorCode }),
  reply: z.object({ shopId: Id, customer: z.boolean() }),
  errors: ['distribution_code_unknown'],
  limit: { times: 60, seconds: 60 },
})

export const Earnings = z
  .object({
    todayFen: Fen,
    monthFen: Fen,
    pendingFen: Fen,
    /** Can be withdrawn now. */
    settledFen: Fen,
    /** To be paid by what is settled next. */
    debtFen: Fen,
    withdrawnFen: Fen,
    customers: z.int(),
    team: z.int(),
    orders: z.int(),
  })
  .meta({ id: 'DistributionEarnings' })
const ShopHead = z.object({ id: Id, name: z.string(), logo: Picture.nullable() })
export const MyDistribution = z
  .object({
    shop: ShopHead,
    rule: DistributionRule.pick({
      enabled: true,
      approval: true,
      threshold: true,
      spentFen: true,
      levels: true,
      level1Bps: true,
      level2Bps: true,
      selfPurchase: true,
      protectionDays: true,
      minWithdrawFen: true,
      terms: true,
    }),
    /** Null: has not applied. */
    me: z.object({ id: Id, state: DistributorState, code: z.string(), reason: z.string(), appliedAt: Time }).nullable(),
    /** Whoever has not applied may do so. */
    eligible: z.boolean(),
    earnings: Earnings.nullable(),
  })
  .meta({ id: 'MyDistribution' })

export const listMyDistributions = operation({
  ...shop,
  id: 'listMyDistributions',
  method: 'GET',
  path: '/distributions',
  summary: 'Shops that the shopper sells for, and shops that let others sell for them',
  reply: z.object({
    items: z.array(
      z.object({
        shop: ShopHead,
        state: DistributorState.nullable(),
        level1Bps: z.int(),
        pendingFen: Fen,
        settledFen: Fen,
      }),
    ),
  }),
})
const ofShop = { ...shop, params: IdParams } as const
export const getMyDistribution = operation({
  ...ofShop,
  id: 'getMyDistribution',
  method: 'GET',
  path: '/distributions/:id',
  summary: 'Selling for the shop of that id: its rules, and what the shopper earned',
  reply: MyDistribution,
  errors: ['distribution_closed'],
})
export const applyForDistribution = operation({
  ...ofShop,
  id: 'applyForDistribution',
  method: 'POST',
  path: '/distributions/:id/applications',
  summary: 'Apply to sell for a shop; asked again, the answer is how the first one stands',
  body: z.strictObject({
    name: z.string().trim().min(1).max(30),
    phone: z.string().regex(/^1[3-9]\d{9}$/),
    note: z.string().trim().max(200).default(''),
    /** Of whoever brought them. */
    code: DistributorCode.nullable().default(null),
  }),
  reply: MyDistribution,
  errors: ['distribution_closed', 'distribution_threshold', 'distributor_stopped'],
  limit: { times: 20, seconds: 60 },
  guard: () => ({ kind: 'distribution' }),
})
export const DistributionGoods = z
  .object({ product: ProductCard, /** What one piece at its lowest price brings at level 1. */ earnFen: Fen, rateBps: z.int() })
  .meta({ id: 'DistributionGoods' })
export const listDistributionGoods = operation({
  ...ofShop,
  id: 'listDistributionGoods',
  method: 'GET',
  path: '/distributions/:id/goods',
  query: CursorQuery,
  reply: cursorOf(DistributionGoods),
  errors: ['distributor_needed'],
})
const Person = z.object({ nickname: z.string(), avatar: Picture.nullable() })
export const TeamMember = Person.extend({
  id: Id,
  level: z.int(),
  joinedAt: Time,
  /** Paid for goods and kept, of what they sold. */
  gmvFen: Fen,
  /** What that brought the one who asks. */
  broughtFen: Fen,
  team: z.int(),
}).meta({ id: 'TeamMember' })
export const listMyTeam = operation({
  ...ofShop,
  id: 'listMyTeam',
  method: 'GET',
  path: '/distributions/:id/team',
  summary: 'Those whom the shopper brought (level 1), and those whom they brought (level 2); names are masked',
  query: CursorQuery.extend({ level: z.coerce.number().int().min(1).max(2).default(1) }),
  reply: cursorOf(TeamMember),
  errors: ['distributor_needed'],
})
export const MyCustomer = Person.extend({
  boundAt: Time,
  protectedUntil: Time,
  validUntil: Time.nullable(),
  orders: z.int(),
  gmvFen: Fen,
}).meta({ id: 'MyCustomer' })
export const listMyCustomers = operation({
  ...ofShop,
  id: 'listMyCustomers',
  method: 'GET',
  path: '/distributions/:id/customers',
  query: CursorQuery,
  reply: cursorOf(MyCustomer),
  errors: ['distributor_needed'],
})
export const listMyCommissions = operation({
  ...ofShop,
  id: 'listMyCommissions',
  method: 'GET',
  path: '/distributions/:id/commissions',
  query: CursorQuery.extend({ state: CommissionState.optional() }),
  reply: cursorOf(MyCommission),
  errors: ['distributor_needed'],
})
export const getDistributionPoster = operation({
  ...ofShop,
  id: 'getDistributionPoster',
  method: 'GET',
  path: '/distributions/:id/poster',
  summary: 'A picture of the goods, or of the shop, with a code that leads there by the shopper’s own link',
  query: z.strictObject({ productId: Id.optional(), kind: z.enum(['h5', 'weapp']).default('h5') }),
  reply: z.object({ /** As a data address. */ image: z.string(), link: z.string(), code: z.string() }),
  errors: ['distributor_needed', 'poster_goods_gone', 'poster_unavailable'],
  limit: { times: 30, seconds: 60 },
})
export const withdrawCommission = operation({
  ...ofShop,
  id: 'withdrawCommission',
  method: 'POST',
  path: '/distributions/:id/withdrawals',
  summary: 'Settled commission goes into the wallet as own money; keyed, twice is once',
  body: z.strictObject({ requestId: RequestKey, amountFen: z.int().min(1).max(1_000_000_00) }),
  reply: z.object({ amountFen: Fen, settledFen: Fen, state: z.enum(['asked', 'done']) }),
  errors: ['distributor_needed', 'commission_short', 'commission_too_little', 'key_reused'],
  guard: ({ amountFen }) => ({ kind: 'distribution', amountFen }),
})
