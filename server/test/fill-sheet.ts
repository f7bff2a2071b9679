import ExcelJS from 'exceljs'

/** The shop's template with carrier and number beside some of its orders, as somebody fills it in. */
export async function fillSheet(template: Buffer, parcels: Record<string, readonly [carrier: string, tracking: string]>): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(template).buffer)
  book.worksheets[0]?.eachRow((row) => {
    const [carrier, tracking] = parcels[row.getCell(1).text] ?? []
    if (!carrier || !tracking) return
    row.getCell(2).value = carrier
    row.getCell(3).value = tracking
  })
  return Buffer.from(await book.xlsx.writeBuffer())
}
