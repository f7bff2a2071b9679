import type { TaskState } from './contract.ts'

/** Every way a pick task can move. `system`: it follows its order. */
export const transitions: readonly { from: TaskState; to: TaskState; by: 'staff' | 'system' }[] = [
  { from: 'open', to: 'picking', by: 'staff' },
  { from: 'picking', to: 'open', by: 'staff' },
  { from: 'picking', to: 'packed', by: 'staff' },
  { from: 'packed', to: 'picking', by: 'staff' },
  { from: 'open', to: 'shipped', by: 'system' },
  { from: 'picking', to: 'shipped', by: 'system' },
  { from: 'packed', to: 'shipped', by: 'system' },
  { from: 'shipped', to: 'open', by: 'system' },
  { from: 'open', to: 'cancelled', by: 'system' },
  { from: 'picking', to: 'cancelled', by: 'system' },
  { from: 'packed', to: 'cancelled', by: 'system' },
  { from: 'shipped', to: 'cancelled', by: 'system' },
]

export const canMove = (from: string, to: string): boolean => transitions.some((move) => move.from === from && move.to === to)
