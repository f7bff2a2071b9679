import type { Db } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Mover, Orders } from './context.ts'
import type { OrderState } from './contract.ts'
import type { OrderDb } from './db.ts'
import { type MoveColumns, moveOrder } from './queries/move.ts'
import { isHeld } from './queries/pause.ts'
import { orderState } from './queries/read.ts'
import { canMove } from './transitions.ts'

export interface Move {
  orderId: string
  from: OrderState
  to: OrderState
  by: Mover
  reason: string
  set?: Omit<MoveColumns, 'state'>
}

export interface MovedOrder {
  orderId: string
  checkoutId: string
  shopId: string
  shopperId: string
  payableFen: number
}

/** With what only some moves have to tell. */
export interface MovedWhole extends MovedOrder {
  concerns: string[] | null
}

/**
 * Moves an order along the table, with its log row, in the caller's transaction. Throws `transition_illegal`, which names where the order
 * stands and where it was to go; `order_held`.
 */
export async function move(orders: Orders, tx: Db<OrderDb>, step: Move): Promise<MovedOrder> {
  const { concerns: _concerns, ...moved } = await moveWhole(orders, tx, step)
  return moved
}

export async function moveWhole(orders: Orders, tx: Db<OrderDb>, step: Move): Promise<MovedWhole> {
  if (!canMove(step.from, step.to)) throw illegal(step.from, step.to)
  const { orderId, from, to, by, reason } = step
  if (leaves(step) && (await isHeld(tx, orderId))) throw new AppError('conflict', 'order_held')
  const logged = { id: orders.newId(), orderId, from, to, at: orders.now(), actor: by.actor, name: by.name, reason }
  const moved = await moveOrder(tx, logged, { ...step.set, state: to })
  if (!moved) throw illegal((await orderState(tx, orderId)) ?? 'unknown', to)
  return moved
}

/** The first pieces go. What is held does not, whoever sends it. */
const leaves = ({ from, to }: Move): boolean =>
  (from === 'accepted' || from === 'paid' || from === 'preparing') && (to === 'partly_shipped' || to === 'shipped' || to === 'received')

export function illegal(from: string, to: string): AppError {
  return new AppError('conflict', 'transition_illegal', { from, to })
}
