import { z } from 'zod'
import { call, event } from '../../kernel/contract.ts'
import { Fen, Id, Time } from '../../kernel/schema.ts'
import { playCalls } from '../order/contract.ts'
import { NewPresale } from './contract-admin.ts'

export * from './contract-admin.ts'
export * from './contract-shop.ts'

/** The balance of a deposit can be paid (`open`), or soon no more (`last`). Told once each to whoever reaches shoppers. */
export const presaleBalanceDue = event(
  'presale.balance_due',
  z.object({
    depositId: Id,
    shopperId: Id,
    shopId: Id,
    campaignId: Id,
    title: z.string(),
    when: z.enum(['open', 'last']),
    balanceFen: Fen,
    balanceEndsAt: Time,
  }),
  ({ depositId }) => depositId,
)

export const presaleCalls = {
  ...playCalls,
  /** Creates a presale. For set-up. */
  putCampaign: call(NewPresale.extend({ shopId: Id }), z.object({ id: Id })),
}
