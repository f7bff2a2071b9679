import type { Page } from '../../app/pages.ts'

/** The paid card of the shop, and what can be had for points. */
export const perkPages: readonly Page[] = [
  {
    path: '/member-card',
    area: 'plays',
    label: 'nav.memberCard',
    permission: 'promotion.read',
    load: async () => (await import('./card-page.tsx')).MemberCardPage,
  },
  {
    path: '/points-mall',
    area: 'plays',
    label: 'nav.pointsMall',
    permission: 'promotion.read',
    load: async () => (await import('./mall-page.tsx')).PointsMallPage,
  },
]
