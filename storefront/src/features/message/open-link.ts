import { go } from '@/lib/navigate'
import { ROUTES, type RouteName } from '@/routes'

// `Object.entries` forgets that the keys are names of routes.
const names = Object.entries(ROUTES) as [RouteName, { path: string }][]

/** Opens the page that a message leads to, by its file; false when this shop has no such page (any more). */
export function openLink(link: string): boolean {
  const [path = '', query = ''] = link.split('?')
  const found = names.find(([, route]) => route.path === path)
  if (!found) return false
  const params = Object.fromEntries(
    query
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const [name = '', value = ''] = pair.split('=')
        return [name, decodeURIComponent(value)]
      }),
  )
  go(found[0], params)
  return true
}
