import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { WarehouseDb } from '../db.ts'

export type State = WarehouseDb['warehouse.task']['state']
const columns = [
  'id',
  'order_id',
  'order_number',
  'shop_id',
  'location_id',
  'state',
  'holders',
  'picker_id',
  'picker_name',
  'created_at',
  'moved_at',
] as const
export type TaskRow = Awaited<ReturnType<typeof tasksOfOrder>>[number]

/** Whoever brings the tasks of an order in line with it does so alone until the transaction ends. */
export async function lockOrder(tx: Db<WarehouseDb>, orderId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`warehouse ${orderId}`}, 0))`.execute(tx)
}

export async function tasksOfOrder(db: Db<WarehouseDb>, orderId: string) {
  return db.selectFrom('warehouse.task').select(columns).where('order_id', '=', orderId).orderBy('id').execute()
}

export async function taskOfShop(db: Db<WarehouseDb>, shopId: string, id: string): Promise<TaskRow | undefined> {
  return db.selectFrom('warehouse.task').select(columns).where('shop_id', '=', shopId).where('id', '=', id).executeTakeFirst()
}

export interface Page {
  state?: State | undefined
  search?: string | undefined
  limit: number
  offset: number
}

/** What waits longest comes first; what is done, last done first. */
export async function taskPage(db: Db<WarehouseDb>, shopId: string, page: Page) {
  let query = db.selectFrom('warehouse.task').where('shop_id', '=', shopId)
  if (page.state) query = query.where('state', '=', page.state)
  if (page.search) query = query.where('order_number', '=', page.search)
  const direction = page.state === 'shipped' || page.state === 'cancelled' ? 'desc' : 'asc'
  const rows = await query
    .select(columns)
    .orderBy('created_at', direction)
    .orderBy('id', direction)
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

export async function counts(db: Db<WarehouseDb>, shopId: string): Promise<{ state: State; count: number }[]> {
  return db
    .selectFrom('warehouse.task')
    .select(['state', sql<number>`count(*)`.as('count')])
    .where('shop_id', '=', shopId)
    .where('state', 'in', ['open', 'picking', 'packed'])
    .groupBy('state')
    .execute()
}

export async function linesOf(db: Db<WarehouseDb>, taskIds: readonly string[]) {
  return db
    .selectFrom('warehouse.task_line')
    .selectAll()
    .where('task_id', '=', sql<string>`any(${[...taskIds]}::uuid[])`)
    .orderBy('code')
    .orderBy('order_line_id')
    .execute()
}

export interface NewTask {
  id: string
  orderId: string
  orderNumber: string
  shopId: string
  locationId: string
  now: Date
  lines: readonly {
    orderLineId: string
    skuId: string
    title: string
    options: string[]
    picture: unknown
    code: string
    barcode: string
    quantity: number
  }[]
}

export async function insertTask(tx: Db<WarehouseDb>, task: NewTask): Promise<void> {
  await tx
    .with('made', (query) =>
      query.insertInto('warehouse.task').values({
        id: task.id,
        order_id: task.orderId,
        order_number: task.orderNumber,
        shop_id: task.shopId,
        location_id: task.locationId,
        state: 'open',
        created_at: task.now,
        moved_at: task.now,
      }),
    )
    .insertInto('warehouse.task_line')
    .values(
      task.lines.map((line) => ({
        task_id: task.id,
        order_line_id: line.orderLineId,
        sku_id: line.skuId,
        title: line.title,
        options: line.options,
        picture: jsonb<unknown>(line.picture),
        code: line.code,
        barcode: line.barcode,
        quantity: line.quantity,
      })),
    )
    .execute()
}

/** Fewer are wanted: what was picked beyond that goes back. */
export async function setQuantity(tx: Db<WarehouseDb>, taskId: string, line: { orderLineId: string; quantity: number }): Promise<void> {
  await tx
    .updateTable('warehouse.task_line')
    .set({ quantity: line.quantity, picked: sql<number>`least(picked, ${line.quantity}::bigint)` })
    .where('task_id', '=', taskId)
    .where('order_line_id', '=', line.orderLineId)
    .execute()
}

export interface Step {
  id: string
  stepId: string
  from: State
  to: State
  now: Date
  name: string
  picker?: { id: string; name: string } | null
}

/** Moves a task by compare-and-set, with its log row. False: it does not stand there. */
export async function moveTask(tx: Db<WarehouseDb>, step: Step): Promise<boolean> {
  const picker = step.picker === undefined ? {} : { picker_id: step.picker?.id ?? null, picker_name: step.picker?.name ?? '' }
  const result = await tx
    .updateTable('warehouse.task')
    .set({ state: step.to, moved_at: step.now, ...picker })
    .where('id', '=', step.id)
    .where('state', '=', step.from)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) return false
  await tx
    .insertInto('warehouse.step')
    .values({ id: step.stepId, task_id: step.id, from_state: step.from, to_state: step.to, at: step.now, name: step.name })
    .execute()
  return true
}

export async function emptyShelf(tx: Db<WarehouseDb>, taskId: string): Promise<void> {
  await tx.updateTable('warehouse.task_line').set({ picked: 0 }).where('task_id', '=', taskId).execute()
}

export async function setHolder(db: Db<WarehouseDb>, orderId: string, holder: { key: string; on: boolean }): Promise<void> {
  await db
    .updateTable('warehouse.task')
    .set({
      holders: holder.on
        ? sql<string[]>`array_append(array_remove(holders, ${holder.key}), ${holder.key})`
        : sql<string[]>`array_remove(holders, ${holder.key})`,
    })
    .where('order_id', '=', orderId)
    .execute()
}

/** The task, locked against scans of others until the transaction ends. */
export async function lockTask(tx: Db<WarehouseDb>, shopId: string, id: string): Promise<TaskRow | undefined> {
  return tx.selectFrom('warehouse.task').select(columns).where('shop_id', '=', shopId).where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function insertScan(
  tx: Db<WarehouseDb>,
  scan: { taskId: string; requestId: string; orderLineId: string; now: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('warehouse.scan')
    .values({ task_id: scan.taskId, request_id: scan.requestId, order_line_id: scan.orderLineId, at: scan.now })
    .onConflict((conflict) => conflict.columns(['task_id', 'request_id']).doNothing())
    .returning('task_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function scanned(db: Db<WarehouseDb>, taskId: string, requestId: string): Promise<boolean> {
  const row = await db
    .selectFrom('warehouse.scan')
    .select('task_id')
    .where('task_id', '=', taskId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  return row !== undefined
}

export async function addPicked(tx: Db<WarehouseDb>, taskId: string, orderLineId: string): Promise<boolean> {
  const result = await tx
    .updateTable('warehouse.task_line')
    .set((eb) => ({ picked: eb('picked', '+', 1) }))
    .where('task_id', '=', taskId)
    .where('order_line_id', '=', orderLineId)
    .where(sql<boolean>`picked < quantity`)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
