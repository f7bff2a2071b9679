import { LRUCache } from 'lru-cache'

/** Values by key that are loaded when asked for, one load at a time for a key, and forgotten after a short while. */
export interface Shelf<V> {
  get(key: string): Promise<V | undefined>
  /** In the order asked for; what does not exist is left out. One load for all that are missing. */
  many(keys: readonly string[]): Promise<V[]>
  drop(key: string): void
  clear(): void
}

export interface ShelfOptions<V> {
  max: number
  ttlMs: number
  /** So much longer a value is still given, while a new one is loaded: only who asks first of all waits. */
  staleMs?: number
  /** What exists of these keys. */
  load: (keys: readonly string[]) => Promise<Map<string, V>>
}

const nothing = Symbol('does not exist')

export function createShelf<V extends object>({ max, ttlMs, staleMs = 0, load }: ShelfOptions<V>): Shelf<V> {
  const kept = new LRUCache<string, V | typeof nothing>({ max, ttl: ttlMs + staleMs })
  const pending = new Map<string, Promise<Map<string, V>>>()

  const fetch = (keys: readonly string[]): Promise<Map<string, V>> => {
    const loading = load(keys)
    for (const key of keys) pending.set(key, loading)
    const finish = (found?: Map<string, V>): void => {
      for (const key of keys) {
        // A key that was dropped meanwhile may have been read before the change: it is answered, but not kept.
        if (pending.get(key) !== loading) continue
        pending.delete(key)
        if (found) kept.set(key, found.get(key) ?? nothing)
      }
    }
    loading.then(finish, () => finish())
    return loading
  }

  const many = async (keys: readonly string[]): Promise<V[]> => {
    const answers = new Map<string, V | typeof nothing>()
    const missing: string[] = []
    const waits = new Set<Promise<Map<string, V>>>()
    for (const key of new Set(keys)) {
      const value = kept.get(key)
      const running = value === undefined ? pending.get(key) : undefined
      if (value !== undefined) answers.set(key, value)
      else if (running) waits.add(running)
      else missing.push(key)
    }
    const old = [...answers.keys()].filter((key) => kept.getRemainingTTL(key) < staleMs && !pending.has(key))
    // Nobody waits for it: should it fail, the next to ask tries again.
    if (old.length > 0) fetch(old).catch(() => undefined)
    if (missing.length > 0) waits.add(fetch(missing))
    for (const found of await Promise.all(waits)) for (const [key, value] of found) if (!answers.has(key)) answers.set(key, value)
    return keys.flatMap((key) => {
      const value = answers.get(key)
      return value === undefined || value === nothing ? [] : [value]
    })
  }

  return {
    many,
    get: async (key) => (await many([key]))[0],
    drop: (key) => {
      kept.delete(key)
      pending.delete(key)
    },
    clear: () => {
      kept.clear()
      pending.clear()
    },
  }
}
