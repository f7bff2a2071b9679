import type { Page } from '../../app/pages.ts'

/** Pages of risk: of the platform alone. */
export const riskPages: readonly Page[] = [
  {
    path: '/risk/reviews',
    area: 'risk',
    label: 'nav.riskReviews',
    permission: 'risk.read',
    platform: true,
    load: async () => (await import('./reviews-page.tsx')).ReviewsPage,
  },
  {
    path: '/risk/rules',
    area: 'risk',
    label: 'nav.riskRules',
    permission: 'risk.read',
    platform: true,
    load: async () => (await import('./rules-page.tsx')).RulesPage,
  },
  {
    path: '/risk/lists',
    area: 'risk',
    label: 'nav.riskLists',
    permission: 'risk.read',
    platform: true,
    load: async () => (await import('./listings-page.tsx')).ListingsPage,
  },
  {
    path: '/risk/hits',
    area: 'risk',
    label: 'nav.riskHits',
    permission: 'risk.read',
    platform: true,
    load: async () => (await import('./hits-page.tsx')).HitsPage,
  },
]
