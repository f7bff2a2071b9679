import type { Page } from '../../app/pages.ts'

export const referralPages: readonly Page[] = [
  {
    path: '/referrals',
    area: 'plays',
    label: 'nav.referrals',
    permission: 'promotion.read',
    load: async () => (await import('./referrals-page.tsx')).ReferralsPage,
  },
]
