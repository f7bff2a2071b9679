import { fenOf } from '../../../ui/money.tsx'
import type { SkuDraft } from './sku-matrix.ts'

/** The columns one can type or paste into, from left to right. */
export const cells = ['code', 'barcode', 'priceFen', 'marketPriceFen', 'costFen', 'weightGrams'] as const
export type Cell = (typeof cells)[number]

/** A row with one cell set from text as a person types it, or undefined when the text does not fit. */
export function setCell(sku: SkuDraft, cell: Cell, text: string): SkuDraft | undefined {
  const value = text.trim()
  if (cell === 'code' || cell === 'barcode') return { ...sku, [cell]: value }
  if (cell === 'weightGrams')
    return /^\d{1,7}$/.test(value) ? { ...sku, weightGrams: Number(value) } : value === '' ? { ...sku, weightGrams: 0 } : undefined
  if (value === '') return { ...sku, [cell]: null }
  const fen = fenOf(value)
  return fen === undefined ? undefined : { ...sku, [cell]: fen }
}

export interface Pasted {
  skus: SkuDraft[]
  filled: number
  /** Texts that did not fit their column; those cells stay as they were. */
  refused: string[]
}

/** Fills the matrix from a piece of a spreadsheet, downwards and to the right of the cell it was pasted into. */
export function paste(skus: readonly SkuDraft[], at: { row: number; cell: Cell }, text: string): Pasted {
  const rows = text
    .replace(/\r/g, '')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'))
  const from = cells.indexOf(at.cell)
  const result: Pasted = { skus: [...skus], filled: 0, refused: [] }
  for (const [down, texts] of rows.entries()) {
    for (const [right, value] of texts.entries()) {
      const sku = result.skus[at.row + down]
      const cell = cells[from + right]
      if (!sku || !cell) continue
      const next = setCell(sku, cell, value)
      if (next) {
        result.skus[at.row + down] = next
        result.filled++
      } else result.refused.push(value)
    }
  }
  return result
}

/** Whether a clipboard text is a piece of a spreadsheet and not just a word. */
export const isSheet = (text: string): boolean => /[\t\n]/.test(text.trim())
