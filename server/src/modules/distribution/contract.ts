import { z } from 'zod'
import { call, event } from '../../kernel/contract.ts'
import { Done, Fen, Id, Time } from '../../kernel/schema.ts'
import { playCalls } from '../order/contract.ts'
import { DistributionRule, RateKind } from './contract-admin.ts'

export * from './contract-admin.ts'
export * from './contract-samples.ts'
export * from './contract-shop.ts'

/** Settled commission has left the books here; the wallet is to get it. */
export const withdrawalAsked = event(
  'distribution.withdrawal_asked',
  z.object({ id: Id, shopperId: Id, amountFen: Fen, shopName: z.string() }),
  ({ id }) => id,
)

export const distributionCalls = {
  ...playCalls,
  /** A shop's rule and rates. For set-up. */
  putRule: call(
    z.object({
      shopId: Id,
      rule: DistributionRule,
      rates: z.array(z.object({ kind: RateKind, targetId: Id, level1Bps: z.int(), level2Bps: z.int() })).default([]),
    }),
    Done,
  ),
  /** Distributors, those who brought others first; the same again changes nothing. For set-up. */
  seedDistributors: call(
    z.object({
      shopId: Id,
      items: z.array(
        z.object({
          shopperId: Id,
          name: z.string(),
          phone: z.string(),
          note: z.string(),
          parentShopperId: Id.nullable(),
          state: z.enum(['applied', 'approved']),
          customers: z.array(Id),
          at: Time,
        }),
      ),
    }),
    Done,
  ),
  /** Commission for orders that were paid before, as if they were paid now. Those who have some already get no more. For set-up. */
  seedCommission: call(z.object({ orderIds: z.array(Id).max(1000) }), Done),
}
