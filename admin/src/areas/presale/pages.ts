import type { Page } from '../../app/pages.ts'

export const presalePages: readonly Page[] = [
  {
    path: '/presales',
    area: 'plays',
    label: 'nav.presales',
    permission: 'promotion.read',
    load: async () => (await import('./presales-page.tsx')).PresalesPage,
  },
]
