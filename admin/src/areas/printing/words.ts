import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

export type Printer = Item<'listPrinters'>
export type PrintJob = Item<'listPrintJobs'>

export const deviceKey: Record<Printer['state'], Key> = {
  adding: 'printer.adding',
  online: 'printer.online',
  faulty: 'printer.faulty',
  offline: 'printer.offline',
}
export const deviceTone: Record<Printer['state'], Tone> = { adding: 'info', online: 'good', faulty: 'warn', offline: 'bad' }
export const kindKey: Record<Printer['kind'], Key> = { receipt: 'printer.receipt', kitchen: 'printer.kitchen' }
export const printsKey: Record<Printer['prints'], Key> = {
  paid: 'printer.printsPaid',
  handover: 'printer.printsHandover',
  hand: 'printer.printsHand',
}

export const jobStates: readonly PrintJob['state'][] = ['queued', 'sending', 'sent', 'printed', 'failed', 'cancelled']
export const jobKey: Record<PrintJob['state'], Key> = {
  queued: 'print.queued',
  sending: 'print.sending',
  sent: 'print.sent',
  printed: 'print.printed',
  failed: 'print.failed',
  cancelled: 'print.cancelled',
}
export const jobTone: Record<PrintJob['state'], Tone> = {
  queued: 'info',
  sending: 'info',
  sent: 'info',
  printed: 'good',
  failed: 'bad',
  cancelled: 'quiet',
}
export const eventKey: Record<PrintJob['event'], Key> = {
  paid: 'print.byPaid',
  hand: 'print.byHand',
  copy: 'print.byCopy',
  test: 'print.byTest',
}
