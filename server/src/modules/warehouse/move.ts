import type { Db } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Warehouse } from './context.ts'
import type { WarehouseDb } from './db.ts'
import { moveTask, type State, type TaskRow } from './queries/tasks.ts'
import { canMove } from './transitions.ts'

interface Move {
  task: TaskRow
  to: State
  name: string
  picker?: { id: string; name: string } | null
}

/** Moves a task along the table by compare-and-set, with its log row. Throws `task_state_wrong`. */
export async function move(warehouse: Warehouse, tx: Db<WarehouseDb>, { task, ...step }: Move): Promise<void> {
  const facts = { ...step, id: task.id, stepId: warehouse.newId(), from: task.state, now: warehouse.now() }
  const moved = canMove(task.state, step.to) && (await moveTask(tx, facts))
  if (!moved) throw new AppError('conflict', 'task_state_wrong', { state: task.state, to: step.to })
}
