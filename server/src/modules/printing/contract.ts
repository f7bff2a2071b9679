import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { Done, Id, IdParams, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'

export const PrinterKind = z.enum(['receipt', 'kitchen'])
export const PrinterState = z.enum(['adding', 'online', 'faulty', 'offline'])
const PrinterSettings = z.strictObject({
  name: z.string().trim().min(1).max(30),
  kind: PrinterKind,
  /** Of the paper, in millimetres. */
  width: z.union([z.literal(58), z.literal(80)]),
  copies: z.int().min(1).max(5),
  /** By itself: each paid order, only those that are fetched or brought, or none. */
  prints: z.enum(['paid', 'handover', 'hand']),
  /** Only what lies at this stock location. */
  locationId: Id.nullable().default(null),
  /** Only orders that this store hands out. */
  pointId: Id.nullable().default(null),
  /** Kitchen: only goods of these categories; empty: all. */
  categoryIds: z.array(Id).max(100).default([]),
})
export const Printer = PrinterSettings.extend({
  id: Id,
  sn: z.string(),
  state: PrinterState,
  /** When it was last heard of. */
  seenAt: Time.nullable(),
  /** Slips that wait for it. */
  waiting: z.int(),
}).meta({ id: 'Printer' })
export const listPrinters = operation({
  id: 'listPrinters',
  face: 'admin',
  method: 'GET',
  path: '/printers',
  access: 'staff:order.read',
  reply: z.object({
    items: z.array(Printer),
    /** Whether this installation has an account at a cloud of printers. */ connected: z.boolean(),
  }),
})
export const createPrinter = operation({
  id: 'createPrinter',
  face: 'admin',
  method: 'POST',
  path: '/printers',
  summary:
    'The number and the key are on the device; the key is shown to its cloud and not kept. Again with the same number: the same printer',
  access: 'staff:settings.write',
  body: PrinterSettings.extend({
    sn: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9]{6,20}$/),
    key: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9]{4,40}$/),
  }),
  reply: Printer,
  errors: ['printer_taken', 'printer_refused', 'printer_cloud_silent', 'printer_cloud_missing'],
})
export const updatePrinter = operation({
  id: 'updatePrinter',
  face: 'admin',
  method: 'PUT',
  path: '/printers/:id',
  access: 'staff:settings.write',
  params: IdParams,
  body: PrinterSettings,
  reply: Printer,
  errors: ['printer_not_found'],
})
export const deletePrinter = operation({
  id: 'deletePrinter',
  face: 'admin',
  method: 'DELETE',
  path: '/printers/:id',
  summary: 'What waits for it is cancelled',
  access: 'staff:settings.write',
  params: IdParams,
  reply: Done,
  errors: ['printer_not_found', 'printer_cloud_silent', 'printer_cloud_missing'],
})

export const PrintState = z.enum(['queued', 'sending', 'sent', 'printed', 'failed', 'cancelled'])
export const PrintJob = z
  .object({
    id: Id,
    printerId: Id,
    printerName: z.string(),
    orderId: Id.nullable(),
    orderNumber: z.string(),
    /** Why: the order was paid, somebody wanted it, a copy of another, a test page. */
    event: z.enum(['paid', 'hand', 'copy', 'test']),
    page: z.int(),
    pages: z.int(),
    copies: z.int(),
    state: PrintState,
    tries: z.int(),
    note: z.string(),
    staffName: z.string(),
    at: Time,
    printedAt: Time.nullable(),
  })
  .meta({ id: 'PrintJob' })
const SlipLine = z.union([
  z.object({ text: z.string(), size: z.literal('big').optional(), center: z.boolean().optional(), bold: z.boolean().optional() }),
  z.object({ qr: z.string() }),
])
const errors = ['print_job_not_found', 'print_job_state_wrong']
const step = { face: 'admin', method: 'POST', access: 'staff:order.ship', params: IdParams, reply: PrintJob } as const
export const listPrintJobs = operation({
  id: 'listPrintJobs',
  face: 'admin',
  method: 'GET',
  path: '/print-jobs',
  access: 'staff:order.read',
  query: PageQuery.extend({
    state: PrintState.optional(),
    printerId: Id.optional(),
    /** Order number. */
    search: z.string().trim().max(40).optional(),
  }),
  reply: pageOf(PrintJob),
})
export const getPrintJob = operation({
  id: 'getPrintJob',
  face: 'admin',
  method: 'GET',
  path: '/print-jobs/:id',
  summary: 'The slip as it comes out; `columns` narrow characters wide',
  access: 'staff:order.read',
  params: IdParams,
  reply: PrintJob.extend({ columns: z.int(), lines: z.array(SlipLine) }).meta({ id: 'PrintedSlip' }),
  errors: ['print_job_not_found'],
})
export const retryPrintJob = operation({ ...step, id: 'retryPrintJob', path: '/print-jobs/:id/retry', errors })
export const cancelPrintJob = operation({
  ...step,
  id: 'cancelPrintJob',
  path: '/print-jobs/:id/cancel',
  errors,
  summary: 'As long as the device does not have it',
})
const body = z.strictObject({ requestId: RequestKey })
export const reprintJob = operation({
  ...step,
  id: 'reprintJob',
  path: '/print-jobs/:id/copies',
  summary: 'The same slip once more, marked as a copy. Keyed',
  body,
  errors: ['print_job_not_found', 'printer_not_found', 'key_reused'],
})
export const testPrinter = operation({
  ...step,
  id: 'testPrinter',
  path: '/printers/:id/test',
  summary: 'A test page. Keyed',
  body,
  errors: ['printer_not_found', 'key_reused'],
})
export const printOrder = operation({
  id: 'printOrder',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/prints',
  summary: 'Slips of an order by hand, on each of these printers as it lays them out. Keyed',
  access: 'staff:order.ship',
  params: IdParams,
  body: z.strictObject({ requestId: RequestKey, printerIds: z.array(Id).min(1).max(20) }),
  reply: z.object({ items: z.array(PrintJob) }),
  errors: ['order_not_found', 'printer_not_found', 'print_nothing', 'key_reused'],
})

export const printingCalls = {
  /** Printers with slips that came out. For set-up. */
  seed: call(
    z.object({
      shopId: Id,
      printers: z.array(PrinterSettings.extend({ sn: z.string() })).max(20),
      /** These orders were printed, newest last. */
      orderIds: z.array(Id).max(50),
    }),
    Done,
  ),
}
