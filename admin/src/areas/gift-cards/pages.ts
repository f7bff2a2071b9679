import type { Page } from '../../app/pages.ts'

export const giftCardPages: readonly Page[] = [
  {
    path: '/gift-cards',
    area: 'plays',
    label: 'nav.giftCards',
    permission: 'wallet.read',
    platform: true,
    load: async () => (await import('./gift-cards-page.tsx')).GiftCardsPage,
  },
  {
    path: '/lucky-packets',
    area: 'plays',
    label: 'nav.luckyPackets',
    permission: 'promotion.read',
    load: async () => (await import('./lucky-packets-page.tsx')).LuckyPacketsPage,
  },
]
