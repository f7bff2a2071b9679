import { LRUCache } from 'lru-cache'
import { AppError } from './errors.ts'

/** Counts in memory, in this process: so many times in so many seconds for each key. Throws `rate_limited` with `retryAfterSeconds`. */
export function createRateLimit(limit: { times: number; seconds: number }): (key: string) => void {
  const windows = new LRUCache<string, { count: number; endsAt: number }>({ max: 50_000 })
  return (key) => {
    const now = Date.now()
    const window = windows.get(key)
    if (!window || window.endsAt <= now) {
      windows.set(key, { count: 1, endsAt: now + limit.seconds * 1000 })
      return
    }
    window.count += 1
    if (window.count > limit.times)
      throw new AppError('limited', 'rate_limited', { retryAfterSeconds: Math.ceil((window.endsAt - now) / 1000) })
  }
}
