import type { Page } from '../../app/pages.ts'

/** Card keys and vouchers. */
export const keyPages: readonly Page[] = [
  {
    path: '/key-pools',
    area: 'products',
    label: 'nav.keyPools',
    permission: 'card-key.read',
    load: async () => (await import('./pools-page.tsx')).PoolsPage,
  },
  {
    path: '/vouchers',
    area: 'orders',
    label: 'nav.vouchers',
    permission: 'card-key.verify',
    load: async () => (await import('./vouchers-page.tsx')).VouchersPage,
  },
]
