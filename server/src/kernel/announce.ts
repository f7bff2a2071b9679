import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import type { AnyDb } from './db.ts'
import type { Log } from './log.ts'

const channel = 'kernel_delivery'

/** Listens on a connection of its own and reconnects when it breaks; the poll covers the time between. What `self` said is not heard again. */
export async function listen(
  databaseUrl: string,
  { wake, log, self }: { wake: () => void; log: Log; self: string },
): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  const connect = async () => {
    const next = new pg.Client({ connectionString: databaseUrl, application_name: 'puzi events', keepAlive: true })
    next.on('notification', ({ payload }) => {
      if (payload !== self) wake()
    })
    next.on('error', () => lost(next))
    next.on('end', () => lost(next))
    client = next
    await next.connect()
    await next.query(`listen ${channel}`)
  }
  const lost = (which: pg.Client) => {
    if (stopped || client !== which) return
    client = undefined
    log.warn('the connection that hears of events broke')
    again()
  }
  const again = () => {
    // A connection that cannot be made both rejects and reports its end.
    retry ??= setTimeout(() => {
      retry = undefined
      connect().catch((err) => {
        log.warn({ err }, 'the connection that hears of events could not be made')
        client = undefined
        again()
      })
    }, 2000)
  }
  await connect()
  return async () => {
    stopped = true
    clearTimeout(retry)
    await client?.end()
  }
}

/** Tells the other processes that there is something to deliver: at once, then at most every 20 ms. */
export function createAnnouncer(db: AnyDb, log: Log, self: string = randomUUID()): () => void {
  let resting = false
  let again = false
  const tell = () => {
    if (resting) {
      again = true
      return
    }
    resting = true
    sql`select pg_notify(${channel}, ${self})`
      .execute(db)
      .catch((err) => log.warn({ err }, 'workers could not be told; they will see by polling'))
    setTimeout(() => {
      resting = false
      if (again) {
        again = false
        tell()
      }
    }, 20).unref()
  }
  return tell
}
