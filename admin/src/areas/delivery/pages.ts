import type { Page } from '../../app/pages.ts'

/** Orders that are fetched, or brought by the shop. */
export const deliveryPages: readonly Page[] = [
  {
    path: '/handout',
    area: 'orders',
    label: 'nav.handout',
    permission: 'pickup.verify',
    load: async () => (await import('./handout-page.tsx')).HandoutPage,
  },
  {
    path: '/couriers',
    area: 'orders',
    label: 'nav.couriers',
    permission: 'delivery.handle',
    load: async () => (await import('./couriers-page.tsx')).CouriersPage,
  },
]

export const pointPages: readonly Page[] = [
  {
    path: '/settings/delivery-points',
    area: 'settings',
    label: 'nav.deliveryPoints',
    permission: 'settings.read',
    load: async () => (await import('./points-page.tsx')).PointsPage,
  },
]
