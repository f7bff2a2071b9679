import { randomUUID } from 'node:crypto'
import { attempt, type Stage } from './play.ts'

/** Asks for the money of a piece or two: of an order that waits, or because of a fault of what has come. */
export async function applyForRefund(stage: Stage): Promise<void> {
  const { dice, told } = stage
  if (told.orders.length === 0) return
  const order = dice.pick(told.orders.slice(-80))
  const client = stage.shoppers[order.shopper]?.client
  if (!client) return
  await attempt(stage, 'apply for a refund', async () => {
    const { lines } = await client.getAfterSalesOptions({ id: order.id })
    const line = dice.pick(lines)
    const reason = dice.pick(['not_wanted', 'agreed', 'quality', 'damaged'] as const)
    const wish = { kind: 'refund', reason, lines: [{ lineId: line.lineId, quantity: 1 + dice.below(2) }] } as const
    const body = { ...wish, lines: [...wish.lines], id: order.id, requestId: randomUUID() }
    // Twice is once.
    const answers = await Promise.allSettled([client.applyAfterSales(body), ...(dice.chance(0.2) ? [client.applyAfterSales(body)] : [])])
    const ids = new Set(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.id] : [])))
    if (ids.size > 1) told.lies.push(`key ${body.requestId} made the requests ${[...ids].join(' and ')}`)
    const failed = answers.find((answer) => answer.status === 'rejected')
    if (failed) throw failed.reason
  })
}

/** Staff decide on what waits, two of them at the same moment now and then. */
export async function decideRefund(stage: Stage): Promise<void> {
  const { dice } = stage
  const { staff } = dice.pick(stage.shops)
  await attempt(stage, 'decide on a refund', async () => {
    const { items } = await staff.listAdminAfterSales({ tab: 'to_decide', pageSize: 20 })
    if (items.length === 0) return
    const { id } = dice.pick(items)
    const approve = (): Promise<unknown> => staff.approveAfterSales({ id, note: '' })
    const reject = (): Promise<unknown> => staff.rejectAfterSales({ id, note: '不符合条件' })
    const answers = await Promise.allSettled(dice.chance(0.2) ? [approve(), reject()] : [dice.chance(0.8) ? approve() : reject()])
    const failed = answers.find((answer) => answer.status === 'rejected')
    if (failed) throw failed.reason
  })
}
