import { randomUUID } from 'node:crypto'
import { type Action, attempt, nothing, orderAt, shopOf, type Stage, together } from '../play.ts'

const carriers = ['SF', 'YTO', 'ZTO'] as const
export const parcel = ({ dice }: Stage): { carrierCode: string; trackingNumber: string } => ({
  carrierCode: dice.pick(carriers),
  trackingNumber: `SF${String(dice.below(1e9)).padStart(12, '0')}`,
})

/** Ships all that is left, or a piece or two of it; twice is once. */
async function ship(stage: Stage): Promise<boolean> {
  const { dice } = stage
  const order = orderAt(stage, 'paid')
  if (!order) return false
  const { staff } = shopOf(stage, order.shop)
  await attempt(stage, 'ship', async () => {
    const { lines } = await staff.getAdminOrder({ id: order.id })
    const some = dice.chance(0.4) ? { lines: [{ orderLineId: dice.pick(lines).id, quantity: 1 }] } : {}
    const wish = { id: order.id, requestId: randomUUID(), ...parcel(stage), ...some }
    const answers = await together(Array.from({ length: dice.chance(0.15) ? 3 : 1 }, () => staff.shipOrder(wish)))
    if (answers.some(({ state }) => state === 'shipped')) order.guess = 'sent'
  })
  return true
}

/** Takes the last shipment back. */
async function takeBack(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'sent')
  if (!order) return false
  const { staff } = shopOf(stage, order.shop)
  const how = await attempt(stage, 'take a parcel back', async () => {
    const [last] = (await staff.getAdminOrder({ id: order.id })).parcels
    if (!last) return nothing
    await together([1, 2].map(() => staff.voidParcel({ id: last.id, reason: '贴错单' })))
    order.guess = 'paid'
    return undefined
  })
  return how !== 'nothing'
}

async function prepare(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'paid')
  if (!order) return false
  const { staff } = shopOf(stage, order.shop)
  await attempt(stage, 'prepare', () => staff.prepareOrder({ id: order.id }))
  return true
}

/** Gives back all the money of an order that is not sent. */
async function refund(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'paid')
  if (!order) return false
  const { staff } = shopOf(stage, order.shop)
  await attempt(stage, 'refund', async () => {
    await together(Array.from({ length: stage.dice.chance(0.2) ? 3 : 1 }, () => staff.refundOrder({ id: order.id, reason: '缺货退款' })))
    order.guess = 'over'
  })
  return true
}

async function close(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'placed')
  if (!order) return false
  const { staff } = shopOf(stage, order.shop)
  await attempt(stage, 'close', async () => {
    await staff.closeOrder({ id: order.id, reason: '联系不上' })
    order.guess = 'over'
  })
  return true
}

export const sending: readonly Action[] = [
  { name: 'ship', weight: 13, run: ship },
  { name: 'take a parcel back', weight: 1, run: takeBack },
  { name: 'prepare', weight: 1.5, run: prepare },
  { name: 'refund', weight: 2.5, run: refund },
  { name: 'close', weight: 1, run: close },
]
