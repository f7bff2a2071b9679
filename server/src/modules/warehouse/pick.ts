import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Warehouse } from './context.ts'
import type { WarehouseDb } from './db.ts'
import { move } from './move.ts'
import { addPicked, emptyShelf, insertScan, linesOf, lockTask, scanned, type State, type TaskRow } from './queries/tasks.ts'

export interface Clerk {
  id: string
  name: string
  shopId: string
}

async function locked(tx: Db<WarehouseDb>, clerk: Clerk, id: string): Promise<TaskRow> {
  const task = await lockTask(tx, clerk.shopId, id)
  if (!task) throw new AppError('not_found', 'task_not_found')
  return task
}

interface Wish {
  id: string
  from: State
  to: State
  picker?: { id: string; name: string } | null
  /** What has to be so, or is done, in the same transaction. */
  also?: (tx: Db<WarehouseDb>, task: TaskRow) => Promise<void>
}

/** Throws `task_not_found`, `task_state_wrong`, `task_stopped`. What was done by the same person before is done. */
async function step(warehouse: Warehouse, clerk: Clerk, wish: Wish): Promise<void> {
  await inTx(warehouse.db, async (tx) => {
    const task = await locked(tx, clerk, wish.id)
    if (task.state === wish.to && (task.picker_id === null || task.picker_id === clerk.id)) return
    if (task.holders.length > 0 && wish.to !== 'open') throw new AppError('conflict', 'task_stopped')
    if (task.state !== wish.from) throw new AppError('conflict', 'task_state_wrong', { state: task.state })
    await wish.also?.(tx, task)
    const picker = wish.picker === undefined ? {} : { picker: wish.picker }
    await move(warehouse, tx, { task, to: wish.to, name: clerk.name, ...picker })
  })
}

export const start = (warehouse: Warehouse, clerk: Clerk, id: string): Promise<void> =>
  step(warehouse, clerk, { id, from: 'open', to: 'picking', picker: clerk })

export const putBack = (warehouse: Warehouse, clerk: Clerk, id: string): Promise<void> =>
  step(warehouse, clerk, { id, from: 'picking', to: 'open', picker: null, also: (tx) => emptyShelf(tx, id) })

/** Throws `pick_incomplete` as well. */
export const pack = (warehouse: Warehouse, clerk: Clerk, id: string): Promise<void> =>
  step(warehouse, clerk, {
    id,
    from: 'picking',
    to: 'packed',
    also: async (tx) => {
      const missing = (await linesOf(tx, [id])).find((line) => line.picked < line.quantity)
      if (missing) throw new AppError('conflict', 'pick_incomplete', { code: missing.code, missing: missing.quantity - missing.picked })
    },
  })

export const unpack = (warehouse: Warehouse, clerk: Clerk, id: string): Promise<void> =>
  step(warehouse, clerk, { id, from: 'packed', to: 'picking' })

/** One more piece is in the basket. Keyed; twice is once. Throws `piece_not_wanted`, `piece_enough` as well. */
export async function scan(warehouse: Warehouse, clerk: Clerk, wish: { id: string; requestId: string; code: string }): Promise<void> {
  const { id, requestId } = wish
  const code = wish.code.toLowerCase()
  await inTx(warehouse.db, async (tx) => {
    const task = await locked(tx, clerk, id)
    if (await scanned(tx, id, requestId)) return
    if (task.holders.length > 0) throw new AppError('conflict', 'task_stopped')
    if (task.state !== 'picking') throw new AppError('conflict', 'task_state_wrong', { state: task.state })
    const fitting = (await linesOf(tx, [id])).filter((line) => line.code.toLowerCase() === code || line.barcode.toLowerCase() === code)
    if (fitting.length === 0) throw new AppError('conflict', 'piece_not_wanted', { code: wish.code })
    const line = fitting.find((one) => one.picked < one.quantity)
    if (!line || !(await addPicked(tx, id, line.order_line_id))) throw new AppError('conflict', 'piece_enough', { code: wish.code })
    await insertScan(tx, { taskId: id, requestId, orderLineId: line.order_line_id, now: warehouse.now() })
  })
}
