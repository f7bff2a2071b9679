import type { MyCoupon } from '@puzi/shop-client'

const DAY_MS = 86_400_000

/** It can be used, and not much longer than a day. */
export const endsSoon = ({ state, expiresAt }: Pick<MyCoupon, 'state' | 'expiresAt'>, now = Date.now()): boolean =>
  state === 'usable' && Date.parse(expiresAt) - now <= DAY_MS
