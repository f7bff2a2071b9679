import type { Page } from '../../app/pages.ts'

/** The pages of this area. */
export const invoicePages: readonly Page[] = [
  {
    path: '/invoices',
    area: 'orders',
    label: 'nav.invoices',
    permission: 'invoice.read',
    load: async () => (await import('./board-page.tsx')).InvoicesPage,
  },
  {
    path: '/settings/invoices',
    area: 'settings',
    label: 'nav.invoiceSettings',
    permission: 'invoice.read',
    load: async () => (await import('./settings-page.tsx')).InvoiceSettingsPage,
  },
]
