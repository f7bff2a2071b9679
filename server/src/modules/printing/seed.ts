import type { z } from 'zod'
import { columnsOf } from './columns.ts'
import type { Printing } from './context.ts'
import type { printingCalls } from './contract.ts'
import { insertPrinted } from './queries/jobs.ts'
import { insertPrinter, printerBySn } from './queries/printers.ts'
import { receipt } from './slip.ts'

/** Printers of a shop with slips of orders that were printed. */
export async function seed(printing: Printing, input: z.output<typeof printingCalls.seed.input>): Promise<{ ok: true }> {
  const now = printing.now()
  for (const { sn, ...settings } of input.printers) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- set-up, a handful
    await insertPrinter(printing.db, { id: printing.newId(), shopId: input.shopId, sn, state: 'offline', now, settings })
  }
  const printer = await printerBySn(printing.db, input.printers.find((one) => one.kind === 'receipt')?.sn ?? '')
  if (!printer) return { ok: true }
  for (const orderId of input.orderIds) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- set-up, a handful
    const { order } = await printing.order.printable({ shopId: input.shopId, orderId })
    if (!order?.paidAt) continue
    const columns = columnsOf(printer.width)
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await insertPrinted(printing.db, {
      id: printing.newId(),
      key: `paid:${order.id}:${printer.id}:1`,
      shopId: input.shopId,
      printerId: printer.id,
      printerName: printer.name,
      sn: printer.sn,
      orderId: order.id,
      orderNumber: order.number,
      event: 'paid',
      page: 1,
      pages: 1,
      copyOf: null,
      lines: receipt({ order, goods: order.lines, handover: null, columns }),
      copies: printer.copies,
      width: printer.width,
      expiresAt: new Date(order.paidAt),
      staffName: '',
      now: new Date(order.paidAt),
    })
  }
  return { ok: true }
}
