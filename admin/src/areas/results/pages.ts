import type { Page } from '../../app/pages.ts'

export const resultsPages: readonly Page[] = [
  {
    path: '/campaign-results',
    area: 'plays',
    label: 'nav.campaignResults',
    permission: 'promotion.read',
    load: async () => (await import('./results-page.tsx')).ResultsPage,
  },
]
