import { later } from '../../kernel/clock.ts'
import { cron, sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { cardKeyCalls } from '../card-key/contract.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { fundsCalls } from '../funds/contract.ts'
import { inventoryCalls } from '../inventory/contract.ts'
import { mediaCalls } from '../media/contract.ts'
import { paymentCalls } from '../payment/contract.ts'
import { pointsCalls } from '../points/contract.ts'
import { pricingCalls } from '../pricing/contract.ts'
import { promotionCalls } from '../promotion/contract.ts'
import { purchaseLimitCalls } from '../purchase-limit/contract.ts'
import { redpacketCalls } from '../redpacket/contract.ts'
import { settingsCalls } from '../settings/contract.ts'
import { shippingCalls } from '../shipping/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { walletCalls } from '../wallet/contract.ts'
import { bankRoutes } from './bank/routes.ts'
import { orderChecks } from './checks.ts'
import type { Orders } from './context.ts'
import { orderCalls, playSlot } from './contract.ts'
import { merging } from './merge.ts'
import { onDeliveryRoutes } from './on-delivery/routes.ts'
import { orderHandlers } from './handlers.ts'
import { finishChanges } from './handling/change.ts'
import { messages } from './messages.ts'
import { forgetPlacements } from './queries/place.ts'
import { completeReviewed, markReviewedLine, receiveOverdue } from './receive.ts'
import { printable } from './paper/printable.ts'
import { playOrderCallsOf } from './play/go-on.ts'
import { refundCallsOf } from './refund-calls.ts'
import { boughtLines, reviewableLine } from './reviewable.ts'
import { adminRoutes } from './routes.admin.ts'
import { handlingRoutes } from './routes.handling.ts'
import { shipFor } from './ship.ts'
import { paperRoutes } from './routes.paper.ts'
import { shopRoutes } from './routes.shop.ts'
import { wayRoutes } from './routes.ways.ts'
import { seed } from './seed.ts'
import { closeOverdue } from './settle.ts'
import { createWatch } from './watch.ts'
import { returnGifts } from './ways/gift.ts'

export const order = defineModule({
  name: 'order',
  calls: { ...orderCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: {
    'card-key': cardKeyCalls,
    catalog: catalogCalls,
    funds: fundsCalls,
    inventory: inventoryCalls,
    media: mediaCalls,
    payment: paymentCalls,
    points: pointsCalls,
    pricing: pricingCalls,
    promotion: promotionCalls,
    'purchase-limit': purchaseLimitCalls,
    redpacket: redpacketCalls,
    settings: settingsCalls,
    shipping: shippingCalls,
    shopper: shopperCalls,
    wallet: walletCalls,
  },
  messages,
  create: (kit) => {
    const { 'card-key': cardKey, 'purchase-limit': purchaseLimit, ...needs } = kit.needs
    const orders: Orders = {
      db: kit.db,
      now: kit.now,
      newId: kit.newId,
      publicUrl: kit.config.publicUrl,
      plays: () => kit.plugged(playSlot),
      cardKey,
      purchaseLimit,
      ...needs,
    }
    const watch = createWatch(orders)
    return {
      calls: {
        ship: (input) => shipFor(orders, input),
        reviewableLine: (input) => reviewableLine(orders, input.orderLineId),
        boughtLines: (input) => boughtLines(orders, input),
        markReviewed: (input) => markReviewedLine(orders, input.orderLineId),
        seed: (input) => seed(orders, input),
        printable: (input) => printable(orders, input),
        ...playOrderCallsOf(orders),
        ...callsBeside(orders),
      },
      routes: [
        ...shopRoutes(orders, watch),
        ...adminRoutes(orders),
        ...bankRoutes(orders),
        ...onDeliveryRoutes(orders),
        ...handlingRoutes(orders),
        ...wayRoutes(orders),
        ...paperRoutes(orders),
      ],
      handlers: orderHandlers(orders),
      jobs: [
        sweep({ name: 'order.close-overdue', everyMs: 1_000, run: () => closeOverdue(orders) }),
        sweep({ name: 'order.finish-changes', everyMs: 2_000, run: () => finishChanges(orders) }),
        sweep({ name: 'order.return-gifts', everyMs: 5_000, run: () => returnGifts(orders) }),
        sweep({ name: 'order.receive-overdue', everyMs: 5_000, run: () => receiveOverdue(orders) }),
        sweep({ name: 'order.complete-reviewed', everyMs: 5_000, run: () => completeReviewed(orders) }),
        // A client's key is kept for a day.
        cron({
          name: 'order.forget-placements',
          cron: '17 4 * * *',
          run: () => forgetPlacements(orders.db, later(orders.now(), { days: -1 })),
        }),
      ],
      checks: orderChecks(orders),
      stop: async () => watch.stop(),
    }
  },
})

const callsBeside = (orders: Orders) => ({ ...refundCallsOf(orders), ...mergeCalls(orders.db, orders.now, merging) })
