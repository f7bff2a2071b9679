import exceljs from 'exceljs'
import { AppError } from '../../kernel/errors.ts'
import type { UploadedFile } from '../../kernel/http.ts'

/** The first column of the first sheet, without empty rows and a heading. Throws `file_missing`, `spreadsheet_unreadable`, `keys_wrong`. */
export async function keysOf(files: readonly UploadedFile[]): Promise<string[]> {
  const [file] = files
  if (!file) throw new AppError('invalid', 'file_missing')
  const keys = (await firstColumn(file.bytes)).filter((text, row) => text !== '' && !(row === 0 && /^(卡密|key|keys)$/i.test(text)))
  if (keys.length === 0 || keys.length > 5000 || keys.some((key) => key.length < 4 || key.length > 200))
    throw new AppError('invalid', 'keys_wrong')
  return keys
}

async function firstColumn(bytes: Buffer): Promise<string[]> {
  const book = new exceljs.Workbook()
  try {
    await book.xlsx.load(new Uint8Array(bytes).buffer)
  } catch {
    throw new AppError('invalid', 'spreadsheet_unreadable')
  }
  const sheet = book.worksheets[0]
  if (!sheet) throw new AppError('invalid', 'spreadsheet_unreadable')
  return Array.from({ length: Math.min(sheet.rowCount, 6000) }, (_, row) =>
    sheet
      .getRow(row + 1)
      .getCell(1)
      .text.trim(),
  )
}
