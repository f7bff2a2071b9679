import { ROUTES } from '@/routes'

/** What a friend opens: a mini program has no address of its own, only a page. */
export const giftLink = (token: string): string => `/${ROUTES.gift.path}?token=${token}`
