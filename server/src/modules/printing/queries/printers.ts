import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PrintingDb } from '../db.ts'

export type PrinterRow = Awaited<ReturnType<typeof printersOfShop>>[number]
export type PrinterState = PrinterRow['state']

const there = (db: Db<PrintingDb>) => db.selectFrom('printing.printer').where('removed_at', 'is', null)

export async function printersOfShop(db: Db<PrintingDb>, shopId: string) {
  return there(db).selectAll().where('shop_id', '=', shopId).orderBy('created_at').orderBy('id').execute()
}

export async function printerOfShop(db: Db<PrintingDb>, shopId: string, id: string): Promise<PrinterRow | undefined> {
  return there(db).selectAll().where('shop_id', '=', shopId).where('id', '=', id).executeTakeFirst()
}

export async function printerBySn(db: Db<PrintingDb>, sn: string): Promise<PrinterRow | undefined> {
  return there(db).selectAll().where('sn', '=', sn).executeTakeFirst()
}

export interface Settings {
  name: string
  kind: 'receipt' | 'kitchen'
  width: number
  copies: number
  prints: 'paid' | 'handover' | 'hand'
  locationId: string | null
  pointId: string | null
  categoryIds: readonly string[]
}
const rowOf = ({ locationId, pointId, categoryIds, ...rest }: Settings) => ({
  ...rest,
  location_id: locationId,
  point_id: pointId,
  category_ids: [...categoryIds],
})

/** Nothing happens when the device prints for somebody already. */
export async function insertPrinter(
  db: Db<PrintingDb>,
  printer: { id: string; shopId: string; sn: string; state: PrinterState; now: Date; settings: Settings },
): Promise<void> {
  const { id, shopId, sn, state, now, settings } = printer
  await db
    .insertInto('printing.printer')
    .values({ id, shop_id: shopId, sn, state, look_at: now, created_at: now, ...rowOf(settings) })
    .onConflict((conflict) => conflict.column('sn').where('removed_at', 'is', null).doNothing())
    .execute()
}

export async function setSettings(db: Db<PrintingDb>, shopId: string, printer: { id: string; settings: Settings }): Promise<boolean> {
  const result = await db
    .updateTable('printing.printer')
    .set(rowOf(printer.settings))
    .where('shop_id', '=', shopId)
    .where('id', '=', printer.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The cloud did not take it: as if nobody had asked. */
export async function dropAdding(db: Db<PrintingDb>, id: string): Promise<void> {
  await db.deleteFrom('printing.printer').where('id', '=', id).where('state', '=', 'adding').execute()
}

export async function setAdded(db: Db<PrintingDb>, id: string, now: Date): Promise<void> {
  await db
    .updateTable('printing.printer')
    .set({ state: 'offline', look_at: now })
    .where('id', '=', id)
    .where('state', '=', 'adding')
    .execute()
}

/** What the cloud said of a device. One that is not ours yet stays so. */
export async function setSeen(db: Db<PrintingDb>, sn: string, seen: { state: PrinterState; now: Date }): Promise<void> {
  await db
    .updateTable('printing.printer')
    .set({ state: seen.state, seen_at: seen.now })
    .where('sn', '=', sn)
    .where('state', '<>', 'adding')
    .where('removed_at', 'is', null)
    .execute()
}

export async function setRemoved(tx: Db<PrintingDb>, id: string, now: Date): Promise<void> {
  await tx.updateTable('printing.printer').set({ removed_at: now }).where('id', '=', id).where('removed_at', 'is', null).execute()
}

/** Devices that are to be asked after; until `nextAt` nobody else asks. */
export async function claimLooks(db: Db<PrintingDb>, due: { now: Date; nextAt: Date; limit: number }): Promise<{ sn: string }[]> {
  return db
    .updateTable('printing.printer')
    .set({ look_at: due.nextAt })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('printing.printer')
        .select('id')
        .where('removed_at', 'is', null)
        .where('state', '<>', 'adding')
        .where('look_at', '<=', due.now)
        .orderBy('look_at')
        .limit(due.limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning('sn')
    .execute()
}

export async function waitingOf(db: Db<PrintingDb>, printerIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('printing.job')
    .select(['printer_id', sql<number>`count(*)`.as('count')])
    .where('printer_id', '=', sql<string>`any(${[...printerIds]}::uuid[])`)
    .where('state', 'in', ['queued', 'sending', 'sent'])
    .groupBy('printer_id')
    .execute()
  return new Map(rows.map((row) => [row.printer_id, row.count]))
}
