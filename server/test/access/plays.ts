import { bargainAccess } from './bargain.ts'
import { distributionAccess } from './distribution.ts'
import { communityAccess } from './community.ts'
import { flashSaleAccess } from './flash-sale.ts'
import { gameAccess } from './game.ts'
import { giftCardAccess } from './gift-cards.ts'
import { groupBuyAccess } from './group-buy.ts'
import type { AccessPart, Attempt } from './part.ts'
import { perksAccess } from './perks.ts'
import { presaleAccess } from './presale.ts'
import { shareAccess } from './share.ts'

/** Every play's part of the access tests; a new play is one line here. */
const parts: readonly AccessPart[] = [
  bargainAccess,
  communityAccess,
  distributionAccess,
  flashSaleAccess,
  groupBuyAccess,
  presaleAccess,
  gameAccess,
  perksAccess,
  shareAccess,
  giftCardAccess,
]

const joined = (side: 'staff' | 'shopper'): Record<string, Attempt> => Object.assign({}, ...parts.map((part) => part[side] ?? {}))
export const playOwned = joined('staff')
export const playOwnedByShopper = joined('shopper')
export const playElsewhere = parts.flatMap((part) => part.elsewhere ?? [])

export async function playThings(at: Parameters<NonNullable<AccessPart['things']>>[0]): Promise<Record<string, string>> {
  const made: Record<string, string> = {}
  for (const part of parts) Object.assign(made, await part.things?.(at))
  return made
}
