import { LRUCache } from 'lru-cache'
import type { Actor } from './http.ts'
import type { LooseCalls } from './remote.ts'

/** Tells who holds a token; `undefined` when nobody does (any more). */
export type Authenticate = (token: string) => Promise<Actor | undefined>

type WhoIs<K extends string, A> = ((input: { token: string }) => Promise<Record<K, A | null>>) | undefined

interface ShopperSession {
  id: string
  sessionId: string
}
interface StaffSession {
  id: string
  name: string
  sessionId: string
  shopId: string
  role: string
  permissions: readonly string[]
  platform: boolean
}

const caches = new Set<WeakRef<LRUCache<string, Actor>>>()

/** A session that was just ended is refused at once by this process; others notice within five seconds. Takes a token or a session id. */
export function forgetSession(tokenOrSessionId: string): void {
  for (const ref of caches) {
    const cache = ref.deref()
    if (!cache) {
      caches.delete(ref)
      continue
    }
    cache.delete(tokenOrSessionId)
    for (const [token, actor] of cache.entries()) if (actor.kind !== 'guest' && actor.sessionId === tokenOrSessionId) cache.delete(token)
  }
}

/** Asks the modules that keep sessions, and remembers a positive answer for five seconds. */
export function createAuthenticate(calls: Record<string, LooseCalls>): Authenticate {
  const shopper = calls['shopper']?.['whoIs'] as WhoIs<'shopper', ShopperSession> // their contracts declare it so
  const staff = calls['staff']?.['whoIs'] as WhoIs<'staff', StaffSession>
  const cache = new LRUCache<string, Actor>({ max: 20_000, ttl: 5000 })
  caches.add(new WeakRef(cache))
  const ask = async (token: string): Promise<Actor | undefined> => {
    if (token.startsWith('sh_') && shopper) {
      const found = (await shopper({ token })).shopper
      return found ? { kind: 'shopper', ...found } : undefined
    }
    if (token.startsWith('st_') && staff) {
      const found = (await staff({ token })).staff
      return found ? { kind: 'staff', ...found } : undefined
    }
    return undefined
  }
  return async (token) => {
    if (token.length > 200 || !/^[\w-]+$/.test(token)) return undefined
    const known = cache.get(token)
    if (known) return known
    const actor = await ask(token)
    if (actor) cache.set(token, actor)
    return actor
  }
}
