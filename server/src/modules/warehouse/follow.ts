import { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import type { RefundableOrder } from '../order/contract.ts'
import type { Warehouse } from './context.ts'
import type { WarehouseDb } from './db.ts'
import { move } from './move.ts'
import { emptyShelf, insertTask, linesOf, lockOrder, type NewTask, setQuantity, type TaskRow, tasksOfOrder } from './queries/tasks.ts'

/** Where the stock of a shop lies that has but one place. */
export const ONE_PLACE = '00000000-0000-0000-0000-000000000000'
/** Holds of a shop with several locations say where each piece lies. */
const Place = z.object({ skuId: z.string(), quantity: z.number(), locationId: z.string().default(ONE_PLACE) })
const working = new Set(['accepted', 'paid', 'preparing', 'partly_shipped'])
const over = new Set(['cancelled', 'closed', 'refunding', 'refunded'])
const atMost = 5

/**
 * Brings the pick tasks of an order in line with the order: made when it is paid, fewer pieces when units are refunded, shipped when all
 * of a task has left, open again when a parcel is voided, cancelled with the order. It looks at how things are and not at what was told,
 * so it may run twice, late and in any order; it looks again until nothing has changed meanwhile.
 */
export async function follow(warehouse: Warehouse, orderId: string): Promise<void> {
  let facts = await factsOf(warehouse, orderId)
  for (let tries = 0; facts && tries < atMost; tries += 1) {
    const seen = facts
    const drafts = working.has(seen.state) ? await draftsOf(warehouse, seen) : []
    await inTx(warehouse.db, async (tx) => {
      await lockOrder(tx, orderId)
      const there = await tasksOfOrder(tx, orderId)
      if (there.length === 0) for (const draft of drafts) await insertTask(tx, draft)
      else await alter(warehouse, tx, { order: seen, tasks: there })
    })
    facts = await factsOf(warehouse, orderId)
    if (JSON.stringify(facts) === JSON.stringify(seen)) return
  }
}

/** The same for orders that were paid in the past; their tasks wait since then. */
export async function followPast(warehouse: Warehouse, orders: readonly { orderId: string; paidAt: string }[]): Promise<void> {
  for (const { orderId, paidAt } of orders) await follow({ ...warehouse, now: () => new Date(paidAt) }, orderId)
}

async function factsOf(warehouse: Warehouse, orderId: string): Promise<RefundableOrder | undefined> {
  return (await warehouse.order.refundable({ orderIds: [orderId] })).items[0]
}

/** A task for each location that holds something of the order. Card keys and vouchers are not picked. */
async function draftsOf(warehouse: Warehouse, order: RefundableOrder): Promise<NewTask[]> {
  const skuIds = order.lines.map((line) => line.skuId)
  const [{ items: holds }, { items: codes }] = await Promise.all([
    warehouse.inventory.holds({ keys: [order.id] }),
    warehouse.catalog.skuCodes({ skuIds }),
  ])
  const places = (holds[0]?.lines ?? []).map((line) => Place.parse(line))
  const byPlace = new Map<string, NewTask['lines'][number][]>()
  for (const line of order.lines.filter((one) => one.delivery === 'parcel')) {
    let left = line.quantity - line.cancelled
    const code = codes.find((one) => one.skuId === line.skuId)
    const put = (locationId: string, quantity: number) => {
      left -= quantity
      const { skuId, title, options, picture } = line
      const piece = { orderLineId: line.id, skuId, title, options, picture, code: code?.code ?? '', barcode: code?.barcode ?? '', quantity }
      byPlace.set(locationId, [...(byPlace.get(locationId) ?? []), piece])
    }
    for (const place of places) {
      const quantity = place.skuId === line.skuId ? Math.min(left, place.quantity) : 0
      place.quantity -= quantity
      if (quantity > 0) put(place.locationId, quantity)
    }
    if (left > 0) put(places[0]?.locationId ?? ONE_PLACE, left)
  }
  return [...byPlace].map(([locationId, lines]) => ({
    id: warehouse.newId(),
    orderId: order.id,
    orderNumber: order.number,
    shopId: order.shopId,
    locationId,
    now: warehouse.now(),
    lines: merged(lines),
  }))
}

/** A line that lies at one place in two heaps is one line. */
function merged(lines: readonly NewTask['lines'][number][]): NewTask['lines'][number][] {
  return [...Map.groupBy(lines, (line) => line.orderLineId).values()].flatMap(([first, ...rest]) =>
    first ? [{ ...first, quantity: rest.reduce((sum, line) => sum + line.quantity, first.quantity) }] : [],
  )
}

async function alter(
  warehouse: Warehouse,
  tx: Db<WarehouseDb>,
  { order, tasks }: { order: RefundableOrder; tasks: readonly TaskRow[] },
): Promise<void> {
  const go = (task: TaskRow, to: TaskRow['state']) =>
    move(warehouse, tx, { task, to, name: '', ...(to === 'open' ? { picker: null } : {}) })
  const lines = await linesOf(
    tx,
    tasks.map((task) => task.id),
  )
  // What was sent and what is no longer wanted of each line, still to be shared out among its tasks.
  const shipped = new Map(order.lines.map((line) => [line.id, line.shipped]))
  const wanted = new Map(order.lines.map((line) => [line.id, line.quantity - line.cancelled]))
  for (const task of tasks) {
    const own = lines.filter((line) => line.task_id === task.id)
    let total = 0
    let complete = true
    for (const line of own) {
      const quantity = Math.min(line.quantity, wanted.get(line.order_line_id) ?? 0)
      wanted.set(line.order_line_id, (wanted.get(line.order_line_id) ?? 0) - quantity)
      if (quantity !== line.quantity) await setQuantity(tx, task.id, { orderLineId: line.order_line_id, quantity })
      const sent = Math.min(quantity, shipped.get(line.order_line_id) ?? 0)
      shipped.set(line.order_line_id, (shipped.get(line.order_line_id) ?? 0) - sent)
      complete &&= sent === quantity
      total += quantity
    }
    if (over.has(order.state) || total === 0) {
      if (task.state !== 'cancelled') await go(task, 'cancelled')
    } else if (complete) {
      if (task.state !== 'shipped' && task.state !== 'cancelled') await go(task, 'shipped')
    } else if (task.state === 'shipped' && working.has(order.state)) {
      await go(task, 'open')
      await emptyShelf(tx, task.id)
    }
  }
}
