import type { Page } from '../../app/pages.ts'

/** The pages of this area. */
export const flashPages: readonly Page[] = [
  {
    path: '/flash-sales',
    area: 'plays',
    label: 'nav.flashSales',
    permission: 'promotion.read',
    load: async () => (await import('./sessions-page.tsx')).FlashSalesPage,
  },
]
