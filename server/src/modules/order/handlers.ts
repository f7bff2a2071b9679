import { type Handler, on, when } from '../../kernel/events.ts'
import { paymentPaid, paymentRefunded } from '../payment/contract.ts'
import { parcelVoided, trackingChanged } from '../shipping/contract.ts'
import { earnPoints, giveAssetsBack, spendAssets, unearn } from './assets.ts'
import { keepForFinance, settleTransfer } from './bank/transfer.ts'
import type { Orders } from './context.ts'
import { bringCoupons } from './bring-coupons.ts'
import {
  bankProofShown,
  bankTransferApproved,
  orderAllowanceGiven,
  orderClosed,
  orderCompleted,
  orderPaid,
  orderPlaced,
  orderRefunded,
  orderRefundStarted,
  orderShipped,
  orderUnitsRefunded,
  orderVirtualDue,
} from './contract.ts'
import { giveLimitsBack, keepLimits } from './limits.ts'
import { bumpRevision } from './queries/move.ts'
import { askForMoney, onRefunded } from './refund-money.ts'
import { giveStockBack, sellStock, useCoupons } from './refund-stock.ts'
import { onDeliveryHandlers } from './on-delivery/handlers.ts'
import { playHandlers } from './play/handlers.ts'
import { settlePaid } from './settle.ts'
import { makeParcel } from './ship.ts'
import { deliveryHandlers } from './handlers-delivery.ts'
import { unship } from './unship.ts'
import { openPaidGift } from './ways/gift.ts'
import { sendVirtual } from './send-virtual.ts'
import { deliverSecrets, takeSecretsBack } from './virtual.ts'

/** What follows from a fact. Each may run twice: what it calls is keyed by the order. */
export function orderHandlers(orders: Orders): Handler[] {
  return [
    on(paymentPaid, 'order.settle-paid', ({ payload }) => settlePaid(orders, payload)),
    on(paymentRefunded, 'order.finish-refund', ({ payload }) => onRefunded(orders, payload)),
    on(
      orderPlaced,
      'order.meet-shopper',
      async ({ payload: { shopId, shopperId } }) => void (await orders.shopper.meet({ shopId, shopperId })),
    ),
    ...whenPaid(orders),
    on(orderVirtualDue, 'order.deliver-secrets', ({ payload }) => deliverSecrets(orders, payload.orderId)),
    on(orderUnitsRefunded, 'order.take-secrets-back', ({ payload }) => takeSecretsBack(orders, payload)),
    on(orderClosed, 'order.release-coupons', async ({ payload }) => void (await orders.promotion.release({ key: payload.orderId }))),
    on(orderClosed, 'order.end-limits', async ({ payload }) => void (await orders.purchaseLimit.end({ key: payload.orderId }))),
    on(orderUnitsRefunded, 'order.give-assets-back', ({ payload }) => giveAssetsBack(orders, payload)),
    on(orderAllowanceGiven, 'order.unearn-allowance', ({ payload }) => unearn(orders, payload)),
    on(orderCompleted, 'order.earn-points', ({ payload }) => earnPoints(orders, payload)),
    on(orderShipped, 'order.make-parcel', ({ payload }) => makeParcel(orders, payload)),
    on(orderRefundStarted, 'order.ask-for-money', ({ payload }) => askForMoney(orders, payload)),
    on(orderUnitsRefunded, 'order.return-limits', ({ payload }) => giveLimitsBack(orders, payload)),
    on(orderUnitsRefunded, 'order.restock-units', ({ payload }) => giveStockBack(orders, payload)),
    on(orderRefunded, 'order.give-coupons-back', async ({ payload }) => void (await orders.promotion.release({ key: payload.orderId }))),
    on(orderRefunded, 'order.give-limits-back', async ({ payload }) => void (await orders.purchaseLimit.end({ key: payload.orderId }))),
    ...onDeliveryHandlers(orders),
    ...playHandlers(orders),
    on(parcelVoided, 'order.take-shipment-back', ({ payload }) => unship(orders, payload)),
    on(bankProofShown, 'order.keep-for-finance', ({ payload }) => keepForFinance(orders, payload)),
    on(bankTransferApproved, 'order.settle-bank-transfer', ({ payload }) => settleTransfer(orders, payload.id)),
    ...deliveryHandlers(orders),
    on(trackingChanged, 'order.note-tracking', ({ payload }) => bumpRevision(orders.db, payload.orderId)),
  ]
}

/** What an order that has been paid needs; some of it only when the order has such a thing. */
function whenPaid(orders: Orders): Handler[] {
  return [
    when(
      'gift',
      on(orderPaid, 'order.open-gift', ({ payload }) => openPaidGift(orders, payload)),
    ),
    on(orderPaid, 'order.sell-stock', ({ payload }) => sellStock(orders, payload.orderId)),
    when(
      'limits',
      on(orderPaid, 'order.keep-limits', ({ payload }) => keepLimits(orders, payload.orderId)),
    ),
    when(
      'offers',
      on(orderPaid, 'order.redeem-coupons', ({ payload }) => useCoupons(orders, payload.orderId)),
    ),
    when(
      'assets',
      on(orderPaid, 'order.spend-assets', ({ payload }) => spendAssets(orders, payload.orderId)),
    ),
    on(orderPaid, 'order.count-sales', async ({ payload: { orderId, lines } }) => {
      await orders.catalog.addSales({ key: orderId, lines: lines.map(({ productId, quantity }) => ({ productId, quantity })) })
    }),
    on(orderPaid, 'order.bring-coupons', ({ payload }) => bringCoupons(orders, payload)),
    when(
      'virtual',
      on(orderPaid, 'order.send-virtual', ({ payload }) => sendVirtual(orders, payload.orderId)),
    ),
  ]
}
