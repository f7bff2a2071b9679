import type { Page } from '../../app/pages.ts'

/** Slips of orders, and the printers they come out of. */
export const printJobPages: readonly Page[] = [
  {
    path: '/print-jobs',
    area: 'orders',
    label: 'nav.printJobs',
    permission: 'order.read',
    load: async () => (await import('./jobs-page.tsx')).PrintJobsPage,
  },
]
export const printerPages: readonly Page[] = [
  {
    path: '/settings/printers',
    area: 'settings',
    label: 'nav.printers',
    permission: 'order.read',
    load: async () => (await import('./printers-page.tsx')).PrintersPage,
  },
]
