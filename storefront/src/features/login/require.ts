import { go } from '@/lib/navigate'
import { sessionToken } from '@/stores/session'

/** True when somebody is signed in; else opens the login page, which comes back here. */
export function requireLogin(): boolean {
  if (sessionToken()) return true
  go('login')
  return false
}
