import { on } from '../../kernel/events.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { inventoryCalls } from '../inventory/contract.ts'
import { mediaCalls } from '../media/contract.ts'
import { orderCalls, orderPaid, orderRefundPaid, orderRefundRefused } from '../order/contract.ts'
import { shippingCalls, trackingChanged } from '../shipping/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { afterSalesChecks } from './checks.ts'
import { escalateOverdue, grantFrom, payCompensation } from './complaints.ts'
import type { AfterSalesKit } from './context.ts'
import { afterSalesCalls, compensationGranted, protectionClaimed, requestMoved } from './contract.ts'
import { signedAt, takeDueSteps } from './due.ts'
import { follow, onRefundPaid, onRefundRefused } from './follow.ts'
import { letStaleGo } from './keep-back.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { payProtection } from './price-protection.ts'
import { markSigned } from './queries/requests.ts'
import { adminRoutes } from './routes.admin.ts'
import { shopRoutes } from './routes.shop.ts'
import { windows } from './windows.ts'
import { seed } from './seed.ts'
import { seedRequests } from './seed-requests.ts'

export const afterSales = defineModule({
  name: 'after-sales',
  calls: { ...afterSalesCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: {
    catalog: catalogCalls,
    inventory: inventoryCalls,
    media: mediaCalls,
    order: orderCalls,
    shipping: shippingCalls,
    shopper: shopperCalls,
  },
  messages,
  create: ({ db, now, newId, needs }) => {
    const kit: AfterSalesKit = { db, now, newId, ...needs }
    return {
      calls: {
        windows: ({ orderIds }) => windows(kit, orderIds),
        ...mergeCalls(db, now, merging),
        seed: (input) => seed(kit, input),
        seedRequests: (input) => seedRequests(kit, input),
      },
      routes: [...shopRoutes(kit), ...adminRoutes(kit)],
      handlers: [
        on(requestMoved, 'after-sales.follow', ({ payload }) => follow(kit, payload)),
        on(orderRefundPaid, 'after-sales.finish', ({ payload }) => onRefundPaid(kit, payload.refundKey)),
        on(orderRefundRefused, 'after-sales.note-refusal', ({ payload }) => onRefundRefused(kit, payload.refundKey)),
        on(orderPaid, 'after-sales.grant-budget', ({ payload }) => grantFrom(kit, payload)),
        on(protectionClaimed, 'after-sales.pay-protection', ({ payload }) => payProtection(kit, payload)),
        on(compensationGranted, 'after-sales.pay-compensation', ({ payload }) => payCompensation(kit, payload)),
        on(trackingChanged, 'after-sales.note-return', async ({ payload }) => {
          const signed = payload.state === 'signed' ? await signedAt(kit, payload.orderId) : undefined
          if (signed) await markSigned(db, signed.request.id, now(), signed.dueAt)
        }),
      ],
      jobs: [
        sweep({ name: 'after-sales.take-due-steps', everyMs: 5_000, run: () => takeDueSteps(kit) }),
        sweep({ name: 'after-sales.let-stale-go', everyMs: 60_000, run: () => letStaleGo(kit) }),
        sweep({ name: 'after-sales.escalate-complaints', everyMs: 5_000, run: () => escalateOverdue(kit) }),
      ],
      checks: afterSalesChecks(kit),
    }
  },
})
