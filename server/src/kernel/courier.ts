import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { parse } from 'zod/v4/core'
import type { AnyDb } from './db.ts'
import type { Handler } from './events.ts'
import type { Log } from './log.ts'

/** A delivery that a process died over is tried again after this long. */
const leaseSeconds = 60
const batchSize = 50
const concurrency = 8
export const attemptsAtMost = 14

interface Claimed {
  id: number
  handler: string
  attempts: number
  event_id: string
  name: string
  payload: unknown
  at: Date
}

export interface Round {
  delivered: number
  failed: { handler: string; error: unknown }[]
}

/** Seconds to wait after the n-th failure: 1, 2, 4 … up to 15 minutes, each shortened at random by up to half. */
export function backoffSeconds(attempts: number): number {
  return Math.min(2 ** (attempts - 1), 900) * (0.5 + randomInt(500) / 1000)
}

/**
 * Takes deliveries that are due, at most one for each handler and aggregate and only the oldest, so that order holds however many
 * workers there are. What is taken is leased, not locked: a handler runs outside of any transaction.
 */
async function claim(db: AnyDb, handlers: readonly string[], early: boolean): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    with due as (
      select d.id from kernel.delivery d
      where d.dead_at is null and d.handler = any(${handlers}::text[])
        and (${early}::bool or d.due_at <= clock_timestamp())
        and (d.claimed_until is null or d.claimed_until < clock_timestamp())
        and not exists (
          select 1 from kernel.delivery older
          where older.handler = d.handler and older.aggregate = d.aggregate and older.id < d.id and older.dead_at is null
        )
      order by d.id limit ${batchSize} for update of d skip locked
    ), taken as (
      update kernel.delivery d set claimed_until = clock_timestamp() + ${leaseSeconds} * interval '1 second', attempts = d.attempts + 1
      from due where d.id = due.id
      returning d.id, d.handler, d.attempts, d.event_id
    )
    select taken.*, o.name, o.payload, o.at from taken join kernel.outbox o on o.id = taken.event_id order by taken.id`.execute(db)
  return rows
}

async function settle(db: AnyDb, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql`delete from kernel.delivery where id = any(${ids}::bigint[])`.execute(db)
}

async function postpone(db: AnyDb, delivery: Claimed, error: unknown): Promise<void> {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const dead = delivery.attempts >= attemptsAtMost
  await sql`update kernel.delivery set claimed_until = null, last_error = ${text.slice(0, 4000)},
    due_at = clock_timestamp() + ${backoffSeconds(delivery.attempts)} * interval '1 second', dead_at = case when ${dead} then now() end
    where id = ${delivery.id}`.execute(db)
}

export interface DeliveryOptions {
  handlers: ReadonlyMap<string, Handler>
  log: Log
  /** Ignores the back-off of what failed before. */
  early?: boolean
}

/** Runs one batch. */
export async function deliverBatch(db: AnyDb, { handlers, log, early = false }: DeliveryOptions): Promise<Round> {
  const claimed = await claim(db, [...handlers.keys()], early)
  const round: Round = { delivered: 0, failed: [] }
  const inFlight = new Set(claimed.map((delivery) => delivery.id))
  const stopExtending = keepLease(db, inFlight, log)
  const queue = claimed.values()
  const worker = async () => {
    for (const delivery of queue) {
      const handler = handlers.get(delivery.handler)
      if (!handler) throw new Error(`claimed a delivery for "${delivery.handler}", which is not here`)
      try {
        await handler.run({
          id: delivery.event_id,
          name: delivery.name,
          payload: parse(handler.event.payload, delivery.payload),
          at: delivery.at,
        })
        await settle(db, [delivery.id])
        round.delivered += 1
      } catch (error) {
        log.warn({ err: error, handler: delivery.handler, eventId: delivery.event_id, attempts: delivery.attempts }, 'event handler failed')
        await postpone(db, delivery, error)
        round.failed.push({ handler: delivery.handler, error })
      }
      inFlight.delete(delivery.id)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, claimed.length) }, worker))
  } finally {
    stopExtending()
  }
  return round
}

/** A slow handler keeps its lease as long as the process lives. */
function keepLease(db: AnyDb, ids: ReadonlySet<number>, log: Log): () => void {
  const extend = async () => {
    if (ids.size === 0) return
    await sql`update kernel.delivery set claimed_until = clock_timestamp() + ${leaseSeconds} * interval '1 second' where id = any(${[...ids]}::bigint[])`.execute(
      db,
    )
  }
  const timer = setInterval(
    () => void extend().catch((err) => log.error({ err }, 'a lease could not be extended')),
    (leaseSeconds * 1000) / 3,
  )
  return () => clearInterval(timer)
}

export interface Courier {
  /** Something was emitted here: look now. */
  wake: () => void
  stop: () => Promise<void>
}

const channel = 'kernel_delivery'
const pollMs = 1000

/** Delivers for as long as the process lives: at once when told (here or by another process), every second in any case. */
export async function startCourier(options: { db: AnyDb; databaseUrl: string; handlers: readonly Handler[]; log: Log }): Promise<Courier> {
  const { db, log } = options
  const handlers = new Map(options.handlers.map((handler) => [handler.name, handler]))
  let stopped = false
  let told = false
  let running: Promise<void> | undefined
  const run = async () => {
    do {
      told = false
      const round = await deliverBatch(db, { handlers, log })
      if (round.delivered > 0) told = true
    } while (told && !stopped)
  }
  const wake = () => {
    told = true
    if (running || stopped || handlers.size === 0) return
    running = run()
      .catch((err) => log.error({ err }, 'events could not be delivered'))
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(wake, pollMs)
  const stopListening = await listen(options.databaseUrl, wake, log)
  wake()
  return {
    wake,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await stopListening()
      await running
    },
  }
}

/** Listens on a connection of its own and reconnects when it breaks; the poll covers the time between. */
async function listen(databaseUrl: string, wake: () => void, log: Log): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  const connect = async () => {
    const next = new pg.Client({ connectionString: databaseUrl, application_name: 'puzi events', keepAlive: true })
    next.on('notification', wake)
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
    retry = setTimeout(() => {
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
export function createAnnouncer(db: AnyDb, log: Log): () => void {
  let resting = false
  let again = false
  const tell = () => {
    if (resting) {
      again = true
      return
    }
    resting = true
    sql`select pg_notify(${channel}, '')`
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
