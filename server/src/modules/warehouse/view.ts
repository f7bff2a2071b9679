import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Warehouse } from './context.ts'
import type { countPickTasks, listPickTasks, PickLine, PickTask } from './contract.ts'
import { ONE_PLACE } from './follow.ts'
import { counts, linesOf, taskOfShop, taskPage, type TaskRow } from './queries/tasks.ts'

type View = z.input<typeof PickTask>

async function viewsOf(warehouse: Warehouse, rows: readonly TaskRow[]): Promise<View[]> {
  const lines = Map.groupBy(
    await linesOf(
      warehouse.db,
      rows.map((row) => row.id),
    ),
    (line) => line.task_id,
  )
  const ids = [...new Set(rows.map((row) => row.location_id))].filter((id) => id !== ONE_PLACE)
  const places = ids.length > 0 ? (await warehouse.inventory.locations({ ids })).items : []
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    locationId: row.location_id === ONE_PLACE ? null : row.location_id,
    locationName: places.find((place) => place.id === row.location_id)?.name ?? '',
    state: row.state,
    stopped: row.holders.length > 0,
    pickerName: row.picker_name,
    lines: (lines.get(row.id) ?? []).map((line) => ({
      orderLineId: line.order_line_id,
      skuId: line.sku_id,
      title: line.title,
      options: line.options,
      // Taken from the order, which took it from a parsed quote.
      picture: line.picture as z.input<typeof PickLine>['picture'],
      code: line.code,
      barcode: line.barcode,
      quantity: line.quantity,
      picked: line.picked,
    })),
    createdAt: row.created_at.toISOString(),
    movedAt: row.moved_at.toISOString(),
  }))
}

export async function taskPages(
  warehouse: Warehouse,
  shopId: string,
  query: z.output<typeof listPickTasks.query>,
): Promise<{ items: View[]; total: number }> {
  const { state, search, page, pageSize } = query
  const { rows, total } = await taskPage(warehouse.db, shopId, { state, search, limit: pageSize, offset: (page - 1) * pageSize })
  return { items: await viewsOf(warehouse, rows), total }
}

export async function taskCounts(warehouse: Warehouse, shopId: string): Promise<z.input<typeof countPickTasks.reply>> {
  const by = new Map((await counts(warehouse.db, shopId)).map((row) => [row.state, row.count]))
  return { open: by.get('open') ?? 0, picking: by.get('picking') ?? 0, packed: by.get('packed') ?? 0 }
}

export async function taskView(warehouse: Warehouse, shopId: string, id: string): Promise<View> {
  const row = await taskOfShop(warehouse.db, shopId, id)
  const [view] = row ? await viewsOf(warehouse, [row]) : []
  if (!view) throw new AppError('not_found', 'task_not_found')
  return view
}
