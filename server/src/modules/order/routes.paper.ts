import { AppError } from '../../kernel/errors.ts'
import { type Route, route, staffOf } from '../../kernel/http.ts'
import type { Orders } from './context.ts'
import * as face from './contract-paper.ts'
import { deliveryNotes, pickList } from './paper/print.ts'
import { shipBySheet, shipTemplate } from './paper/ship-sheet.ts'

/** Spreadsheets and paper of the warehouse. */
export function paperRoutes(orders: Orders): Route[] {
  return [
    route(face.importShipments, (caller, { files: [file] }) => {
      if (!file || file.bytes.length === 0) throw new AppError('invalid', 'file_missing')
      return shipBySheet(orders, staffOf(caller), { bytes: file.bytes, lang: caller.lang })
    }),
    route(face.downloadShipTemplate, (caller) => shipTemplate(orders, staffOf(caller).shopId)),
    route(face.printPickList, (caller, { query }) => pickList(orders, staffOf(caller).shopId, query.ids)),
    route(face.printDeliveryNotes, (caller, { query }) => deliveryNotes(orders, staffOf(caller).shopId, query.ids)),
  ]
}
