import type { Page } from '../../app/pages.ts'

export const communityPages: readonly Page[] = [
  {
    path: '/community',
    area: 'plays',
    label: 'nav.community',
    permission: 'promotion.read',
    load: async () => (await import('./community-page.tsx')).CommunityPage,
  },
]
