import { yuan } from '../../kernel/money.ts'
import type { Trigger } from '../../kernel/notify.ts'
import type { RefundableOrder } from '../order/contract.ts'
import type { Messaging } from './context.ts'
import { tell } from './tell.ts'
import type { Params } from './words.ts'

interface Happened {
  orderId: string
  /** What of the order it is, where that happens more than once. */
  key?: string
  more?: Params
}

/** Tells the shopper of an order what became of it. */
export async function tellOfOrder(messaging: Messaging, what: Trigger, { orderId, key, more = {} }: Happened): Promise<void> {
  const [order] = (await messaging.order.refundable({ orderIds: [orderId] })).items
  if (!order) return
  await tell(messaging, {
    key: `${what.name}:${orderId}${key ? `:${key}` : ''}`.slice(0, 200),
    trigger: what.name,
    shopId: order.shopId,
    shopperId: order.shopperId,
    params: { ...factsOf(order), ...more },
    link: `packages/trade/order/index?id=${orderId}`,
  })
}

const factsOf = ({ number, lines, payableFen, shopName }: RefundableOrder) => {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const title = lines[0]?.title ?? ''
  return { number, goods: pieces > 1 ? `${title} 等 ${pieces} 件` : title, amount: yuan(payableFen), shop: shopName }
}
