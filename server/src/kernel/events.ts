import type { $ZodType, input, output } from 'zod/v4/core'
import { parse } from 'zod/v4/core'
import { sql } from 'kysely'
import type { Any, EventType } from './contract.ts'
import { afterCommit, type AnyDb } from './db.ts'
import { newId } from './ids.ts'

export interface EventRecord<P = unknown> {
  id: string
  name: string
  payload: P
  /** When the transaction that wrote it began, by the database's clock. */
  at: Date
}

export interface Handler {
  /** Stable for ever: `module.what-it-does`. Deliveries in flight are kept under it. */
  name: string
  event: EventType
  /** It hears only of events whose `concerns` name this, and of those that do not say what they concern. */
  concern?: string
  run: (event: EventRecord<Any>) => Promise<void>
}

/** Binds an event to what is to be done about it. May run twice for one event, never for two of an aggregate at once or out of order. */
export function on<P extends $ZodType>(event: EventType<P>, name: string, run: (event: EventRecord<output<P>>) => Promise<void>): Handler {
  if (!/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(name)) throw new Error(`a handler is named module.what-it-does, not "${name}"`)
  return { name, event, run }
}

/** The same for events that have to do with this: `when('limits', on(orderPaid, …))`. */
export const when = (concern: string, handler: Handler): Handler => ({ ...handler, concern })

const wakers = new WeakMap<AnyDb, () => void>()

/** What to do when something was emitted through this pool: the courier of this process registers itself here. */
export function onEmitted(db: AnyDb, wake: () => void): void {
  wakers.set(db, wake)
}

const wake = (root: AnyDb): void => wakers.get(root)?.()

/**
 * Writes the fact beside the state change, in the caller's transaction, so neither exists without the other; with it, one row for each
 * handler that wants to hear of it. The workers are told after the commit and not by NOTIFY inside it: that would put all commits of the
 * database in one queue.
 */
export async function emit<P extends $ZodType>(tx: AnyDb, type: EventType<P>, payload: input<P>): Promise<void> {
  const checked = parse(type.payload, payload)
  const aggregate = type.aggregate(checked)
  const concerns = concernsOf(checked)
  await sql`
    with fact as (
      insert into kernel.outbox (id, name, aggregate, payload)
      values (${newId()}, ${type.name}, ${aggregate}, ${JSON.stringify(checked)}::jsonb)
      returning id, name, aggregate
    )
    insert into kernel.delivery (event_id, handler, name, aggregate)
    select fact.id, subscription.handler, fact.name, fact.aggregate
    from fact join kernel.subscription on subscription.event_name = fact.name
    where ${concerns}::text[] is null or subscription.concern is null or subscription.concern = any(${concerns}::text[])`.execute(tx)
  afterCommit(tx, wake)
}

/** What an event has to do with, if it says so. */
function concernsOf(payload: unknown): readonly string[] | null {
  const found = typeof payload === 'object' && payload !== null && 'concerns' in payload ? payload.concerns : undefined
  return Array.isArray(found) ? found.map(String) : null
}

/**
 * Records which handlers there are, so that every process writes deliveries for them. Handlers that modules of this process no longer
 * have are forgotten together with what was waiting for them. `modules`: the names of the modules built here.
 */
export async function subscribe(db: AnyDb, handlers: readonly Handler[], modules: readonly string[]): Promise<void> {
  const names = handlers.map((handler) => handler.name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new Error(`two handlers are named "${twice}"`)
  const events = handlers.map((handler) => handler.event.name)
  const concerns = handlers.map((handler) => handler.concern ?? null)
  await sql`insert into kernel.subscription (event_name, handler, concern)
    select * from unnest(${events}::text[], ${names}::text[], ${concerns}::text[])
    on conflict (event_name, handler) do update set concern = excluded.concern`.execute(db)
  await sql`delete from kernel.subscription where split_part(handler, '.', 1) = any(${modules}::text[])
    and (event_name, handler) not in (select * from unnest(${events}::text[], ${names}::text[]))`.execute(db)
  await sql`delete from kernel.delivery where split_part(handler, '.', 1) = any(${modules}::text[]) and handler <> all(${names}::text[])`.execute(
    db,
  )
}

export interface DeadLetter {
  id: number
  handler: string
  event: string
  aggregate: string
  payload: unknown
  attempts: number
  lastError: string
  deadAt: Date
}

/** Deliveries that failed so often that nobody tries any more, newest first. */
export async function deadLetters(db: AnyDb, limit = 100): Promise<DeadLetter[]> {
  const { rows } = await sql<DeadLetter>`
    select d.id, d.handler, d.name as event, d.aggregate, o.payload, d.attempts, d.last_error as "lastError", d.dead_at as "deadAt"
    from kernel.delivery d join kernel.outbox o on o.id = d.event_id
    where d.dead_at is not null order by d.dead_at desc, d.id desc limit ${limit}`.execute(db)
  return rows
}

/** Puts dead letters back in the queue; all of them without ids. Returns how many. */
export async function replayDeadLetters(db: AnyDb, ids?: readonly number[]): Promise<number> {
  const only = ids ? sql`and id = any(${ids}::bigint[])` : sql``
  const { numAffectedRows } = await sql`
    update kernel.delivery set dead_at = null, attempts = 0, due_at = now(), claimed_until = null where dead_at is not null ${only}`.execute(
    db,
  )
  wake(db)
  return Number(numAffectedRows ?? 0n)
}

/** Forgets facts that every handler is done with and that are older than so many days. */
export async function forgetOldEvents(db: AnyDb, days: number): Promise<void> {
  await sql`delete from kernel.outbox o where o.at < now() - ${days} * interval '1 day'
    and not exists (select 1 from kernel.delivery d where d.event_id = o.id)`.execute(db)
}
