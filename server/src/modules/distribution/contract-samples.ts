import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

/** `publish`: a link to what was published; `sell`: so many pieces of the goods. */
export const SampleTask = z.enum(['publish', 'sell'])
const SampleInput = z.strictObject({
  title: Name,
  skuId: Id,
  priceFen: z.int().min(1).max(10_000_000),
  freeFreight: z.boolean(),
  pieces: z.int().min(1).max(100_000),
  task: SampleTask,
  brief: z.string().trim().max(500).default(''),
  target: z.int().min(1).max(10_000),
  /** So many days after it is paid. */
  days: z.int().min(1).max(180),
  rewardFen: z.int().min(0).max(100_000_00),
  endsAt: Time,
})
export type SampleInput = z.output<typeof SampleInput>
const Goods = z.object({ productId: Id, skuId: Id, title: z.string(), options: z.array(z.string()), picture: Picture, priceFen: Fen })
export const RequestState = z.enum(['asked', 'approved', 'ordered', 'bought', 'proved', 'rewarded', 'rejected', 'failed'])

export const AdminSample = SampleInput.extend({
  id: Id,
  /** Null: sold no more. */
  goods: Goods.nullable(),
  taken: z.int(),
  open: z.boolean(),
  /** Requests that wait for an answer, and proofs that do. */
  waiting: z.int(),
  rewarded: z.int(),
  createdAt: Time,
}).meta({ id: 'AdminSample' })
export const AdminSampleRequest = z
  .object({
    id: Id,
    distributor: z.object({ id: Id, nickname: z.string() }),
    state: RequestState,
    note: z.string(),
    orderId: Id.nullable(),
    dueAt: Time.nullable(),
    proof: z.string(),
    /** Pieces of these goods that their customers bought since, and kept. */
    sold: z.int(),
    reason: z.string(),
    rewardFen: Fen,
    askedAt: Time,
  })
  .meta({ id: 'AdminSampleRequest' })

const read = { face: 'admin', access: 'staff:promotion.read' } as const
const write = { face: 'admin', access: 'staff:promotion.write' } as const
export const listSamples = operation({
  ...read,
  id: 'listSamples',
  method: 'GET',
  path: '/distribution-samples',
  query: PageQuery,
  reply: pageOf(AdminSample),
})
export const createSample = operation({
  ...write,
  id: 'createSample',
  method: 'POST',
  path: '/distribution-samples',
  summary: 'Offers pieces of a SKU to distributors at a price of their own, with a task and a reward',
  body: SampleInput,
  reply: AdminSample,
  errors: ['distribution_target_gone'],
})
export const endSample = operation({
  ...write,
  id: 'endSample',
  method: 'POST',
  path: '/distribution-samples/:id/end',
  summary: 'Nobody can ask or buy from now on; whoever has bought can still do the task',
  params: IdParams,
  reply: AdminSample,
  errors: ['sample_not_found'],
})
export const listSampleRequests = operation({
  ...read,
  id: 'listSampleRequests',
  method: 'GET',
  path: '/distribution-samples/:id/requests',
  params: IdParams,
  query: PageQuery,
  reply: pageOf(AdminSampleRequest),
  errors: ['sample_not_found'],
})
const moved = ['sample_request_not_found', 'sample_request_moved']
export const approveSampleRequest = operation({
  ...write,
  id: 'approveSampleRequest',
  method: 'POST',
  path: '/distribution-sample-requests/:id/approve',
  params: IdParams,
  reply: AdminSampleRequest,
  errors: [...moved, 'sample_gone'],
})
const Reason = z.strictObject({ reason: z.string().trim().min(2).max(100) })
export const rejectSampleRequest = operation({
  ...write,
  id: 'rejectSampleRequest',
  method: 'POST',
  path: '/distribution-sample-requests/:id/reject',
  summary: 'Refuses a request, also an approved one that was not bought, or a task that was not done',
  params: IdParams,
  body: Reason,
  reply: AdminSampleRequest,
  errors: moved,
})
export const rewardSampleRequest = operation({
  ...write,
  id: 'rewardSampleRequest',
  method: 'POST',
  path: '/distribution-sample-requests/:id/reward',
  summary: 'The task is done: its reward is settled commission; twice is once',
  params: IdParams,
  reply: AdminSampleRequest,
  errors: moved,
})

export const MySample = z
  .object({
    id: Id,
    title: z.string(),
    goods: Goods,
    priceFen: Fen,
    freeFreight: z.boolean(),
    left: z.int(),
    task: SampleTask,
    brief: z.string(),
    target: z.int(),
    days: z.int(),
    rewardFen: Fen,
    endsAt: Time,
    open: z.boolean(),
    request: AdminSampleRequest.omit({ distributor: true }).nullable(),
  })
  .meta({ id: 'MySample' })
const mine = { face: 'shop', access: 'shopper', params: IdParams } as const
export const listMySamples = operation({
  ...mine,
  id: 'listMySamples',
  method: 'GET',
  path: '/distributions/:id/samples',
  summary: 'Samples that the shop of that id offers, and those the shopper asked for; at most a hundred',
  reply: z.object({ items: z.array(MySample) }),
  errors: ['distributor_needed'],
})
export const requestSample = operation({
  ...mine,
  id: 'requestSample',
  method: 'POST',
  path: '/distribution-samples/:id/requests',
  summary: 'Ask for a sample, once',
  body: z.strictObject({ note: z.string().trim().max(200).default('') }),
  reply: z.object({ id: Id, state: RequestState }),
  errors: ['sample_not_found', 'sample_gone', 'distributor_needed'],
})
export const proveSample = operation({
  ...mine,
  id: 'proveSample',
  method: 'POST',
  path: '/distribution-sample-requests/:id/proof',
  summary: 'What was done: a link, or a word about what was sold; can be put right until staff have looked',
  body: z.strictObject({ proof: z.string().trim().min(4).max(500) }),
  reply: z.object({ id: Id, state: RequestState }),
  errors: ['sample_request_not_found', 'sample_request_moved'],
})
