import { LRUCache } from 'lru-cache'
import { PASS_SECONDS } from './pass.ts'

/** `crowded`: this device has let in as many people as one may. `lost`: the gate has forgotten what is left and has to be told. */
export type Entry = { state: 'in' } | { state: 'gone' } | { state: 'crowded' } | { state: 'lost' } | { state: 'waiting'; ahead: number }
export interface Comer {
  itemId: string
  shopperId: string
  /** What the client calls its device; absent, it is not counted. */
  device?: string | undefined
  /** Nobody new is let in at this moment: who comes waits, as if there were no room. */
  kept?: boolean | undefined
}

/**
 * The gate in front of the places: it answers who is let in without asking the database, and is never the truth. What it forgets costs
 * speed, never stock; whoever it lets in still has to take a place. This one is in memory, `gate-redis.ts` is shared by many processes.
 */
export interface Gate {
  /** So many places were left when somebody last looked. */
  learn: (itemId: string, left: number) => Promise<void>
  enter: (who: Comer, now: Date) => Promise<Entry>
  /** This person needs the way in no more: a place is taken, or not wanted. */
  leave: (who: Pick<Comer, 'itemId' | 'shopperId'>) => Promise<void>
}

/** So many are let in for each piece left, and so many in any case: most of those who come in buy, and some do not. */
const roomFor = (left: number): number => left * 2 + 20
/** So many people come in to an item with one device: a family, not a farm. */
export const PEOPLE_OF_DEVICE = 3
/** Who has not asked again for so long waits no more. */
export const PATIENCE_MS = 10_000
/** So many are told apart in the queue; behind them everybody is last. */
const QUEUE_MOST = 500

interface Door {
  left: number
  /** Let in, by person, until then. */
  inside: Map<string, number>
  /** Waiting, in order of arrival, with when they last asked. */
  queue: Map<string, number>
  /** Who came in with a device. */
  devices: Map<string, Set<string>>
}

/** The gate of one process, in its memory. */
export function createMemoryGate(): Gate {
  const doors = new LRUCache<string, Door>({ max: 5000 })
  const doorOf = (itemId: string): Door => {
    const known = doors.get(itemId)
    if (known) return known
    const fresh: Door = { left: 0, inside: new Map(), queue: new Map(), devices: new Map() }
    doors.set(itemId, fresh)
    return fresh
  }
  return {
    learn: async (itemId, left) => {
      doorOf(itemId).left = left
    },
    enter: async ({ itemId, shopperId, device, kept }, now) => {
      const door = doorOf(itemId)
      const before = device && door.devices.get(device)
      if (before && before.size >= PEOPLE_OF_DEVICE && !before.has(shopperId)) return { state: 'crowded' }
      const entry = enter(door, { shopperId, kept: kept ?? false }, now.getTime())
      if (device && entry.state === 'in') door.devices.set(device, (before || new Set<string>()).add(shopperId))
      return entry
    },
    leave: async ({ itemId, shopperId }) => {
      doors.get(itemId)?.inside.delete(shopperId)
    },
  }
}

function enter(door: Door, { shopperId, kept }: { shopperId: string; kept: boolean }, now: number): Entry {
  if (door.left < 1) {
    door.queue.clear()
    return { state: 'gone' }
  }
  const until = now + PASS_SECONDS * 1000
  const known = door.inside.has(shopperId)
  if (!known && door.inside.size >= roomFor(door.left)) dropBefore(door.inside, now)
  const free = kept ? 0 : roomFor(door.left) - door.inside.size
  if (!known) {
    dropBefore(door.queue, now - PATIENCE_MS)
    const ahead = placeInQueue(door.queue, shopperId, now)
    if (ahead >= free) return { state: 'waiting', ahead: ahead + 1 - Math.max(free, 0) }
  }
  door.queue.delete(shopperId)
  // Put at the end, so that the oldest stands first.
  door.inside.delete(shopperId)
  door.inside.set(shopperId, until)
  return { state: 'in' }
}

/** How many are in front of this person, who joins at the end. */
function placeInQueue(queue: Map<string, number>, shopperId: string, now: number): number {
  if (!queue.has(shopperId) && queue.size >= QUEUE_MOST) return queue.size
  queue.set(shopperId, now)
  let ahead = 0
  for (const id of queue.keys()) {
    if (id === shopperId) break
    ahead += 1
  }
  return ahead
}

function dropBefore(times: Map<string, number>, before: number): void {
  for (const [id, at] of times) if (at <= before) times.delete(id)
}
