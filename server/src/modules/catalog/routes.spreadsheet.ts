import { AppError } from '../../kernel/errors.ts'
import { type Route, route, staffOf } from '../../kernel/http.ts'
import { bulkEdit } from './bulk.ts'
import type { Catalog } from './context.ts'
import * as contract from './contract.ts'
import { exportProducts, importTemplate } from './export.ts'
import { importSpreadsheet } from './import.ts'

export const spreadsheetRoutes = (catalog: Catalog): Route[] => [
  route(contract.importProducts, (caller, { body, files: [file] }) => {
    const { shopId, name, platform = false } = staffOf(caller)
    if (!file || file.bytes.length === 0) throw new AppError('invalid', 'file_missing')
    return importSpreadsheet(catalog, {
      shopId,
      actor: name,
      bytes: file.bytes,
      dryRun: body.dryRun === 'true',
      newBrands: platform,
      lang: caller.lang,
    })
  }),
  route(contract.bulkEditProducts, (caller, { body }) => bulkEdit(catalog, { shopId: staffOf(caller).shopId, lang: caller.lang }, body)),
  route(contract.exportProducts, (caller) => exportProducts(catalog, staffOf(caller).shopId)),
  route(contract.downloadImportTemplate, () => importTemplate()),
]
