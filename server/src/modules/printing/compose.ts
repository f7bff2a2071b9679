import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { orderCalls } from '../order/contract.ts'
import type { z } from 'zod'
import { columnsOf, pagesOf } from './columns.ts'
import type { Clerk, Printing } from './context.ts'
import type { PrintingDb } from './db.ts'
import { insertJob, jobByKey, type JobRow, jobsOfWish, type NewJob } from './queries/jobs.ts'
import { printerOfShop, type PrinterRow, printersOfShop } from './queries/printers.ts'
import { kitchen, receipt, testPage } from './slip.ts'
import type { SlipLine } from '../../gateways/cloud-printer.ts'

/** A slip of yesterday is of no use to a kitchen: what has not come out within two hours is given up. */
export const lifeOf = (now: Date): Date => later(now, { hours: 2 })
const over = new Set(['cancelled', 'closed', 'refunding', 'refunded'])

type Printable = NonNullable<z.output<typeof orderCalls.printable.reply>['order']>
interface Facts {
  order: Printable
  handover: Awaited<ReturnType<Printing['shipping']['delivery']>>['delivery']
  categories: ReadonlyMap<string, readonly string[]>
  /** How many pieces of a SKU lie at a location. */
  lying: readonly { skuId: string; locationId: string; quantity: number }[]
}

async function factsOf(printing: Printing, shopId: string, orderId: string): Promise<Facts | undefined> {
  const { order } = await printing.order.printable({ shopId, orderId })
  if (!order) return undefined
  const [{ delivery }, { items: skus }, { items: holds }] = await Promise.all([
    printing.shipping.delivery({ orderId }),
    printing.catalog.skusForSale({ skuIds: order.lines.map((line) => line.skuId) }),
    printing.inventory.holds({ keys: [orderId] }),
  ])
  return {
    order,
    handover: delivery && delivery.state !== 'released' ? delivery : null,
    categories: new Map(skus.map((sku) => [sku.skuId, sku.categoryIds])),
    lying: holds[0]?.lines ?? [],
  }
}

/** What this printer prints of the order; nothing when it is none of its business. */
function layout(printer: PrinterRow, facts: Facts): SlipLine[] | undefined {
  const { order, handover } = facts
  if (printer.point_id && handover?.pointId !== printer.point_id) return undefined
  const here = (skuId: string): number =>
    facts.lying.filter((one) => one.skuId === skuId && one.locationId === printer.location_id).reduce((sum, one) => sum + one.quantity, 0)
  const mine = order.lines.filter((line) => !printer.location_id || here(line.skuId) > 0)
  if (mine.length === 0) return undefined
  const columns = columnsOf(printer.width)
  if (printer.kind === 'receipt') return receipt({ order, goods: order.lines, handover, columns })
  const wanted = new Set(printer.category_ids)
  const goods = mine
    .map((line) => (printer.location_id ? { ...line, quantity: Math.min(line.quantity, here(line.skuId)) } : line))
    .filter((line) => line.delivery === 'parcel' && line.quantity > line.refunded)
    .filter((line) => wanted.size === 0 || (facts.categories.get(line.skuId) ?? []).some((id) => wanted.has(id)))
  return goods.length > 0 ? kitchen({ order, goods, handover, columns }) : undefined
}

type Wish = Pick<NewJob, 'event' | 'copyOf' | 'staffName'> & { key: string; order: { id: string; number: string } | null }

/** All slips of one wish, or none when they were wanted before. */
async function put(
  printing: Printing,
  tx: Db<PrintingDb>,
  { printer, lines, wish }: { printer: PrinterRow; lines: readonly SlipLine[]; wish: Wish },
) {
  const pages = pagesOf(lines)
  const now = printing.now()
  for (const [index, page] of pages.entries()) {
    // The first page decides; a handful follow.
    // oxlint-disable-next-line eslint/no-await-in-loop
    const fresh = await insertJob(tx, {
      id: printing.newId(),
      key: `${wish.key}:${index + 1}`,
      shopId: printer.shop_id,
      printerId: printer.id,
      printerName: printer.name,
      sn: printer.sn,
      orderId: wish.order?.id ?? null,
      orderNumber: wish.order?.number ?? '',
      event: wish.event,
      page: index + 1,
      pages: pages.length,
      copyOf: wish.copyOf,
      lines: page,
      copies: printer.copies,
      width: printer.width,
      expiresAt: lifeOf(now),
      staffName: wish.staffName,
      now,
    })
    if (!fresh) return
  }
}

/** An order was paid: whatever prints by itself. Once for each order and printer, however often it is told. */
export async function printPaid(printing: Printing, { shopId, orderId }: { shopId: string; orderId: string }): Promise<void> {
  const printers = (await printersOfShop(printing.db, shopId)).filter((one) => one.prints !== 'hand' && one.state !== 'adding')
  if (printers.length === 0) return
  const facts = await factsOf(printing, shopId, orderId)
  if (!facts || over.has(facts.order.state)) return
  const { id, number } = facts.order
  await inTx(printing.db, async (tx) => {
    for (const printer of printers) {
      const lines = printer.prints === 'handover' && !facts.handover ? undefined : layout(printer, facts)
      const wish: Wish = { key: `paid:${id}:${printer.id}`, event: 'paid', copyOf: null, staffName: '', order: { id, number } }
      // oxlint-disable-next-line eslint/no-await-in-loop -- a shop has a few printers
      if (lines) await put(printing, tx, { printer, lines, wish })
    }
  })
}

async function printerOf(printing: Printing, shopId: string, id: string): Promise<PrinterRow> {
  const printer = await printerOfShop(printing.db, shopId, id)
  if (!printer) throw new AppError('not_found', 'printer_not_found')
  return printer
}

/** Throws `order_not_found`, `printer_not_found`, `print_nothing`. Keyed. */
export async function printByHand(
  printing: Printing,
  clerk: Clerk,
  wish: { orderId: string; requestId: string; printerIds: readonly string[] },
): Promise<JobRow[]> {
  const facts = await factsOf(printing, clerk.shopId, wish.orderId)
  if (!facts) throw new AppError('not_found', 'order_not_found')
  const printers = await Promise.all([...new Set(wish.printerIds)].map((id) => printerOf(printing, clerk.shopId, id)))
  const { id, number } = facts.order
  const key = `hand:${clerk.shopId}:${wish.requestId}:`
  const before = await jobsOfWish(printing.db, clerk.shopId, key)
  if (before.some((job) => job.order_id !== id)) throw new AppError('conflict', 'key_reused', { key: wish.requestId })
  if (before.length > 0) return before
  await inTx(printing.db, async (tx) => {
    let any = false
    for (const printer of printers) {
      const lines = layout(printer, facts)
      if (!lines) continue
      any = true
      const by: Wish = { key: `${key}${printer.id}`, event: 'hand', copyOf: null, staffName: clerk.name, order: { id, number } }
      // oxlint-disable-next-line eslint/no-await-in-loop -- a shop has a few printers
      await put(printing, tx, { printer, lines, wish: by })
    }
    if (!any) throw new AppError('conflict', 'print_nothing')
  })
  return jobsOfWish(printing.db, clerk.shopId, key)
}

async function only(printing: Printing, key: string, same: (job: JobRow) => boolean): Promise<JobRow> {
  const job = await jobByKey(printing.db, `${key}:1`)
  if (!job || !same(job)) throw new AppError('conflict', 'key_reused', { key })
  return job
}

export async function printTest(printing: Printing, clerk: Clerk, wish: { id: string; requestId: string }): Promise<JobRow> {
  const printer = await printerOf(printing, clerk.shopId, wish.id)
  const lines = testPage({ name: printer.name, columns: columnsOf(printer.width) }, printing.now())
  const key = `test:${clerk.shopId}:${wish.requestId}`
  const by: Wish = { key, event: 'test', copyOf: null, staffName: clerk.name, order: null }
  await inTx(printing.db, (tx) => put(printing, tx, { printer: { ...printer, copies: 1 }, lines, wish: by }))
  return only(printing, key, (job) => job.printer_id === printer.id)
}

/** The same slip once more, marked: two that look alike would be cooked twice. Throws `printer_not_found` when it is no more. */
export async function printAgain(printing: Printing, clerk: Clerk, wish: { job: JobRow; requestId: string }): Promise<JobRow> {
  const { job } = wish
  const printer = await printerOf(printing, clerk.shopId, job.printer_id)
  const key = `copy:${clerk.shopId}:${wish.requestId}`
  // Written by `put` above and nobody else.
  const lines = job.lines as SlipLine[]
  const marked: SlipLine[] = job.event === 'copy' ? lines : [{ text: '【补打】', size: 'big', center: true }, ...lines]
  const order = job.order_id ? { id: job.order_id, number: job.order_number } : null
  const by: Wish = { key, event: 'copy', copyOf: job.id, staffName: clerk.name, order }
  // Laid out for the paper it was laid out for.
  const as: PrinterRow = { ...printer, copies: 1, width: job.width }
  await inTx(printing.db, (tx) => put(printing, tx, { printer: as, lines: marked, wish: by }))
  return only(printing, key, (copy) => copy.copy_of === job.id)
}
