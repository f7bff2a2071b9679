import type { Params } from '@/lib/links'
import type { RouteName } from '@/routes'

interface Target {
  code: string
  kind: string
  targetId: string | null
  joinId: string | null
}

/** The page that was shared, with the share's code. What has no page of its own leads home. */
export function placeOf({ code, kind, targetId, joinId }: Target): { route: RouteName; params: Params } {
  const at = (route: RouteName, id?: string | null) => ({ route, params: { ...(id ? { id } : {}), share: code } })
  switch (kind) {
    case 'product':
      return at('product', targetId)
    case 'shop':
      return at('shop', targetId)
    case 'brand':
      return at('brand', targetId)
    case 'bargain':
      return joinId ? at('bargain', joinId) : at('bargains')
    case 'bargains':
      return at('bargains')
    case 'group-buy':
      return joinId ? at('group', joinId) : at('groupBuys')
    case 'group-buys':
      return at('groupBuys')
    case 'flash-sale':
      return at('flashSales')
    case 'share':
    case 'invite':
      return at('invite')
    default:
      return at('home')
  }
}
