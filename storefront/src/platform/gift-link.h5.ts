import { ROUTES } from '@/routes'

/** What a friend opens. */
export const giftLink = (token: string): string => `${window.location.origin}${ROUTES.gift.alias}?token=${token}`
