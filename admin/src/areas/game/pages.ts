import type { Page } from '../../app/pages.ts'

export const gamePages: readonly Page[] = [
  {
    path: '/games',
    area: 'plays',
    label: 'nav.games',
    permission: 'promotion.read',
    load: async () => (await import('./games-page.tsx')).GamesPage,
  },
]
