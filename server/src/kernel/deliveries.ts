import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { AnyDb } from './db.ts'

/** A delivery that a process died over is tried again after this long. */
export const leaseSeconds = 60
export const attemptsAtMost = 14

export interface Delivery {
  id: number
  handler: string
  attempts: number
  event_id: string
  name: string
  payload: unknown
  at: Date
}

/** Seconds to wait after the n-th failure: 1, 2, 4 … up to 15 minutes, each shortened at random by up to half. */
export function backoffSeconds(attempts: number): number {
  return Math.min(2 ** (attempts - 1), 900) * (0.5 + randomInt(500) / 1000)
}

export interface Claim {
  handlers: readonly string[]
  atMost: number
  /** Ignores the back-off of what failed before. */
  early: boolean
  /** Deliveries that are done: gone with the same statement. */
  done: readonly number[]
}

/**
 * Takes deliveries that are due, at most one for each handler and aggregate and only the oldest, so that order holds however many
 * workers there are. What is taken is leased, not locked: a handler runs outside of any transaction.
 */
export async function claimDeliveries(db: AnyDb, { handlers, atMost, early, done }: Claim): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    with settled as (
      delete from kernel.delivery where id = any(${[...done]}::bigint[])
    ), due as (
      select d.id from kernel.delivery d
      where d.dead_at is null and d.handler = any(${handlers}::text[])
        and (${early}::bool or d.due_at <= clock_timestamp())
        and (d.claimed_until is null or d.claimed_until < clock_timestamp())
        and not exists (
          select 1 from kernel.delivery older
          where older.handler = d.handler and older.aggregate = d.aggregate and older.id < d.id and older.dead_at is null
            and older.id <> all(${[...done]}::bigint[])
        )
      order by d.id limit ${atMost} for update of d skip locked
    ), taken as (
      update kernel.delivery d set claimed_until = clock_timestamp() + ${leaseSeconds} * interval '1 second', attempts = d.attempts + 1
      from due where d.id = due.id
      returning d.id, d.handler, d.attempts, d.event_id
    )
    select taken.*, o.name, o.payload, o.at from taken join kernel.outbox o on o.id = taken.event_id order by taken.id`.execute(db)
  return rows
}

/** Done: gone. */
export async function settleDeliveries(db: AnyDb, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql`delete from kernel.delivery where id = any(${[...ids]}::bigint[])`.execute(db)
}

/** Failed: later, or, after too many times, set aside. */
export async function postponeDelivery(db: AnyDb, delivery: Delivery, error: unknown): Promise<void> {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const dead = delivery.attempts >= attemptsAtMost
  await sql`update kernel.delivery set claimed_until = null, last_error = ${text.slice(0, 4000).replaceAll('\0', '')},
    due_at = clock_timestamp() + ${backoffSeconds(delivery.attempts)} * interval '1 second', dead_at = case when ${dead} then now() end
    where id = ${delivery.id}`.execute(db)
}

export async function extendLeases(db: AnyDb, ids: readonly number[]): Promise<void> {
  await sql`update kernel.delivery set claimed_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
    where id = any(${ids}::bigint[])`.execute(db)
}
