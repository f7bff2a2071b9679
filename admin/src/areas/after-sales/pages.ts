import type { Page } from '../../app/pages.ts'

/** The pages of this area. */
export const afterSalesPages: readonly Page[] = [
  {
    path: '/after-sales',
    area: 'orders',
    label: 'nav.afterSales',
    permission: 'aftersales.read',
    load: async () => (await import('./board-page.tsx')).AfterSalesPage,
  },
  {
    path: '/after-sales/:id',
    area: 'orders',
    label: 'nav.afterSales',
    permission: 'aftersales.read',
    inner: true,
    load: async () => (await import('./request-page.tsx')).RequestPage,
  },
  {
    path: '/complaints',
    area: 'orders',
    label: 'nav.complaints',
    permission: 'aftersales.read',
    load: async () => (await import('./complaints-page.tsx')).ComplaintsPage,
  },
  {
    path: '/disputes',
    area: 'orders',
    label: 'nav.disputes',
    permission: 'dispute.decide',
    load: async () => (await import('./disputes-page.tsx')).DisputesPage,
  },
  {
    path: '/disputes/:id',
    area: 'orders',
    label: 'nav.disputes',
    permission: 'dispute.decide',
    inner: true,
    load: async () => (await import('./request-page.tsx')).DisputePage,
  },
  {
    path: '/settings/after-sales',
    area: 'settings',
    label: 'nav.afterSalesSettings',
    permission: 'aftersales.read',
    load: async () => (await import('./settings-page.tsx')).AfterSalesSettingsPage,
  },
]
