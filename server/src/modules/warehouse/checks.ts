import type { Check, Violation } from '../../kernel/doctor.ts'
import type { Warehouse } from './context.ts'
import { logsOff, openTasks, packedShort } from './queries/checks.ts'

const START = '00000000-0000-0000-0000-000000000000'
const ended = new Set(['cancelled', 'closed', 'refunded', 'received', 'completed'])

/** Tasks on which somebody could work although their order is over. */
async function idle(warehouse: Warehouse): Promise<Violation[]> {
  const found: Violation[] = []
  for (let after = START; ;) {
    const tasks = await openTasks(warehouse.db, after, 200)
    const last = tasks.at(-1)
    if (!last) return found
    after = last.id
    const { items } = await warehouse.order.refundable({ orderIds: [...new Set(tasks.map((task) => task.orderId))] })
    const states = new Map(items.map((order) => [order.id, order.state]))
    for (const task of tasks) {
      const state = states.get(task.orderId) ?? 'gone'
      if (state === 'gone' || ended.has(state))
        found.push({ id: task.id, text: `pick task of ${task.number} is ${task.state}, its order is ${state}` })
    }
  }
}

export function warehouseChecks(warehouse: Warehouse): Check[] {
  return [
    { name: 'pick tasks are where their log ends', invariant: 12, run: () => logsOff(warehouse.db) },
    { name: 'packed boxes hold everything', invariant: 8, run: () => packedShort(warehouse.db) },
    { name: 'nobody picks for an order that is over', invariant: 17, run: () => idle(warehouse) },
  ]
}
