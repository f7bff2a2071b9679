import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

const Bps = z.int().min(0).max(5000)
/** How a shop lets others sell for it. Rates are basis points of what is paid for the goods; two levels at most, as the law says. */
export const DistributionRule = z
  .strictObject({
    enabled: z.boolean().default(false),
    /** Whoever may apply is approved at once, or staff look at each. */
    approval: z.enum(['automatic', 'reviewed']).default('reviewed'),
    /** Who may apply: everybody, whoever has bought here, or whoever has spent so much here. */
    threshold: z.enum(['none', 'bought', 'spent']).default('none'),
    spentFen: Fen.default(0),
    /** A shopper becomes a customer with the first click on a link, or with the first order after one. */
    bindOn: z.enum(['click', 'order']).default('click'),
    /** So long nobody else can take the customer over. */
    protectionDays: z.int().min(0).max(3650).default(15),
    /** So long a customer stays one without another click; 0: for ever. */
    validDays: z.int().min(0).max(3650).default(0),
    /** A distributor earns on what they buy themselves. */
    selfPurchase: z.boolean().default(false),
    levels: z.union([z.literal(1), z.literal(2)]).default(2),
    level1Bps: Bps.default(1000),
    level2Bps: Bps.default(300),
    minWithdrawFen: z.int().min(1).max(1000_00).default(100),
    /** What distributors agree to, shown with the application. */
    terms: z.string().trim().max(2000).default(''),
  })
  .meta({ id: 'DistributionRule' })
export type DistributionRule = z.output<typeof DistributionRule>

const admin = { face: 'admin' } as const
const read = { ...admin, access: 'staff:promotion.read' } as const
const write = { ...admin, access: 'staff:promotion.write' } as const

export const getDistributionRule = operation({
  ...read,
  id: 'getDistributionRule',
  method: 'GET',
  path: '/distribution-rule',
  reply: DistributionRule,
})
export const updateDistributionRule = operation({
  ...write,
  id: 'updateDistributionRule',
  method: 'PUT',
  path: '/distribution-rule',
  summary: 'Holds for clicks and orders from now on; commission that was earned stays as it is',
  body: DistributionRule,
  reply: DistributionRule,
  errors: ['distribution_rule_wrong'],
})

export const RateKind = z.enum(['product', 'category'])
const RateInput = z.strictObject({ kind: RateKind, targetId: Id, level1Bps: Bps, level2Bps: Bps })
export type RateInput = z.output<typeof RateInput>
export const DistributionRate = RateInput.extend({ title: z.string(), updatedAt: Time }).meta({ id: 'DistributionRate' })
export const listDistributionRates = operation({
  ...read,
  id: 'listDistributionRates',
  method: 'GET',
  path: '/distribution-rates',
  query: PageQuery.extend({ kind: RateKind.optional() }),
  reply: pageOf(DistributionRate),
})
export const putDistributionRate = operation({
  ...write,
  id: 'putDistributionRate',
  method: 'PUT',
  path: '/distribution-rates',
  summary: 'Rates of one product or category; a product comes before its category, and that before the rule',
  body: RateInput,
  reply: DistributionRate,
  errors: ['distribution_rule_wrong', 'distribution_target_gone'],
})
export const removeDistributionRate = operation({
  ...write,
  id: 'removeDistributionRate',
  method: 'POST',
  path: '/distribution-rates/remove',
  body: z.strictObject({ kind: RateKind, targetId: Id }),
  reply: Done,
})

export const DistributorState = z.enum(['applied', 'approved', 'rejected', 'stopped'])
const Named = z.object({ id: Id, nickname: z.string() })
export const AdminDistributor = z
  .object({
    id: Id,
    shopperId: Id,
    nickname: z.string(),
    name: z.string(),
    phone: z.string(),
    note: z.string(),
    code: z.string(),
    state: DistributorState,
    reason: z.string(),
    reviewer: z.string(),
    parent: Named.nullable(),
    team: z.int(),
    customers: z.int(),
    orders: z.int(),
    /** Paid for goods and kept, of orders they brought themselves. */
    gmvFen: Fen,
    pendingFen: Fen,
    settledFen: Fen,
    debtFen: Fen,
    /** Earned in all, less what was taken back. */
    earnedFen: Fen,
    withdrawnFen: Fen,
    appliedAt: Time,
    decidedAt: Time.nullable(),
  })
  .meta({ id: 'AdminDistributor' })
export const listDistributors = operation({
  ...read,
  id: 'listDistributors',
  method: 'GET',
  path: '/distributors',
  query: PageQuery.extend({
    state: DistributorState.optional(),
    search: z.string().max(60).optional(),
    /** Only those whom this one brought. */
    parentId: Id.optional(),
  }),
  reply: pageOf(AdminDistributor),
})
const one = { params: IdParams, reply: AdminDistributor } as const
export const getDistributor = operation({
  ...read,
  ...one,
  id: 'getDistributor',
  method: 'GET',
  path: '/distributors/:id',
  errors: ['distributor_not_found'],
})
const moved = ['distributor_not_found', 'distributor_moved']
export const approveDistributor = operation({
  ...write,
  ...one,
  id: 'approveDistributor',
  method: 'POST',
  path: '/distributors/:id/approve',
  summary: 'Approves an application, or takes somebody back who was stopped',
  errors: moved,
})
const Reason = z.strictObject({ reason: z.string().trim().min(2).max(100) })
export const rejectDistributor = operation({
  ...write,
  ...one,
  id: 'rejectDistributor',
  method: 'POST',
  path: '/distributors/:id/reject',
  body: Reason,
  errors: moved,
})
export const stopDistributor = operation({
  ...write,
  ...one,
  id: 'stopDistributor',
  method: 'POST',
  path: '/distributors/:id/stop',
  summary: 'Earns no more from now on; what was earned is settled and can be withdrawn as before',
  body: Reason,
  errors: moved,
})
export const moveDistributor = operation({
  ...write,
  ...one,
  id: 'moveDistributor',
  method: 'POST',
  path: '/distributors/:id/parent',
  summary: 'Puts a distributor under another one, or under nobody; never under somebody of their own team',
  body: z.strictObject({ parentId: Id.nullable() }),
  errors: ['distributor_not_found', 'distribution_loop'],
})

export const CommissionState = z.enum(['pending', 'settled', 'void'])
const Commission = z.object({
  id: Id,
  orderId: Id,
  orderNumber: z.string(),
  title: z.string(),
  quantity: z.int(),
  level: z.int(),
  baseFen: Fen,
  rateBps: z.int(),
  amountFen: Fen,
  clawedFen: Fen,
  state: CommissionState,
  paidAt: Time,
  settledAt: Time.nullable(),
})
export const AdminCommission = Commission.extend({ distributor: Named, buyerName: z.string() }).meta({ id: 'AdminCommission' })
export const MyCommission = Commission.omit({ orderId: true, orderNumber: true })
  .extend({ /** So much of the number that it can be asked about. */ orderHint: z.string() })
  .meta({ id: 'MyCommission' })
export const listCommissions = operation({
  ...read,
  id: 'listCommissions',
  method: 'GET',
  path: '/distribution-commissions',
  query: PageQuery.extend({ state: CommissionState.optional(), search: z.string().max(60).optional(), distributorId: Id.optional() }),
  reply: pageOf(AdminCommission),
})
export const EntryKind = z.enum(['earn', 'settle', 'claw', 'withdraw', 'reward', 'merge'])
export const AdminDistributionEntry = z
  .object({
    id: z.string(),
    distributor: Named,
    account: z.enum(['pending', 'settled', 'debt']),
    kind: EntryKind,
    changeFen: z.int(),
    balanceAfterFen: Fen,
    reference: z.string(),
    note: z.string(),
    at: Time,
  })
  .meta({ id: 'AdminDistributionEntry' })
export const listDistributionLedger = operation({
  ...read,
  id: 'listDistributionLedger',
  method: 'GET',
  path: '/distribution-ledger',
  summary: 'Every movement of one distributor’s commission, newest first',
  query: PageQuery.extend({ distributorId: Id }),
  reply: pageOf(AdminDistributionEntry),
  errors: ['distributor_not_found'],
})
export const DistributionResults = z
  .object({
    distributors: z.int(),
    waiting: z.int(),
    customers: z.int(),
    orders: z.int(),
    buyers: z.int(),
    gmvFen: Fen,
    refundedFen: Fen,
    commissionFen: Fen,
    pendingFen: Fen,
    settledFen: Fen,
    clawedFen: Fen,
    rewardFen: Fen,
    withdrawnFen: Fen,
    debtFen: Fen,
    top: z.array(z.object({ distributor: Named, orders: z.int(), gmvFen: Fen, commissionFen: Fen })),
  })
  .meta({ id: 'DistributionResults' })
export const getDistributionResults = operation({
  ...read,
  id: 'getDistributionResults',
  method: 'GET',
  path: '/distribution-results',
  summary: 'What distribution brought in the past days, and what it cost',
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  reply: DistributionResults,
})
