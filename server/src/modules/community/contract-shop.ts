import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Fen, Id, IdParams, Quantity, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

const Lng = z.number().min(-180).max(180)
const Lat = z.number().min(-90).max(90)
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const LeaderInput = z.strictObject({
  name: z.string().trim().min(1).max(30),
  phone: z.string().regex(/^1[3-9]\d{9}$/),
  pointName: z.string().trim().min(1).max(40),
  address: z.string().trim().min(1).max(200),
  /** Where it lies (GCJ-02). */
  lng: Lng,
  lat: Lat,
  opens: Clock,
  closes: Clock,
})
export type LeaderInput = z.output<typeof LeaderInput>
export const LeaderState = z.enum(['applied', 'approved', 'rejected', 'paused'])

export const Goods = z
  .object({ productId: Id, skuId: Id, title: z.string(), options: z.array(z.string()), picture: Picture, priceFen: Fen })
  .meta({ id: 'CommunityGoods' })
export const CommunityPoint = z
  .object({
    id: Id,
    shopId: Id,
    leaderName: z.string(),
    pointName: z.string(),
    address: z.string(),
    lng: z.number(),
    lat: z.number(),
    opens: z.string(),
    closes: z.string(),
    /** From here to there; null without a place. */
    meters: z.int().nullable(),
    /** The one who asks fetched there last. */
    last: z.boolean(),
  })
  .meta({ id: 'CommunityPoint' })
export const CommunityItem = z
  .object({ id: Id, goods: Goods, priceFen: Fen, left: z.int(), stock: z.int(), perPerson: z.int() })
  .meta({ id: 'CommunityItem' })
export const CommunityBatch = z
  .object({
    id: Id,
    title: z.string(),
    opensAt: Time,
    closesAt: Time,
    deliveryDay: z.iso.date(),
    state: z.enum(['soon', 'running']),
    items: z.array(CommunityItem),
  })
  .meta({ id: 'CommunityBatch' })

export const listCommunityPoints = operation({
  id: 'listCommunityPoints',
  face: 'shop',
  method: 'GET',
  path: '/community-points',
  summary: 'Leaders and where they hand out, the nearest first',
  access: 'public',
  query: z.strictObject({ lng: z.coerce.number().min(-180).max(180).optional(), lat: z.coerce.number().min(-90).max(90).optional() }),
  reply: z.object({ items: z.array(CommunityPoint) }),
})
export const getCommunityPoint = operation({
  id: 'getCommunityPoint',
  face: 'shop',
  method: 'GET',
  path: '/community-points/:id',
  summary: 'A leader and what can be ordered to be fetched there, now or soon',
  access: 'public',
  params: IdParams,
  reply: z.object({ point: CommunityPoint, batches: z.array(CommunityBatch) }).meta({ id: 'CommunityStall' }),
  errors: ['community_leader_not_found'],
})

export const MyLeader = LeaderInput.extend({
  id: Id,
  shopId: Id,
  shopName: z.string(),
  state: LeaderState,
  reason: z.string(),
  /** Earned and not yet paid, paid, and to come back. */
  pendingFen: Fen,
  paidFen: Fen,
  owedFen: Fen,
}).meta({ id: 'MyCommunityLeader' })
export const applyCommunityLeader = operation({
  id: 'applyCommunityLeader',
  face: 'shop',
  method: 'POST',
  path: '/community-leaders',
  summary: 'Apply to be a leader of a shop, or apply again after a refusal; twice is once',
  access: 'shopper',
  body: LeaderInput.extend({ shopId: Id }),
  reply: MyLeader,
  errors: ['shop_not_found', 'community_times_wrong', 'community_leader_decided'],
  limit: { times: 10, seconds: 60 },
})
export const listMyCommunityLeaders = operation({
  id: 'listMyCommunityLeaders',
  face: 'shop',
  method: 'GET',
  path: '/community-leaders',
  summary: 'For which shops one is a leader, or wants to be',
  access: 'shopper',
  reply: z.object({ items: z.array(MyLeader) }),
})

export const LeaderOrder = z
  .object({
    orderId: Id,
    receiver: z.string(),
    phoneTail: z.string(),
    title: z.string(),
    options: z.array(z.string()),
    picture: Picture.nullable(),
    /** What is to be handed out: without what is missing or went back. */
    quantity: z.int(),
    state: z.enum(['ordered', 'coming', 'here', 'handed', 'refunded']),
    deliveryDay: z.iso.date(),
    at: Time,
    handedAt: Time.nullable(),
  })
  .meta({ id: 'CommunityLeaderOrder' })
export const listLeaderOrders = operation({
  id: 'listLeaderOrders',
  face: 'shop',
  method: 'GET',
  path: '/community-leaders/:id/orders',
  summary: 'Orders that are fetched at this point, for its leader',
  access: 'shopper',
  params: IdParams,
  query: CursorQuery.extend({ view: z.enum(['open', 'here', 'done']).default('open') }),
  reply: cursorOf(LeaderOrder),
  errors: ['community_leader_not_found'],
})
const LeaderBatch = z
  .object({
    id: Id,
    title: z.string(),
    deliveryDay: z.iso.date(),
    closesAt: Time,
    /** It takes no more orders: what is expected will come. */
    closed: z.boolean(),
    arrived: z.boolean(),
    orders: z.int(),
    items: z.array(
      z.object({
        itemId: Id,
        title: z.string(),
        options: z.array(z.string()),
        picture: Picture.nullable(),
        expected: z.int(),
        arrived: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'CommunityLeaderBatch' })
export const listLeaderBatches = operation({
  id: 'listLeaderBatches',
  face: 'shop',
  method: 'GET',
  path: '/community-leaders/:id/batches',
  summary: 'What comes to this point, batch by batch, summed up',
  access: 'shopper',
  params: IdParams,
  reply: z.object({ items: z.array(LeaderBatch) }),
  errors: ['community_leader_not_found'],
})
export const confirmCommunityArrival = operation({
  id: 'confirmCommunityArrival',
  face: 'shop',
  method: 'POST',
  path: '/community-leaders/:id/arrivals',
  summary: 'The goods of a batch are here, counted; what is missing is paid back, the last to order first. Once for each batch',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({
    batchId: Id,
    items: z
      .array(z.strictObject({ itemId: Id, arrived: z.int().min(0).max(1_000_000) }))
      .min(1)
      .max(100),
  }),
  reply: z.object({ orders: z.int(), missing: z.int() }),
  errors: ['community_leader_not_found', 'community_batch_not_found', 'community_batch_open', 'community_count_wrong', 'key_reused'],
})
export const handOutCommunityOrder = operation({
  id: 'handOutCommunityOrder',
  face: 'shop',
  method: 'POST',
  path: '/community-leaders/:id/hand-out',
  summary: 'The leader hands an order of this point out, by its code or from the list',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ code: z.string().max(20).optional(), orderId: Id.optional() }),
  reply: z.object({ orderId: Id, receiver: z.string(), title: z.string(), quantity: Quantity }),
  errors: ['community_leader_not_found', 'pickup_code_wrong', 'community_not_here', 'transition_illegal'],
  limit: { times: 20, seconds: 60 },
})
export const listLeaderCommissions = operation({
  id: 'listLeaderCommissions',
  face: 'shop',
  method: 'GET',
  path: '/community-leaders/:id/commissions',
  access: 'shopper',
  params: IdParams,
  query: CursorQuery,
  reply: cursorOf(
    z
      .object({
        id: Id,
        title: z.string(),
        amountFen: z.int(),
        state: z.enum(['pending', 'settled', 'paid']),
        dueAt: Time,
        at: Time,
      })
      .meta({ id: 'CommunityCommission' }),
  ),
  errors: ['community_leader_not_found'],
})
