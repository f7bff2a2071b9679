import type { Page } from '../../app/pages.ts'

/** Members: who they are, the tiers of the shop, and how the mall's members grow. */
export const memberPages: readonly Page[] = [
  {
    path: '/shoppers/:id',
    area: 'shoppers',
    label: 'nav.member',
    permission: 'shopper.read',
    inner: true,
    load: async () => (await import('./member-page.tsx')).MemberPage,
  },
  {
    path: '/member-tiers',
    area: 'shoppers',
    label: 'nav.memberTiers',
    permission: 'promotion.read',
    load: async () => (await import('./tiers-page.tsx')).TiersPage,
  },
  {
    path: '/membership-rule',
    area: 'shoppers',
    label: 'nav.membershipRule',
    permission: 'promotion.read',
    platform: true,
    load: async () => (await import('./rule-page.tsx')).MembershipRulePage,
  },
  {
    path: '/member-tasks',
    area: 'shoppers',
    label: 'nav.memberTasks',
    permission: 'promotion.read',
    platform: true,
    load: async () => (await import('./tasks-page.tsx')).MemberTasksPage,
  },
]
