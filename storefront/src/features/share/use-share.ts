import { useShareAppMessage } from '@tarojs/taro'
import { useEffect } from 'react'
import { showError } from '@/kit/overlays-store'
import { type Params, queryOf, shortAddress } from '@/lib/links'
import { useParams } from '@/lib/use-params'
import { share } from '@/platform/share'
import { ROUTES, type RouteName } from '@/routes'
import { codeIn } from './code'
import { codeOf, type Shared } from './codes'
import { tellVisit } from './visitor'

interface Sharing extends Shared {
  route: RouteName
  params?: Params
}

/** What has no results of its own. */
const noCampaigns = new Set(['product', 'shop', 'brand'])

/**
 * All that a page which can be passed on has to do: it counts who sees it and by whose share they came, gives its share card a share id of the
 * shopper, and gives what a share button does.
 */
export function useShare(sharing: Sharing): () => Promise<void> {
  const { kind, targetId, title, route, params = {} } = sharing
  const code = codeIn(useParams())
  useEffect(() => {
    if (targetId !== undefined) void tellVisit(code, targetId === null || noCampaigns.has(kind) ? null : { kind, campaignId: targetId })
  }, [code, kind, targetId])
  useShareAppMessage(() => {
    const mine = codeOf(sharing)
    void mine?.told.catch(showError)
    return { title, path: `/${ROUTES[route].path}${queryOf({ ...params, share: mine?.code })}` }
  })
  return async () => {
    const mine = codeOf(sharing)
    await mine?.told
    await share({ title, path: shortAddress(route, { ...params, share: mine?.code }) })
  }
}
