import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

export type PickTask = Item<'listPickTasks'>
export type TaskState = PickTask['state']
export const taskStateKey: Record<TaskState, Key> = {
  open: 'pick.open',
  picking: 'pick.picking',
  packed: 'pick.packed',
  shipped: 'pick.shipped',
  cancelled: 'pick.cancelled',
}
export const taskTone: Record<TaskState, Tone> = { open: 'warn', picking: 'info', packed: 'accent', shipped: 'good', cancelled: 'quiet' }
