import { type Params, shortAddress } from '@/lib/links'
import { go } from '@/lib/navigate'
import type { RouteName } from '@/routes'
import { sessionToken } from '@/stores/session'

/** True when somebody is signed in; else opens the login page, which comes back here. */
export function requireLogin(): boolean {
  if (sessionToken()) return true
  go('login')
  return false
}

/** Opens a page for which one must be signed in; the login page leads on to it. */
export function goSignedIn(name: RouteName, params?: Params): void {
  if (sessionToken()) go(name, params)
  else go('login', { next: shortAddress(name, params) })
}
