import exceljs, { type Cell, type CellValue, type Worksheet } from 'exceljs'
import { checkArchive, unreadable } from './archive.ts'
import { type Column, HELP_MARK, PRODUCT_SHEET, productColumns, type ProductKey, SKU_SHEET, skuColumns, type SkuKey } from './columns.ts'
import type { ProblemCode, SheetProblem } from './texts.ts'

export interface SheetRow<K extends string> {
  row: number
  /** Trimmed text of each column; empty when the cell is. */
  cells: Record<K, string>
}

export interface Sheets {
  products: SheetRow<ProductKey>[]
  skus: SheetRow<SkuKey>[]
  problems: SheetProblem[]
}

const productsAtMost = 5000
const skusAtMost = 20_000

/** Reads both sheets as text. Throws `spreadsheet_unreadable` or `file_too_large`; whatever else is wrong is told as problems. */
export async function readSheets(bytes: Buffer): Promise<Sheets> {
  await checkArchive(bytes)
  const workbook = new exceljs.Workbook()
  try {
    // exceljs wants an older Buffer type than Node's; the bytes are the same.
    await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0])
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message.slice(0, 200) : 'unknown')
  }
  const problems: SheetProblem[] = []
  const products = readSheet(workbook.getWorksheet(PRODUCT_SHEET), {
    name: PRODUCT_SHEET,
    columns: productColumns,
    rowsAtMost: productsAtMost,
    problems,
  })
  const skus = readSheet(workbook.getWorksheet(SKU_SHEET), { name: SKU_SHEET, columns: skuColumns, rowsAtMost: skusAtMost, problems })
  if (problems.length === 0 && products.length === 0)
    problems.push({ sheet: PRODUCT_SHEET, row: 0, column: '', value: '', code: 'sheet_empty' })
  return { products, skus, problems }
}

interface Wanted<C extends Column> {
  name: string
  columns: readonly C[]
  rowsAtMost: number
  problems: SheetProblem[]
}

function readSheet<C extends Column>(sheet: Worksheet | undefined, wanted: Wanted<C>): SheetRow<C['key']>[] {
  const { name, columns, rowsAtMost, problems } = wanted
  if (!sheet) {
    problems.push({ sheet: name, row: 0, column: '', value: name, code: 'sheet_missing' })
    return []
  }
  const places = headings(sheet, wanted)
  const rows: SheetRow<C['key']>[] = []
  let tooMany = false
  sheet.eachRow((row, number) => {
    if (number === 1 || tooMany) return
    if (rows.length >= rowsAtMost) {
      tooMany = true
      problems.push({ sheet: name, row: number, column: '', value: '', code: 'too_many_rows' })
      return
    }
    const texts = columns.map((column): [string, string] => {
      const place = places.get(column.heading)
      const found = place === undefined ? { text: '' } : textOf(row.getCell(place))
      if ('code' in found) problems.push({ sheet: name, row: number, column: column.heading, value: '', code: found.code })
      return [column.key, 'text' in found ? found.text : '']
    })
    if (texts.every(([, text]) => text === '') || texts[0]?.[1].startsWith(HELP_MARK)) return
    rows.push({ row: number, cells: Object.fromEntries(texts) as Record<C['key'], string> }) // one entry a column
  })
  return rows
}

function headings<C extends Column>(sheet: Worksheet, { name, columns, problems }: Wanted<C>): Map<string, number> {
  const places = new Map<string, number>()
  const known = new Set(columns.map((column) => column.heading))
  sheet.getRow(1).eachCell((cell, place) => {
    const found = textOf(cell)
    const heading = 'text' in found ? found.text.replace(/[*＊\s]+$/, '') : ''
    if (heading === '') return
    const problem = (code: ProblemCode) => problems.push({ sheet: name, row: 1, column: heading, value: heading, code })
    if (!known.has(heading)) problem('column_unknown')
    else if (places.has(heading)) problem('column_twice')
    else places.set(heading, place)
  })
  for (const column of columns) {
    if (column.required && !places.has(column.heading))
      problems.push({ sheet: name, row: 1, column: column.heading, value: column.heading, code: 'column_missing' })
  }
  return places
}

type Found = { text: string } | { code: ProblemCode }

function textOf(cell: Cell): Found {
  return textOfValue(cell.value)
}

/** What a person sees in the cell. A formula counts as its result. */
function textOfValue(value: CellValue): Found {
  if (value === null || value === undefined) return { text: '' }
  if (value instanceof Date) return { text: value.toISOString().slice(0, 19).replace('T', ' ') }
  if (typeof value !== 'object') return { text: String(value).replaceAll('\r\n', '\n').trim() }
  if ('error' in value) return { code: 'cell_error' }
  if ('richText' in value)
    return {
      text: value.richText
        .map((part) => part.text)
        .join('')
        .trim(),
    }
  if ('formula' in value || 'sharedFormula' in value) {
    return value.result === undefined || value.result === null ? { code: 'formula_without_value' } : textOfValue(value.result)
  }
  if ('hyperlink' in value) return textOfValue(value.text)
  return { code: 'cell_error' }
}
