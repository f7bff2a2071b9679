import type { Page } from '../../app/pages.ts'

export const distributionPages: readonly Page[] = [
  {
    path: '/distribution',
    area: 'plays',
    label: 'nav.distribution',
    permission: 'promotion.read',
    load: async () => (await import('./distribution-page.tsx')).DistributionPage,
  },
]
