import type { Page } from '../../app/pages.ts'

/** Picking, waybills, couriers, and what the platform was told of them. */
export const warehousePages: readonly Page[] = [
  {
    path: '/pick',
    area: 'stock',
    label: 'nav.pick',
    permission: 'order.read',
    load: async () => (await import('./pick-page.tsx')).PickPage,
  },
  {
    path: '/shipping-reports',
    area: 'stock',
    label: 'nav.shippingReports',
    permission: 'order.read',
    load: async () => (await import('../money/shipping-reports-page.tsx')).ShippingReportsPage,
  },
  {
    path: '/waybills',
    area: 'stock',
    label: 'nav.waybills',
    permission: 'order.read',
    load: async () => (await import('./waybills-page.tsx')).WaybillsPage,
  },
  {
    path: '/courier-pickups',
    area: 'stock',
    label: 'nav.courierPickups',
    permission: 'order.read',
    load: async () => (await import('./pickups-page.tsx')).CourierPickupsPage,
  },
]
