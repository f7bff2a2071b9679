import { type Column, PRODUCT_SHEET, productColumns, type ProductKey, SKU_SHEET, skuColumns, type SkuKey } from './columns.ts'
import type { SheetRow } from './read.ts'
import type { ProblemCode, SheetProblem } from './texts.ts'
import type { Read } from './values.ts'

/** Reads the cells of one row and notes what is wrong with them. */
export interface Cells<K extends string> {
  row: number
  text: (key: K) => string
  /** The cell's meaning; `otherwise` when it is empty or wrong. */
  read: <T>(key: K, parse: (text: string) => Read<T>, otherwise: T) => T
  fail: (key: K, code: ProblemCode, more?: { value?: string; other?: number }) => void
}

export const productCells = (row: SheetRow<ProductKey>, problems: SheetProblem[]): Cells<ProductKey> =>
  cellsOf(row, { sheet: PRODUCT_SHEET, columns: productColumns, problems })
export const skuCells = (row: SheetRow<SkuKey>, problems: SheetProblem[]): Cells<SkuKey> =>
  cellsOf(row, { sheet: SKU_SHEET, columns: skuColumns, problems })

function cellsOf<K extends string>(
  { row, cells }: SheetRow<K>,
  of: { sheet: string; columns: readonly (Column & { key: K })[]; problems: SheetProblem[] },
): Cells<K> {
  const headings = new Map<K, string>(of.columns.map((column) => [column.key, column.heading]))
  const fail: Cells<K>['fail'] = (key, code, more = {}) => {
    const value = (more.value ?? cells[key]).slice(0, 100)
    of.problems.push({
      sheet: of.sheet,
      row,
      column: headings.get(key) ?? '',
      value,
      code,
      ...(more.other === undefined ? {} : { other: more.other }),
    })
  }
  return {
    row,
    fail,
    text: (key) => cells[key],
    read: (key, parse, otherwise) => {
      if (cells[key] === '') return otherwise
      const read = parse(cells[key])
      if (read.ok) return read.value
      fail(key, read.code)
      return otherwise
    },
  }
}
