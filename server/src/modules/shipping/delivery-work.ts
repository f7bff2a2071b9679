import { dayOf } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Shipping } from './context.ts'
import { pickupOverdue } from './contract.ts'
import type { ShippingDb } from './db.ts'
import { told } from './delivery.ts'
import { addStep, setOverdue, setReminded, toGiveUp, toRemind } from './queries/courier.ts'
import { deliveryOf, type DeliveryRow, moveDelivery } from './queries/delivery.ts'

interface Clerk {
  id: string
  name: string
  shopId: string
}
interface Wish {
  orderId: string
  what: 'ready' | 'take' | 'leave' | 'fail'
  note: string
}
const words = { ready: 'ready', take: 'taken', leave: 'left', fail: 'failed' } as const
const ends = { ready: 'ready', take: 'taken', leave: 'ready', fail: 'ready' } as const

export async function standing(shipping: Shipping, shopId: string, orderId: string): Promise<DeliveryRow> {
  const row = await deliveryOf(shipping.db, orderId)
  if (row?.shop_id !== shopId || row.state === 'held' || row.state === 'released') throw new AppError('not_found', 'delivery_not_found')
  return row
}

function moved(tx: Db<ShippingDb>, clerk: Clerk, { orderId, what }: Wish): Promise<boolean> {
  if (what === 'ready') return moveDelivery(tx, { orderId, from: ['kept'], to: 'ready' })
  if (what === 'take') return moveDelivery(tx, { orderId, from: ['kept', 'ready'], to: 'taken', courier: clerk })
  return moveDelivery(tx, {
    orderId,
    from: ['taken'],
    to: 'ready',
    heldBy: clerk.id,
    courier: null,
    ...(what === 'fail' ? { failed: true } : {}),
  })
}

/** Throws `delivery_not_found`, `delivery_state_wrong`. What the same person did before is done. */
export async function step(shipping: Shipping, clerk: Clerk, wish: Wish): Promise<{ ok: true }> {
  const { orderId, what, note } = wish
  const row = await standing(shipping, clerk.shopId, orderId)
  if (what === 'take' && row.kind !== 'local') throw new AppError('conflict', 'delivery_state_wrong', { state: row.state })
  const fresh = await inTx(shipping.db, async (tx) => {
    if (!(await moved(tx, clerk, wish))) return false
    await addStep(tx, { id: shipping.newId(), orderId, what: words[what], at: shipping.now(), byName: clerk.name, note })
    await told(tx, row, ends[what])
    return true
  })
  if (fresh) return { ok: true }
  const now = await standing(shipping, clerk.shopId, orderId)
  const again = what === 'take' ? now.state === 'taken' && now.courier_id === clerk.id : what === 'ready' && now.state === 'ready'
  if (!again) throw new AppError('conflict', 'delivery_state_wrong', { state: now.state })
  return { ok: true }
}

/** What was not fetched in its time is marked, once; what was not for as long as the shop keeps it is given up, once. */
export async function uncollected(shipping: Shipping): Promise<number> {
  const now = shipping.now()
  const late = await toRemind(shipping.db, now)
  for (const row of late) {
    await inTx(shipping.db, async (tx) => {
      if (!(await setReminded(tx, row.order_id, now))) return
      await addStep(tx, { id: shipping.newId(), orderId: row.order_id, what: 'reminded', at: now, byName: '', note: '' })
      await told(tx, row, row.state)
    })
  }
  const lost = await toGiveUp(shipping.db, dayOf(now))
  for (const row of lost) {
    const { order_id: orderId, shop_id: shopId } = row
    await inTx(shipping.db, async (tx) => {
      if (!(await setOverdue(tx, orderId, now))) return
      await addStep(tx, { id: shipping.newId(), orderId, what: 'overdue', at: now, byName: '', note: '' })
      await emit(tx, pickupOverdue, { orderId, shopId })
    })
  }
  return late.length + lost.length
}
