import { sql } from 'kysely'
import type { SlipLine } from '../../../gateways/cloud-printer.ts'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { PrintingDb } from '../db.ts'

export type JobRow = NonNullable<Awaited<ReturnType<typeof jobByKey>>>
export type JobState = JobRow['state']

export interface NewJob {
  id: string
  key: string
  shopId: string
  printerId: string
  printerName: string
  sn: string
  orderId: string | null
  orderNumber: string
  event: 'paid' | 'hand' | 'copy' | 'test'
  page: number
  pages: number
  copyOf: string | null
  lines: readonly SlipLine[]
  copies: number
  width: number
  expiresAt: Date
  staffName: string
  now: Date
}

const columnsOf = (job: NewJob) => ({
  id: job.id,
  key: job.key,
  shop_id: job.shopId,
  printer_id: job.printerId,
  printer_name: job.printerName,
  sn: job.sn,
  order_id: job.orderId,
  order_number: job.orderNumber,
  event: job.event,
  page: job.page,
  pages: job.pages,
  copy_of: job.copyOf,
  lines: jsonb<unknown>(job.lines),
  copies: job.copies,
  width: job.width,
  expires_at: job.expiresAt,
  staff_name: job.staffName,
  at: job.now,
})

/** False: the same was wanted before. */
export async function insertJob(tx: Db<PrintingDb>, job: NewJob): Promise<boolean> {
  const row = await tx
    .insertInto('printing.job')
    .values({ ...columnsOf(job), state: 'queued', try_at: job.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** One that came out long ago. For set-up. */
export async function insertPrinted(db: Db<PrintingDb>, job: NewJob): Promise<void> {
  await db
    .insertInto('printing.job')
    .values({ ...columnsOf(job), state: 'printed', sent_at: job.now, printed_at: job.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function jobByKey(db: Db<PrintingDb>, key: string) {
  return db.selectFrom('printing.job').selectAll().where('key', '=', key).executeTakeFirst()
}

export async function jobOfShop(db: Db<PrintingDb>, shopId: string, id: string): Promise<JobRow | undefined> {
  return db.selectFrom('printing.job').selectAll().where('shop_id', '=', shopId).where('id', '=', id).executeTakeFirst()
}

/** All slips of one wish. */
export async function jobsOfWish(db: Db<PrintingDb>, shopId: string, prefix: string): Promise<JobRow[]> {
  return db
    .selectFrom('printing.job')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where(sql<boolean>`starts_with(key, ${prefix})`)
    .orderBy('printer_name')
    .orderBy('page')
    .execute()
}

export interface Page {
  state?: JobState | undefined
  printerId?: string | undefined
  search?: string | undefined
  limit: number
  offset: number
}
export async function jobPage(db: Db<PrintingDb>, shopId: string, page: Page) {
  let query = db.selectFrom('printing.job').where('shop_id', '=', shopId)
  if (page.state) query = query.where('state', '=', page.state)
  if (page.printerId) query = query.where('printer_id', '=', page.printerId)
  if (page.search) query = query.where('order_number', '=', page.search)
  const rows = await query.selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(page.limit).offset(page.offset).execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

/** Takes jobs about which something is to be done; until `leaseUntil` nobody else takes them. */
export async function claimJobs(db: Db<PrintingDb>, due: { now: Date; leaseUntil: Date; limit: number }): Promise<JobRow[]> {
  return db
    .updateTable('printing.job')
    .set({ try_at: due.leaseUntil, tries: sql<number>`tries + 1` })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('printing.job')
        .select('id')
        .where('try_at', '<=', due.now)
        .orderBy('try_at')
        .orderBy('id')
        .limit(due.limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
}

export interface JobMove {
  from: readonly JobState[]
  to: JobState
  tryAt?: Date | null
  note?: string
  tries?: number
  printId?: string
  sentAt?: Date | null
  printedAt?: Date
  expiresAt?: Date
}
/** By compare-and-set. False: it does not stand there. */
export async function moveJob(db: Db<PrintingDb>, id: string, move: JobMove): Promise<boolean> {
  const { from, to, tryAt = null, note, tries, printId, sentAt, printedAt, expiresAt } = move
  const result = await db
    .updateTable('printing.job')
    .set({
      state: to,
      try_at: tryAt,
      ...(to === 'queued' ? { taken_before: null, taken_day: null } : {}),
      ...(note === undefined ? {} : { note: note.slice(0, 200) }),
      ...(tries === undefined ? {} : { tries }),
      ...(printId === undefined ? {} : { print_id: printId }),
      ...(sentAt === undefined ? {} : { sent_at: sentAt }),
      ...(printedAt === undefined ? {} : { printed_at: printedAt }),
      ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
    })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The device is this job's until its answer is known. False: another has it, or the job was cancelled meanwhile. */
export async function beginSending(tx: Db<PrintingDb>, job: { id: string; sn: string; tryAt: Date }): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`printing ${job.sn}`}, 0))`.execute(tx)
  const { numAffectedRows } = await sql`
    update printing.job set state = 'sending', try_at = ${job.tryAt}, tries = 0, taken_before = null, taken_day = null
    where id = ${job.id} and state = 'queued'
      and not exists (select 1 from printing.job o where o.sn = ${job.sn} and o.state = 'sending')`.execute(tx)
  return numAffectedRows === 1n
}

/** Kept before the slip is sent. False: somebody else has taken the job over. */
export async function keepTaken(db: Db<PrintingDb>, id: string, taken: { slips: number; day: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update printing.job set taken_before = ${taken.slips}, taken_day = ${taken.day}::date
    where id = ${id} and state = 'sending' and taken_before is null`.execute(db)
  return numAffectedRows === 1n
}

/** What waits for a printer that is no more. */
export async function cancelWaiting(tx: Db<PrintingDb>, printerId: string, note: string): Promise<void> {
  await tx
    .updateTable('printing.job')
    .set({ state: 'cancelled', try_at: null, note })
    .where('printer_id', '=', printerId)
    .where('state', 'in', ['queued', 'failed'])
    .execute()
}
