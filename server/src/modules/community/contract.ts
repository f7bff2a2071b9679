import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { playCalls } from '../order/contract.ts'
import { Goods, LeaderInput, LeaderState } from './contract-shop.ts'

export * from './contract-shop.ts'

const Item = z.strictObject({
  skuId: Id,
  priceFen: z.int().min(1).max(100_000_000),
  /** So many in this batch. */
  stock: z.int().min(1).max(1_000_000),
  perPerson: z.int().min(1).max(9999),
  /** Of what was paid, in hundredths of a percent. */
  commissionBp: z.int().min(0).max(5000),
})
export const BatchInput = z.strictObject({
  title: Name,
  opensAt: Time,
  closesAt: Time,
  deliveryDay: z.iso.date(),
  settleDays: z.int().min(0).max(60),
  enabled: z.boolean(),
  items: z.array(Item).min(1).max(50),
})
export type BatchInput = z.output<typeof BatchInput>

const State = z.enum(['off', 'soon', 'running', 'closed', 'cancelled'])
export const AdminCommunityBatch = BatchInput.omit({ items: true })
  .extend({ id: Id, state: State, goods: z.int(), orders: z.int(), pieces: z.int(), gmvFen: Fen, createdAt: Time })
  .meta({ id: 'AdminCommunityBatch' })
const AdminItem = Item.extend({ id: Id, goods: Goods.nullable(), taken: z.int() })
export const CommunityResults = z
  .object({
    orders: z.int(),
    buyers: z.int(),
    pieces: z.int(),
    gmvFen: Fen,
    refundedFen: Fen,
    missing: z.int(),
    handed: z.int(),
    unpaid: z.int(),
    commissionFen: Fen,
    leaders: z.int(),
  })
  .meta({ id: 'CommunityResults' })
const LeaderSum = z.object({
  leaderId: Id,
  leaderName: z.string(),
  pointName: z.string(),
  phone: z.string(),
  orders: z.int(),
  pieces: z.int(),
  amountFen: Fen,
  arrived: z.boolean(),
  missing: z.int(),
  handed: z.int(),
})
export const CommunityBatchDetail = AdminCommunityBatch.extend({
  items: z.array(AdminItem),
  leaders: z.array(LeaderSum),
  results: CommunityResults,
}).meta({ id: 'CommunityBatchDetail' })
export const AdminCommunityLeader = LeaderInput.extend({
  id: Id,
  state: LeaderState,
  reason: z.string(),
  orders: z.int(),
  gmvFen: Fen,
  pendingFen: Fen,
  paidFen: Fen,
  owedFen: Fen,
  appliedAt: Time,
}).meta({ id: 'AdminCommunityLeader' })
export const AdminCommunityCommission = z
  .object({
    id: Id,
    leaderName: z.string(),
    pointName: z.string(),
    baseFen: Fen,
    bp: z.int(),
    amountFen: Fen,
    keptFen: Fen,
    paidFen: Fen,
    state: z.enum(['pending', 'settled', 'paid']),
    dueAt: Time,
    at: Time,
  })
  .meta({ id: 'AdminCommunityCommission' })

export const listCommunityLeaders = operation({
  id: 'listCommunityLeaders',
  face: 'admin',
  method: 'GET',
  path: '/community-leaders',
  access: 'staff:promotion.read',
  query: PageQuery.extend({ state: LeaderState.optional() }),
  reply: pageOf(AdminCommunityLeader),
})
export const decideCommunityLeader = operation({
  id: 'decideCommunityLeader',
  face: 'admin',
  method: 'POST',
  path: '/community-leaders/:id/decision',
  summary: 'Approve, refuse or pause a leader; orders on their way are still handed out',
  access: 'staff:promotion.write',
  params: IdParams,
  body: z.strictObject({ state: z.enum(['approved', 'rejected', 'paused']), reason: z.string().trim().max(100).default('') }),
  reply: Done,
  errors: ['community_leader_not_found', 'community_decision_wrong'],
})
export const listCommunityBatches = operation({
  id: 'listCommunityBatches',
  face: 'admin',
  method: 'GET',
  path: '/community-batches',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(AdminCommunityBatch),
})
const inputErrors = ['community_goods_gone', 'community_times_wrong', 'community_sku_twice']
export const createCommunityBatch = operation({
  id: 'createCommunityBatch',
  face: 'admin',
  method: 'POST',
  path: '/community-batches',
  access: 'staff:promotion.write',
  body: BatchInput,
  reply: CommunityBatchDetail,
  errors: inputErrors,
})
const one = { face: 'admin', params: IdParams, reply: CommunityBatchDetail } as const
export const getCommunityBatch = operation({
  ...one,
  id: 'getCommunityBatch',
  method: 'GET',
  path: '/community-batches/:id',
  summary: 'A batch with its goods, what each leader gets, and what came of it',
  access: 'staff:promotion.read',
  errors: ['community_batch_not_found'],
})
export const updateCommunityBatch = operation({
  ...one,
  id: 'updateCommunityBatch',
  method: 'PUT',
  path: '/community-batches/:id',
  summary: 'Until it has closed; what is ordered keeps its price and commission',
  access: 'staff:promotion.write',
  body: BatchInput,
  errors: ['community_batch_not_found', 'community_batch_over', 'community_item_taken', ...inputErrors],
})
export const closeCommunityBatch = operation({
  ...one,
  id: 'closeCommunityBatch',
  method: 'POST',
  path: '/community-batches/:id/close',
  summary: 'Takes no more orders; those that are paid go on',
  access: 'staff:promotion.write',
  errors: ['community_batch_not_found'],
})
export const cancelCommunityBatch = operation({
  ...one,
  id: 'cancelCommunityBatch',
  method: 'POST',
  path: '/community-batches/:id/cancel',
  summary: 'Calls the whole batch off before it closes: all money goes back',
  access: 'staff:promotion.write',
  errors: ['community_batch_not_found', 'community_batch_over'],
})
export const exportCommunitySheet = operation({
  id: 'exportCommunitySheet',
  face: 'admin',
  method: 'GET',
  path: '/community-batches/:id/sheet.xlsx',
  summary: 'What to pick for each leader and to whom it goes: a page of sums, a page per leader',
  access: 'staff:promotion.read',
  params: IdParams,
  query: z.strictObject({ leaderId: Id.optional() }),
  raw: true,
  reply: z.string(),
  errors: ['community_batch_not_found'],
})
export const listCommunityCommissions = operation({
  id: 'listCommunityCommissions',
  face: 'admin',
  method: 'GET',
  path: '/community-commissions',
  access: 'staff:promotion.read',
  query: PageQuery.extend({ state: z.enum(['pending', 'settled', 'paid']).optional() }),
  reply: pageOf(AdminCommunityCommission),
})

/** An order's goods are at its point, all or some of them. */
export const communityArrived = event(
  'community.arrived',
  z.object({ orderId: Id, shopId: Id, shopperId: Id, pointName: z.string(), missing: z.int() }),
  ({ orderId }) => orderId,
)

export const communityCalls = {
  ...playCalls,
  /** An approved leader. For set-up. */
  putLeader: call(LeaderInput.extend({ shopId: Id, shopperId: Id }), z.object({ id: Id })),
  /** For set-up. */
  putBatch: call(BatchInput.extend({ shopId: Id }), z.object({ id: Id })),
}
