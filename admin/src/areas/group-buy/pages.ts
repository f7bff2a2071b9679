import type { Page } from '../../app/pages.ts'

/** Pages of marketing plays. */
export const groupBuyPages: readonly Page[] = [
  {
    path: '/group-buys',
    area: 'plays',
    label: 'nav.groupBuys',
    permission: 'promotion.read',
    load: async () => (await import('./group-buys-page.tsx')).GroupBuysPage,
  },
  {
    path: '/groups',
    area: 'plays',
    label: 'nav.groups',
    permission: 'promotion.read',
    load: async () => (await import('./groups-page.tsx')).GroupsPage,
  },
]
