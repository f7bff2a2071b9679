import { bargainPages } from '../areas/bargain/pages.ts'
import { communityPages } from '../areas/community/pages.ts'
import { distributionPages } from '../areas/distribution/pages.ts'
import { flashPages } from '../areas/flash-sale/pages.ts'
import { gamePages } from '../areas/game/pages.ts'
import { giftCardPages } from '../areas/gift-cards/pages.ts'
import { groupBuyPages } from '../areas/group-buy/pages.ts'
import { presalePages } from '../areas/presale/pages.ts'
import { perkPages } from '../areas/perks/pages.ts'
import { referralPages } from '../areas/referrals/pages.ts'
import { resultsPages } from '../areas/results/pages.ts'
import type { Page } from './pages.ts'

/** Pages of marketing plays; each play brings its own. */
export const playPages: readonly Page[] = [
  ...flashPages,
  ...groupBuyPages,
  ...bargainPages,
  ...communityPages,
  ...distributionPages,
  ...presalePages,
  ...gamePages,
  ...perkPages,
  ...referralPages,
  ...resultsPages,
  ...giftCardPages,
]
