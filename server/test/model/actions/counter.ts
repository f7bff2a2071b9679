import { randomUUID } from 'node:crypto'
import { type Action, attempt, nothing, personOf, recent, shopOf, type Stage, together } from '../play.ts'
import { note } from './buy.ts'

const times = ({ dice }: Stage): number[] => Array.from({ length: dice.chance(0.25) ? 3 : 1 }, (_, n) => n)

/** Something to fetch at the counter, at a time of which there are few places; vouchers beside it now and then. */
async function placeToFetch(stage: Stage): Promise<void> {
  const { dice, told } = stage
  const who = dice.below(stage.people.length)
  const { client, addressId } = personOf(stage, who)
  const { shop, goods, pointId } = dice.pick(stage.shops)
  const skusOf = (...kinds: string[]): string[] => goods.filter(({ kind }) => kinds.includes(kind)).flatMap(({ skuIds }) => skuIds)
  const skuIds = [...dice.some(skusOf('plain', 'counted'), 2), ...(dice.chance(0.35) ? skusOf('vouchers') : [])]
  await attempt(stage, 'place to fetch', async () => {
    const { items } = await client.listDeliveryChoices({ id: shop.id })
    const slots = items.find(({ id }) => id === pointId)?.slots ?? []
    const free = slots.filter(({ left }) => left > 0)
    // Everybody wants the next ones.
    const { day, span } = dice.pick(free.length > 0 && dice.chance(0.9) ? free.slice(0, 3) : slots)
    const deliveries = [{ shopId: shop.id, kind: 'pickup' as const, pointId, day, span }]
    const lines = skuIds.map((skuId) => ({ skuId, quantity: 1 + dice.below(2) }))
    const wish = { lines, addressId, deliveries }
    const requestId = randomUUID()
    const { payableFen } = await client.quoteCheckout(wish)
    const send = () => client.placeOrder({ ...wish, requestId, payableFen, fromCart: false })
    for (const checkout of await together(times(stage).map(send))) {
      const isNew = !told.placed.has(requestId)
      note(stage, { who, requestId, checkout, isGift: false })
      if (isNew) told.toFetch.push(...told.orders.filter(({ checkoutId }) => checkoutId === checkout.id))
    }
  })
}

/** Somebody shows the code, at two tills at once now and then; what was handed out is noted. */
async function handOut(stage: Stage): Promise<boolean> {
  const order = recent(stage, stage.told.toFetch, 40)
  if (!order) return false
  const how = await attempt(stage, 'hand out', async () => {
    const { code } = await personOf(stage, order.shopper).client.getOrderDelivery({ id: order.id })
    if (code === null) return nothing
    await together(times(stage).map(() => shopOf(stage, order.shop).staff.pickUpOrder({ code })))
    stage.told.handedOut.add(order.id)
    order.guess = 'received'
    return undefined
  })
  return how !== 'nothing'
}

/** The service of a voucher is given; of several who say so at once, one is right. */
async function useVoucher(stage: Stage): Promise<boolean> {
  const { told, dice } = stage
  const { staff } = dice.pick(stage.shops)
  const how = await attempt(stage, 'use a voucher', async () => {
    const ids = (await staff.listSecrets({ kind: 'voucher', pageSize: 30 })).items.map(({ orderId }) => orderId)
    const orders = told.orders.filter(({ id }) => ids.includes(id))
    if (orders.length === 0) return nothing
    const order = dice.pick(orders)
    const { items } = await personOf(stage, order.shopper).client.listOrderSecrets({ id: order.id })
    const fitting = items.filter(({ kind, state }) => kind === 'voucher' && (state === 'delivered' || dice.chance(0.1)))
    if (fitting.length === 0) return nothing
    const { secret: code, id } = dice.pick(fitting)
    const used = await together(times(stage).map(() => staff.verifyVoucher({ code })))
    if (used.length > 1 || told.vouchersUsed.has(id)) told.lies.push(`voucher ${id} of order ${order.id} was used more than once`)
    told.vouchersUsed.set(id, order.id)
    return undefined
  })
  return how !== 'nothing'
}

export const atTheCounter: readonly Action[] = [
  { name: 'place to fetch', weight: 3, run: placeToFetch },
  { name: 'hand out', weight: 3, run: handOut },
  { name: 'use a voucher', weight: 2, run: useVoucher },
]
