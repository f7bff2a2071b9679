import type { Page } from '../../app/pages.ts'

export const bargainPages: readonly Page[] = [
  {
    path: '/bargains',
    area: 'plays',
    label: 'nav.bargains',
    permission: 'promotion.read',
    load: async () => (await import('./bargains-page.tsx')).BargainsPage,
  },
]
