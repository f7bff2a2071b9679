import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

export interface NewStep {
  id: string
  orderId: string
  from: string | null
  to: string
  at: Date
  actor: OrderDb['order.step']['actor']
  name: string
  reason: string
}

export async function insertStep(db: Db<OrderDb>, step: NewStep): Promise<void> {
  await db
    .insertInto('order.step')
    .values({
      id: step.id,
      order_id: step.orderId,
      from_state: step.from,
      to_state: step.to,
      at: step.at,
      actor: step.actor,
      actor_name: step.name,
      reason: step.reason,
    })
    .execute()
}

/** Moves an order along one transition if it is in that state, and notes the step; the row as it is then, or nothing. */
export async function moveOrder(db: Db<OrderDb>, step: NewStep & { from: State }, set: MoveColumns) {
  return db
    .with('moved', (of) =>
      of
        .updateTable('order.order')
        .set((eb) => ({ ...set, revision: eb('revision', '+', 1) }))
        .where('id', '=', step.orderId)
        .where('state', '=', step.from)
        .returning([
          'id as orderId',
          'checkout_id as checkoutId',
          'shop_id as shopId',
          'shopper_id as shopperId',
          'payable_fen as payableFen',
          'concerns',
        ]),
    )
    .with('noted', (of) =>
      of
        .insertInto('order.step')
        .columns(['id', 'order_id', 'from_state', 'to_state', 'at', 'actor', 'actor_name', 'reason'])
        .expression((eb) =>
          eb
            .selectFrom('moved')
            .select([
              sql<string>`${step.id}::uuid`.as('id'),
              'moved.orderId',
              sql<string | null>`${step.from}`.as('from_state'),
              sql<string>`${step.to}`.as('to_state'),
              sql<Date>`${step.at}::timestamptz`.as('at'),
              sql<NewStep['actor']>`${step.actor}`.as('actor'),
              sql<string>`${step.name}`.as('actor_name'),
              sql<string>`${step.reason}`.as('reason'),
            ]),
        ),
    )
    .selectFrom('moved')
    .selectAll()
    .executeTakeFirst()
}

type State = OrderDb['order.order']['state']

export interface MoveColumns {
  state: State
  on_delivery?: true
  paid_at?: Date
  shipped_at?: Date | null
  received_at?: Date
  auto_receive_at?: Date | null
  earning_fen?: number
  ended_at?: Date
}

export async function bumpRevision(db: Db<OrderDb>, orderId: string): Promise<void> {
  await db
    .updateTable('order.order')
    .set({ revision: sql<number>`revision + 1` })
    .where('id', '=', orderId)
    .execute()
}
