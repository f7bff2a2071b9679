import { miniProgramCodes, whenFirstUsed } from '../../gateways/connections.ts'
import { on, when } from '../../kernel/events.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { afterSalesCalls } from '../after-sales/contract.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { orderAllowanceGiven, orderCalls, orderClosed, orderPaid, playSlot, orderReceived, orderUnitsRefunded } from '../order/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { walletCalls } from '../wallet/contract.ts'
import { checksOf } from './checks.ts'
import type { Distribution } from './context.ts'
import { distributionCalls, withdrawalAsked } from './contract.ts'
import { arrange, claw, earn } from './earn.ts'
import { hold, paidIfSample, release, returned, terms } from './play.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { adminRoutes, sampleRoutes, shopRoutes } from './routes.ts'
import { releaseHeld } from './queries/requests.ts'
import { endOverdue } from './samples.ts'
import { putRule, seedCommission, seedDistributors } from './seed.ts'
import { settleDue } from './settle.ts'
import { credit } from './withdraw.ts'

export const distribution = defineModule({
  name: 'distribution',
  calls: { ...distributionCalls, ...mergeSlot.calls },
  needs: {
    'after-sales': afterSalesCalls,
    catalog: catalogCalls,
    order: orderCalls,
    shop: shopCalls,
    shopper: shopperCalls,
    wallet: walletCalls,
  },
  plugsInto: [playSlot, mergeSlot],
  messages,
  create: ({ db, now, newId, config, files, needs: { 'after-sales': afterSales, ...needs } }) => {
    const codes = whenFirstUsed(() => miniProgramCodes({ config, now }))
    const kit: Distribution = { db, now, newId, publicUrl: config.publicUrl, files, codes, afterSales, ...needs }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        playTerms: (wish) => terms(kit, wish),
        playHold: (wish) => hold(kit, wish),
        playRelease: ({ key }) => release(kit, key),
        putRule: (input) => putRule(kit, input),
        seedDistributors: (input) => seedDistributors(kit, input),
        seedCommission: (input) => seedCommission(kit, input),
      },
      routes: [...shopRoutes(kit), ...adminRoutes(kit), ...sampleRoutes(kit)],
      handlers: [
        on(orderPaid, 'distribution.earn', ({ payload }) => earn(kit, payload)),
        on(orderReceived, 'distribution.arrange', ({ payload }) => arrange(kit, payload.orderId)),
        on(orderUnitsRefunded, 'distribution.claw', ({ payload }) => claw(kit, payload.orderId)),
        on(orderAllowanceGiven, 'distribution.claw-allowance', ({ payload }) => claw(kit, payload.orderId)),
        when(
          'distribution',
          on(orderPaid, 'distribution.keep-sample', ({ payload }) => paidIfSample(kit, payload)),
        ),
        when(
          'distribution',
          on(orderClosed, 'distribution.free-sample', async ({ payload }) => void (await release(kit, payload.orderId))),
        ),
        when(
          'distribution',
          on(orderUnitsRefunded, 'distribution.end-sample', ({ payload }) => returned(kit, payload.orderId)),
        ),
        on(withdrawalAsked, 'distribution.credit', ({ payload }) => credit(kit, payload)),
      ],
      jobs: [
        sweep({ name: 'distribution.settle', everyMs: 10_000, run: () => settleDue(kit) }),
        sweep({ name: 'distribution.free-samples', everyMs: 10_000, run: () => releaseHeld(db, now()) }),
        sweep({ name: 'distribution.end-samples', everyMs: 60_000, run: () => endOverdue(kit) }),
      ],
      checks: checksOf(kit),
    }
  },
})
