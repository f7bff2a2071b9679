import type { IconName } from '@/design/icons'
import type { Key } from '@/i18n'
import type { RouteName } from '@/routes'

/** A way into a marketing play. `signIn`: the page is about the shopper, who signs in first. `home`: shown on the home page too. */
export interface PlayEntry {
  route: RouteName
  title: Key
  icon: IconName
  signIn?: true
  home?: true
}

/** Every play that shoppers find by themselves; a new one is one line here. */
export const playEntries: readonly PlayEntry[] = [
  { route: 'flashSales', title: 'plays.flashSales', icon: 'clock', home: true },
  { route: 'groupBuys', title: 'plays.groupBuys', icon: 'mine', home: true },
  { route: 'bargains', title: 'plays.bargains', icon: 'flame', home: true },
  { route: 'community', title: 'plays.community', icon: 'leaf', home: true },
  { route: 'distributions', title: 'plays.distribution', icon: 'share', signIn: true },
  { route: 'games', title: 'plays.games', icon: 'sparkles', home: true },
  { route: 'presales', title: 'plays.presales', icon: 'box', home: true },
  { route: 'pointsMall', title: 'mall.title', icon: 'gift', home: true },
  { route: 'memberCard', title: 'card.title', icon: 'star' },
  { route: 'invite', title: 'plays.invite', icon: 'gift', home: true },
  { route: 'giftCards', title: 'plays.giftCards', icon: 'gift', signIn: true },
  { route: 'sendPacket', title: 'lucky.send', icon: 'sparkles', signIn: true },
  { route: 'groups', title: 'group.mine', icon: 'receipt', signIn: true },
]
