import { randomUUID } from 'node:crypto'
import { type Action, attempt, keyed, nothing, orderAt, personOf, shopOf, type Stage, together } from '../play.ts'

const times = ({ dice }: Stage): number[] => Array.from({ length: dice.chance(0.2) ? 3 : 1 }, (_, n) => n)

/** The shopper promises to pay when it is brought. */
async function promise(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'placed')
  if (!order) return false
  const wish = { id: order.checkoutId, requestId: randomUUID() }
  await attempt(stage, 'promise to pay on delivery', async () => {
    await together(times(stage).map(() => personOf(stage, order.shopper).client.payOnDelivery(wish)))
    for (const one of stage.told.orders) if (one.checkoutId === order.checkoutId && one.guess === 'placed') one.guess = 'paid'
  })
  return true
}

/** At the door the money is taken, or the goods are refused; two clerks say so at once now and then. */
async function ring(stage: Stage): Promise<boolean> {
  const { dice, told } = stage
  const shop = dice.pick(stage.shops)
  let wish: { id: string; requestId: string; amountFen: number } | undefined
  const collect = async (): Promise<void> => {
    if (!wish) return
    const { id, amountFen } = wish
    await together(times(stage).map(() => shop.staff.collectOrder({ ...wish!, how: 'cash' })))
    told.byDoor.set(id, amountFen)
  }
  const how = await attempt(stage, 'find who pays at the door', async () => {
    const { items } = await shop.staff.listCollections({ tab: 'due', pageSize: 30 })
    const ready = items.filter(({ collectable }) => collectable)
    if (ready.length === 0) return nothing
    const { orderId, amountFen } = dice.pick(ready)
    wish = { id: orderId, requestId: randomUUID(), amountFen }
    return undefined
  })
  if (how === 'nothing' || !wish) return how !== 'nothing'
  const { id } = wish
  const refusal = { id, requestId: randomUUID(), reason: '不要了', restock: dice.chance(0.7) }
  const refuse = (): Promise<void> =>
    keyed(stage, 'refuse at the door', async () => {
      await together(times(stage).map(() => shop.staff.refuseOrder(refusal)))
      if (told.byDoor.has(id)) told.lies.push(`order ${id} was collected and refused`)
    })
  if (dice.chance(0.75)) await Promise.all([keyed(stage, 'collect at the door', collect), ...(dice.chance(0.15) ? [refuse()] : [])])
  else await refuse()
  return true
}

/** Asks for the invoice of an order that is paid; twice is once. */
async function askInvoice(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'paid', 'sent', 'received')
  if (!order) return false
  const { client, titleId } = personOf(stage, order.shopper)
  await attempt(stage, 'ask for an invoice', () =>
    together(times(stage).map(() => client.askInvoice({ id: order.id, requestId: randomUUID(), titleId, kind: 'general' }))),
  )
  return true
}

/** The provider writes what it was asked for, the red ones as well. */
async function writeInvoices(stage: Stage): Promise<boolean> {
  const { world } = stage
  if (!world.fapiao.papers().some(({ status }) => status === 'ACCEPTED')) return false
  await attempt(stage, 'write invoices', () => world.fapiao.settleAll())
  return true
}

async function reverseInvoice(stage: Stage): Promise<boolean> {
  const { staff } = shopOf(stage, stage.dice.below(stage.shops.length))
  const how = await attempt(stage, 'reverse an invoice', async () => {
    const { items } = await staff.listAdminInvoices({ tab: 'issued', pageSize: 10 })
    if (items.length === 0) return nothing
    return staff.reverseInvoice({ id: stage.dice.pick(items).id, reason: '抬头有误' })
  })
  return how !== 'nothing'
}

export const atTheDoor: readonly Action[] = [
  { name: 'promise to pay on delivery', weight: 3, run: promise },
  { name: 'collect at the door', weight: 2, run: ring },
  { name: 'ask for an invoice', weight: 1.5, run: askInvoice },
  { name: 'write invoices', weight: 0.7, run: writeInvoices },
  { name: 'reverse an invoice', weight: 0.3, run: reverseInvoice },
]
