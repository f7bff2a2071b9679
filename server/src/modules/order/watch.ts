import { Readable } from 'node:stream'
import type { Orders } from './context.ts'
import { revisions } from './queries/read.ts'

const EVERY_MS = 1_000
const PING_MS = 20_000
/** Streams one shopper can have at once; more pages than this nobody looks at. */
const MOST_EACH = 20

interface Watcher {
  orderId: string
  shopperId: string
  revision: number
  stream: Readable
  pingAt: number
}

/** Asks after all watched orders at once and tells those who watch one that moved. */
async function look(orders: Pick<Orders, 'db'>, watchers: ReadonlySet<Watcher>): Promise<void> {
  const known = new Map((await revisions(orders.db, [...new Set([...watchers].map((one) => one.orderId))])).map((row) => [row.id, row]))
  for (const one of watchers) {
    const row = known.get(one.orderId)
    if (row && row.revision !== one.revision) {
      one.revision = row.revision
      one.stream.push(`event: state\ndata: ${JSON.stringify({ state: row.state })}\n\n`)
    } else if (Date.now() >= one.pingAt) one.stream.push(': still here\n\n')
    else continue
    one.pingAt = Date.now() + PING_MS
  }
}

/**
 * Server-sent events for many watchers at the price of one query a second: all watched orders are asked after together, and those that
 * moved say so to whoever watches them. A shopper who opens too many loses the oldest.
 */
export function createWatch(orders: Pick<Orders, 'db'>): {
  open: (orderId: string, by: { shopperId: string; revision: number }) => Readable
  stop: () => void
} {
  const watchers = new Set<Watcher>()
  let timer: NodeJS.Timeout | undefined

  const lookAgain = async (): Promise<void> => {
    try {
      await look(orders, watchers)
    } catch {
      // A database that does not answer for a moment is asked again; the watchers notice nothing, and the process lives.
    }
    next()
  }
  // One look at a time, whoever comes and goes: `timer` is set as long as one is planned or under way.
  const next = (): void => {
    timer = undefined
    if (watchers.size === 0) return
    timer = setTimeout(() => void lookAgain(), EVERY_MS)
  }

  return {
    open: (orderId, { shopperId, revision }) => {
      const theirs = [...watchers].filter((one) => one.shopperId === shopperId)
      for (const oldest of theirs.slice(0, Math.max(0, theirs.length + 1 - MOST_EACH))) {
        watchers.delete(oldest)
        oldest.stream.push(null)
      }
      const stream = new Readable({ read: () => undefined })
      const watcher: Watcher = { orderId, shopperId, revision, stream, pingAt: Date.now() + PING_MS }
      stream.push(': open\n\n')
      stream.once('close', () => watchers.delete(watcher))
      watchers.add(watcher)
      if (!timer) next()
      return stream
    },
    stop: () => {
      clearTimeout(timer)
      for (const one of watchers) one.stream.push(null)
      // A look under way finds nobody left and plans no other.
      watchers.clear()
    },
  }
}
