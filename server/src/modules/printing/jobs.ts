import type { z } from 'zod'
import type { SlipLine } from '../../gateways/cloud-printer.ts'
import { AppError } from '../../kernel/errors.ts'
import { columnsOf } from './columns.ts'
import { lifeOf } from './compose.ts'
import type { Clerk, Printing } from './context.ts'
import type { getPrintJob, listPrintJobs, PrintJob } from './contract.ts'
import { jobOfShop, jobPage, type JobRow, moveJob } from './queries/jobs.ts'

type View = z.input<typeof PrintJob>

export function jobView(row: JobRow): View {
  return {
    id: row.id,
    printerId: row.printer_id,
    printerName: row.printer_name,
    orderId: row.order_id,
    orderNumber: row.order_number,
    event: row.event,
    page: row.page,
    pages: row.pages,
    copies: row.copies,
    state: row.state,
    tries: row.tries,
    note: row.note,
    staffName: row.staff_name,
    at: row.at.toISOString(),
    printedAt: row.printed_at?.toISOString() ?? null,
  }
}

export async function jobs(printing: Printing, shopId: string, query: z.output<typeof listPrintJobs.query>) {
  const { page, pageSize, ...filter } = query
  const { rows, total } = await jobPage(printing.db, shopId, { ...filter, limit: pageSize, offset: (page - 1) * pageSize })
  return { items: rows.map(jobView), total }
}

export async function jobOf(printing: Printing, shopId: string, id: string): Promise<JobRow> {
  const row = await jobOfShop(printing.db, shopId, id)
  if (!row) throw new AppError('not_found', 'print_job_not_found')
  return row
}

export async function slip(printing: Printing, shopId: string, id: string): Promise<z.input<typeof getPrintJob.reply>> {
  const row = await jobOf(printing, shopId, id)
  // Laid out by `slip.ts` and kept as it was.
  return { ...jobView(row), columns: columnsOf(row.width), lines: row.lines as SlipLine[] }
}

/** One that failed did not come out and never will: it is printed anew, under the same number. Throws `print_job_state_wrong`. */
export async function retryJob(printing: Printing, clerk: Clerk, id: string): Promise<View> {
  await jobOf(printing, clerk.shopId, id)
  const now = printing.now()
  const move = { from: ['failed'] as const, to: 'queued' as const, tryAt: now, tries: 0, printId: '', sentAt: null, expiresAt: lifeOf(now) }
  if (!(await moveJob(printing.db, id, { ...move, note: '' }))) throw new AppError('conflict', 'print_job_state_wrong')
  return jobView(await jobOf(printing, clerk.shopId, id))
}

/** As long as it waits here; cancelled twice is cancelled. Throws `print_job_state_wrong`. */
export async function cancelJob(printing: Printing, clerk: Clerk, id: string): Promise<View> {
  await jobOf(printing, clerk.shopId, id)
  const moved = await moveJob(printing.db, id, { from: ['queued', 'failed'], to: 'cancelled' })
  const row = await jobOf(printing, clerk.shopId, id)
  if (!moved && row.state !== 'cancelled') throw new AppError('conflict', 'print_job_state_wrong')
  return jobView(row)
}
