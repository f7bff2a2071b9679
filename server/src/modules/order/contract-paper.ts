import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { Id, Ids } from '../../kernel/schema.ts'
import { Order } from './contract-shop.ts'

// Spreadsheets and paper of the warehouse.

export const ShipSheetReport = z
  .object({
    shipped: z.int(),
    /** Rows that an earlier upload has done. */
    repeated: z.int(),
    failed: z.int(),
    rows: z.array(
      z.object({
        row: z.int(),
        number: z.string(),
        result: z.enum(['shipped', 'repeated', 'failed']),
        code: z.string(),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'ShipSheetReport' })
export const importShipments = operation({
  id: 'importShipments',
  face: 'admin',
  method: 'POST',
  path: '/order-shipments/import',
  summary: 'Ships by spreadsheet: each row is one order, wholly done or not at all; the same file again ships nothing twice',
  access: 'staff:order.ship',
  upload: { maxFiles: 1, maxBytes: 2 * 1024 * 1024 },
  body: z.strictObject({}),
  reply: ShipSheetReport,
  errors: ['file_missing', 'spreadsheet_unreadable', 'spreadsheet_too_long'],
})
export const downloadShipTemplate = operation({
  id: 'downloadShipTemplate',
  face: 'admin',
  method: 'GET',
  path: '/order-shipments/template.xlsx',
  summary: 'The orders that wait to be shipped, to be filled with carrier and number',
  access: 'staff:order.ship',
  raw: true,
  reply: z.string(),
})
const query = z.strictObject({ ids: Ids })
export const printPickList = operation({
  id: 'printPickList',
  face: 'admin',
  method: 'GET',
  path: '/order-pick-list.pdf',
  summary: 'What to take from the shelves for these orders, summed by SKU',
  access: 'staff:order.ship',
  query,
  raw: true,
  reply: z.string(),
  errors: ['order_not_found'],
})
export const printDeliveryNotes = operation({
  id: 'printDeliveryNotes',
  face: 'admin',
  method: 'GET',
  path: '/order-delivery-notes.pdf',
  summary: 'A delivery note for each of these orders, a page each',
  access: 'staff:order.ship',
  query,
  raw: true,
  reply: z.string(),
  errors: ['order_not_found'],
})

export const paperCalls = {
  /** An order as it is printed on slips; null when it is not of this shop. */
  printable: call(
    z.object({ shopId: Id, orderId: Id }),
    z.object({ order: Order.omit({ steps: true, changes: true, parcels: true, moneyBack: true }).nullable() }),
  ),
}
