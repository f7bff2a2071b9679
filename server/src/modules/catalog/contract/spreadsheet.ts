import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'

export const ImportReport = z
  .object({
    /** False: nothing at all was changed. */
    applied: z.boolean(),
    products: z.int(),
    skus: z.int(),
    created: z.int(),
    updated: z.int(),
    problems: z.array(
      z.object({ sheet: z.string(), row: z.int(), column: z.string(), value: z.string(), code: z.string(), message: z.string() }),
    ),
  })
  .meta({ id: 'ImportReport' })
export const importProducts = operation({
  id: 'importProducts',
  face: 'admin',
  method: 'POST',
  path: '/products/import',
  summary: 'Spreadsheet (xlsx) in: all rows or none, with a row-by-row report',
  access: 'staff:catalog.write',
  upload: { maxFiles: 1, maxBytes: 20 * 1024 * 1024 },
  /** `dryRun`: check only. */
  body: z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') }),
  changes: ({ dryRun }) => dryRun !== 'true',
  reply: ImportReport,
  errors: ['brand_name_taken', 'file_missing', 'file_too_large', 'spreadsheet_unreadable'],
})
export const exportProducts = operation({
  id: 'exportProducts',
  face: 'admin',
  method: 'GET',
  path: '/products.xlsx',
  access: 'staff:catalog.read',
  raw: true,
  reply: z.string(),
})
export const downloadImportTemplate = operation({
  id: 'downloadImportTemplate',
  face: 'admin',
  method: 'GET',
  path: '/products/import-template.xlsx',
  access: 'staff:catalog.read',
  raw: true,
  reply: z.string(),
})
