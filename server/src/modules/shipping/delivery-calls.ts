import type { Interface } from '../../kernel/contract.ts'
import type { Shipping } from './context.ts'
import { DeliveryChoice, type shippingCalls } from './contract.ts'
import {
  deliveries,
  delivery,
  deliveryOfCode,
  finishDelivery,
  holdDelivery,
  keepDelivery,
  prolongDelivery,
  releaseDelivery,
  releaseLapsedDelivery,
} from './delivery.ts'
import { keepPoint, readyAtPoint } from './kept-points.ts'
import { seedDeliveries } from './seed-deliveries.ts'
import { lapsed } from './queries/delivery.ts'

type Calls = Pick<
  Interface<typeof shippingCalls>,
  | 'holdDelivery'
  | 'keepPoint'
  | 'readyAtPoint'
  | 'prolongDelivery'
  | 'keepDelivery'
  | 'releaseDelivery'
  | 'delivery'
  | 'deliveryOfCode'
  | 'finishDelivery'
  | 'deliveries'
  | 'seedDeliveries'
>

export function deliveryCalls(shipping: Shipping): Calls {
  return {
    holdDelivery: ({ choice, play = null, ...input }) => holdDelivery(shipping, { ...input, play, choice: DeliveryChoice.parse(choice) }),
    keepPoint: (input) => keepPoint(shipping, input),
    readyAtPoint: ({ orderId, byName }) => readyAtPoint(shipping, orderId, byName),
    prolongDelivery: (input) => prolongDelivery(shipping, input),
    keepDelivery: ({ orderId }) => keepDelivery(shipping, orderId),
    releaseDelivery: ({ orderId }) => releaseDelivery(shipping, orderId),
    delivery: ({ orderId }) => delivery(shipping, orderId),
    deliveryOfCode: (input) => deliveryOfCode(shipping, input),
    finishDelivery: ({ orderId, byName = '', photo = null }) => finishDelivery(shipping, { orderId, byName, photo }),
    seedDeliveries: (input) => seedDeliveries(shipping, input),
    deliveries: ({ orderIds }) => deliveries(shipping, orderIds),
  }
}

/** Places whose order was never placed, or paid in time, are free again. */
export async function releaseLapsed(shipping: Shipping): Promise<number> {
  const ids = await lapsed(shipping.db, shipping.now())
  await Promise.all(ids.map((id) => releaseLapsedDelivery(shipping, id)))
  return ids.length
}
