import { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import type { Shipping } from './context.ts'
import { DeliveryPoint, type shippingCalls } from './contract.ts'
import { told } from './delivery.ts'
import { checkPoint } from './delivery-choices.ts'
import { addStep } from './queries/courier.ts'
import { deliveryOf, moveDelivery } from './queries/delivery.ts'
import { putKeptPoint } from './queries/points.ts'

const done = { ok: true as const }
const Kept = DeliveryPoint.extend({ shopId: z.string(), keptFor: z.string() })

/** Throws `point_use_missing`, `point_times_wrong`. */
export async function keepPoint(shipping: Shipping, wish: z.input<typeof shippingCalls.keepPoint.input>): Promise<typeof done> {
  const { id, shopId, keptFor, ...input } = Kept.parse(wish)
  checkPoint(input)
  await putKeptPoint(shipping.db, { id, shopId, keptFor, input })
  return done
}

/** The play that keeps the point says that an order's goods are there. */
export async function readyAtPoint(shipping: Shipping, orderId: string, byName: string): Promise<typeof done> {
  const row = await deliveryOf(shipping.db, orderId)
  if (!row) return done
  await inTx(shipping.db, async (tx) => {
    if (!(await moveDelivery(tx, { orderId, from: ['kept'], to: 'ready' }))) return
    await addStep(tx, { id: shipping.newId(), orderId, what: 'ready', at: shipping.now(), byName, note: '' })
    await told(tx, row, 'ready')
  })
  return done
}
