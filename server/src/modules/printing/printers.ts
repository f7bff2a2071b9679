import type { z } from 'zod'
import type { CloudPrinter } from '../../gateways/cloud-printer.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Printing } from './context.ts'
import type { createPrinter, Printer, updatePrinter } from './contract.ts'
import { cancelWaiting } from './queries/jobs.ts'
import {
  dropAdding,
  insertPrinter,
  printerBySn,
  printerOfShop,
  type PrinterRow,
  printersOfShop,
  setAdded,
  setRemoved,
  setSettings,
  waitingOf,
} from './queries/printers.ts'
import { look } from './send.ts'

type View = z.input<typeof Printer>

export function viewOf(row: PrinterRow, waiting: number): View {
  return {
    id: row.id,
    sn: row.sn,
    name: row.name,
    kind: row.kind,
    width: row.width === 80 ? 80 : 58,
    copies: row.copies,
    prints: row.prints,
    locationId: row.location_id,
    pointId: row.point_id,
    categoryIds: row.category_ids,
    state: row.state,
    seenAt: row.seen_at?.toISOString() ?? null,
    waiting,
  }
}

export async function listPrinters(printing: Printing, shopId: string): Promise<{ items: View[]; connected: boolean }> {
  const rows = await printersOfShop(printing.db, shopId)
  const waiting = await waitingOf(
    printing.db,
    rows.map((row) => row.id),
  )
  return { items: rows.map((row) => viewOf(row, waiting.get(row.id) ?? 0)), connected: printing.cloud() !== undefined }
}

async function oneOf(printing: Printing, shopId: string, id: string): Promise<View> {
  const row = await printerOfShop(printing.db, shopId, id)
  if (!row) throw new AppError('not_found', 'printer_not_found')
  return viewOf(row, (await waitingOf(printing.db, [id])).get(id) ?? 0)
}

function cloudOf(printing: Printing): CloudPrinter {
  const cloud = printing.cloud()
  if (!cloud) throw new AppError('unavailable', 'printer_cloud_missing')
  return cloud
}

/**
 * The device is the shop's from the moment it is asked for, so that of two shops one has it; when the cloud does not take it, it never was.
 * Without an answer it stays `adding`, and asking again with the same number goes on from there.
 */
export async function addPrinter(printing: Printing, shopId: string, input: z.output<typeof createPrinter.body>): Promise<View> {
  const { sn, key, ...settings } = input
  const cloud = cloudOf(printing)
  await insertPrinter(printing.db, { id: printing.newId(), shopId, sn, state: 'adding', now: printing.now(), settings })
  const row = await printerBySn(printing.db, sn)
  if (!row || row.shop_id !== shopId || row.state !== 'adding') throw new AppError('conflict', 'printer_taken', { sn })
  const outcome = await cloud.add({ sn, key, name: settings.name })
  if (outcome.result === 'refused') {
    await dropAdding(printing.db, row.id)
    throw new AppError('conflict', 'printer_refused', { reason: outcome.message || outcome.code })
  }
  if (outcome.result === 'unknown') throw new AppError('unavailable', 'printer_cloud_silent')
  await setSettings(printing.db, shopId, { id: row.id, settings })
  await setAdded(printing.db, row.id, printing.now())
  await look(printing, cloud, sn)
  return oneOf(printing, shopId, row.id)
}

export async function changePrinter(
  printing: Printing,
  shopId: string,
  { id, settings }: { id: string; settings: z.output<typeof updatePrinter.body> },
): Promise<View> {
  if (!(await setSettings(printing.db, shopId, { id, settings }))) throw new AppError('not_found', 'printer_not_found')
  return oneOf(printing, shopId, id)
}

/** First at the cloud: what it still has would print for a shop that has given the device away. */
export async function removePrinter(printing: Printing, shopId: string, id: string): Promise<{ ok: true }> {
  const row = await printerOfShop(printing.db, shopId, id)
  if (!row) throw new AppError('not_found', 'printer_not_found')
  const outcome = await cloudOf(printing).remove(row.sn)
  if (outcome.result !== 'ok') throw new AppError('unavailable', 'printer_cloud_silent')
  await inTx(printing.db, async (tx) => {
    await setRemoved(tx, id, printing.now())
    await cancelWaiting(tx, id, '打印机已移除')
  })
  return { ok: true }
}
