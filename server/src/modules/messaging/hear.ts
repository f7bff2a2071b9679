import { later } from '../../kernel/clock.ts'
import { type Handler, on } from '../../kernel/events.ts'
import { yuan } from '../../kernel/money.ts'
import { noticeDue } from '../../kernel/notify.ts'
import { requestMoved } from '../after-sales/contract.ts'
import { backInStock } from '../inventory/contract.ts'
import { orderClosed, orderPaid, orderPlaced, orderReceived, orderRefundPaid, orderShipped, orderWaiting } from '../order/contract.ts'
import { couponExpiring } from '../promotion/contract.ts'
import { productChanged } from '../catalog/contract.ts'
import { deliveryMoved, trackingChanged } from '../shipping/contract.ts'
import { shopperTierChanged } from '../shopper/contract.ts'
import type { Messaging } from './context.ts'
import { tellOfOrder } from './of-order.ts'
import { insertPlan } from './queries/settings.ts'
import { tell } from './tell.ts'
import { lookAtPrices } from './watch.ts'
import * as of from './triggers.ts'

/** Minutes before an order closes when who has not paid is reminded. */
const remindBefore = 10

export const handlersOf = (messaging: Messaging): Handler[] => [
  on(noticeDue, 'messaging.tell', ({ payload }) => tell(messaging, payload)),
  ...orderHandlers(messaging),
  ...parcelHandlers(messaging),
  ...otherHandlers(messaging),
]

const orderHandlers = (messaging: Messaging): Handler[] => [
  on(orderPlaced, 'messaging.plan-reminder', async ({ payload: { orderId, shopId } }) => {
    const { unpaidMinutes } = await messaging.settings.ofShop({ shopId })
    const minutes = Math.max(unpaidMinutes - remindBefore, unpaidMinutes / 2)
    await insertPlan(messaging.db, {
      key: `order.unpaid:${orderId}`,
      what: 'unpaid',
      subject: { orderId },
      dueAt: later(messaging.now(), { minutes }),
    })
  }),
  on(orderPaid, 'messaging.tell-paid', ({ payload }) => tellOfOrder(messaging, of.orderPaidNotice, { orderId: payload.orderId })),
  on(orderWaiting, 'messaging.tell-paid-waiting', ({ payload }) =>
    tellOfOrder(messaging, of.orderPaidNotice, { orderId: payload.orderId }),
  ),
  on(orderClosed, 'messaging.tell-closed', ({ payload: { orderId, reason } }) =>
    tellOfOrder(messaging, of.orderClosedNotice, { orderId, more: { reason: reason || '未支付' } }),
  ),
  on(orderShipped, 'messaging.tell-shipped', async ({ payload: { orderId, shopId, key, carrierCode, number } }) => {
    const { items } = await messaging.shipping.carriers({ shopId })
    const carrier = items.find(({ code }) => code === carrierCode)?.name ?? '快递'
    await tellOfOrder(messaging, of.orderShippedNotice, { orderId, key, more: { carrier, tracking: number } })
  }),
  on(orderReceived, 'messaging.tell-received', async ({ payload: { orderId, by } }) => {
    // Who has said it themselves need not be told.
    if (by !== 'shopper') await tellOfOrder(messaging, of.orderCollectedNotice, { orderId })
  }),
  on(orderRefundPaid, 'messaging.tell-refunded', ({ payload: { orderId, refundKey, amountFen } }) =>
    tellOfOrder(messaging, of.orderRefundedNotice, { orderId, key: refundKey, more: { amount: yuan(amountFen) } }),
  ),
]

const whereabouts: Partial<Record<string, string>> = { out_for_delivery: '正在派送', at_pickup_point: '已到驿站' }

const parcelHandlers = (messaging: Messaging): Handler[] => [
  on(trackingChanged, 'messaging.tell-arriving', async ({ payload: { orderId, parcelId, state } }) => {
    const where = whereabouts[state]
    if (where) await tellOfOrder(messaging, of.orderArrivedNotice, { orderId, key: `${parcelId}:${state}`, more: { where } })
  }),
  on(deliveryMoved, 'messaging.tell-delivery', async ({ payload: { orderId, shopId, state } }) => {
    if (state !== 'ready' && state !== 'taken') return
    const { order } = await messaging.order.printable({ shopId, orderId })
    if (order?.handover === 'pickup' && state === 'ready') await tellOfOrder(messaging, of.orderReadyNotice, { orderId })
    if (order?.handover === 'local' && state === 'taken')
      await tellOfOrder(messaging, of.orderArrivedNotice, { orderId, key: state, more: { where: '正在配送' } })
  }),
]

const afterSalesWords: Partial<Record<string, { state: string; hint: string }>> = {
  approved: { state: '已同意', hint: '' },
  rejected: { state: '未通过', hint: '可以在售后详情查看原因，或申请平台介入。' },
  received: { state: '已收到退货', hint: '商家正在验收。' },
  resent: { state: '换货已寄出', hint: '请留意查收。' },
  refunding: { state: '退款处理中', hint: '' },
  done: { state: '已完成', hint: '' },
  closed: { state: '已关闭', hint: '' },
}

const otherHandlers = (messaging: Messaging): Handler[] => [
  on(requestMoved, 'messaging.tell-after-sales', async ({ payload: { requestId, number, shopId, shopperId, kind, to, amountFen } }) => {
    const words = afterSalesWords[to]
    if (!words) return
    const hint = to === 'approved' && kind !== 'refund' ? '请按提示寄回商品，并填写运单号。' : words.hint
    const params = { number, state: words.state, hint, amount: yuan(amountFen) }
    const link = `packages/trade/after-sales/index?id=${requestId}`
    await tell(messaging, { key: `after-sales:${requestId}:${to}`, trigger: of.afterSalesNotice.name, shopId, shopperId, params, link })
  }),
  on(backInStock, 'messaging.tell-back-in-stock', async ({ payload: { subscriptionId, shopId, shopperId, skuId, productId } }) => {
    const { items } = await messaging.catalog.skusForSale({ skuIds: [skuId] })
    const [sku] = items
    if (!sku?.onSale) return
    const params = { goods: [sku.title, ...sku.options].join(' '), price: yuan(sku.priceFen) }
    const link = `pages/product/index?id=${productId}`
    await tell(messaging, { key: `stock.back:${subscriptionId}`, trigger: of.stockBackNotice.name, shopId, shopperId, params, link })
  }),
  on(couponExpiring, 'messaging.tell-coupon', ({ payload: { couponId, shopId, shopperId, title, expiresAt } }) =>
    tell(messaging, {
      key: `coupon.expiring:${couponId}`,
      trigger: of.couponExpiringNotice.name,
      shopId,
      shopperId,
      params: { coupon: title, until: momentOf(new Date(expiresAt)) },
      link: 'packages/me/coupons/index',
    }),
  ),
  on(shopperTierChanged, 'messaging.tell-tier', async ({ id, payload: { shopId, shopperId, before, tier } }) => {
    const [shop] = (await messaging.shop.find({ ids: [shopId] })).items
    const params = { shop: shop?.name ?? '', tier: `V${tier}`, change: tier > before ? '升级' : '调整' }
    await tell(messaging, {
      key: `member.tier:${id}`,
      trigger: of.tierNotice.name,
      shopId,
      shopperId,
      params,
      link: 'packages/me/member/index',
    })
  }),
  on(productChanged, 'messaging.look-at-prices', ({ payload: { productId } }) => lookAtPrices(messaging, productId)),
]

/** As clocks in China show it: `2026-11-28 20:00`. */
const momentOf = (at: Date): string => later(at, { hours: 8 }).toISOString().slice(0, 16).replace('T', ' ')
