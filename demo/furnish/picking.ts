import { shopkeeper } from '../accounts.ts'
import type { Actors } from './actors.ts'
import type { Demo, OpenShop } from './context.ts'
import type { PastOrder } from './orders.ts'

/** What was paid and has not left yet is to be picked. */
export async function seedPickTasks(demo: Demo, orders: readonly PastOrder[]): Promise<void> {
  const waiting = orders.flatMap(({ id, paidAt, state }) =>
    state === 'paid' && paidAt ? [{ orderId: id, paidAt: paidAt.toISOString() }] : [],
  )
  for (let from = 0; from < waiting.length; from += 500) await demo.calls.warehouse.seed({ orders: waiting.slice(from, from + 500) })
}

/** In every shop a box is packed and, where there are enough, another is being picked, by the operations that staff have; the rest waits. */
export async function pickSome(actors: Actors, shops: readonly OpenShop[]): Promise<void> {
  for (const { data } of shops) {
    const admin = await actors.staff(shopkeeper(data.slug))
    const tasks = (await admin.listPickTasks({ state: 'open', pageSize: 20 })).items.filter((task) => !task.stopped)
    const [packed, begun] = tasks.slice(0, tasks.length - 2)
    if (packed) {
      await admin.startPicking({ id: packed.id })
      const pieces = packed.lines.flatMap(({ code, quantity }) => Array.from({ length: quantity }, () => code))
      for (const [at, code] of pieces.entries()) await admin.scanPiece({ id: packed.id, requestId: `demo-${packed.id}-${at}`, code })
      await admin.packTask({ id: packed.id })
    }
    if (begun) await admin.startPicking({ id: begun.id })
  }
}
