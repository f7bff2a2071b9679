import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, type RawBuilder, type Transaction, sql } from 'kysely'
import pg from 'pg'
import type { Any } from './contract.ts'

export type Db<T> = Kysely<T>
/** A pool or transaction of whatever module. */
export type AnyDb = Kysely<Any>

export interface DbOptions {
  url: string
  /** Most connections at once. */
  max?: number
  /** Name every distinct statement so that PostgreSQL plans it once a connection. */
  prepare?: boolean
  /** PostgreSQL refuses every write. */
  readOnly?: boolean
  onError?: (error: Error) => void
}

/** Opens a pool. int8 and integral numeric arrive as safe numbers (anything greater throws), timestamps as Date, dates as text. */
export function openDb<T>(options: DbOptions): Db<T> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 20,
    application_name: 'puzi',
    types: { getTypeParser },
    statement_timeout: 30_000,
    lock_timeout: 15_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    ...(options.readOnly ? { options: '-c default_transaction_read_only=on' } : {}),
  })
  // A connection that breaks while idle is dropped by the pool; without a listener the process would end.
  pool.on('error', (error) => options.onError?.(error))
  return new Kysely<T>({
    dialect: new PostgresDialect({ pool: options.prepare === false ? pool : preparing(pool) }),
  })
}

const int8 = 20
const numeric = 1700
const int8Array = 1016
const date = 1082

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === int8) return safeInteger
  if (oid === numeric) return (text) => (text.includes('.') || text === 'NaN' ? Number(text) : safeInteger(text))
  if (oid === int8Array)
    return (text) =>
      text
        .slice(1, -1)
        .split(',')
        .filter((part) => part !== '')
        .map(safeInteger)
  if (oid === date) return (text) => text
  return pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format)
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a safe integer`)
  return value
}

/** Statement names are kept for so many texts; lists of changing length must not fill the server's memory. */
const namesAtMost = 3000
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known) return known
  if (names.size >= namesAtMost || text.length > 20_000) return undefined
  const name = `p${createHash('sha1').update(text).digest('base64url')}`
  names.set(text, name)
  return name
}

/** A pool whose clients send every statement with values under the name of its text. */
function preparing(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    let stale = false
    const query = async (text: string, values: readonly unknown[]) => {
      const name = values.length > 0 ? nameOf(text) : undefined
      try {
        return await client.query({ text, values: [...values], ...(name ? { name } : {}) })
      } catch (error) {
        if (!name || !isStalePlan(error)) throw error
        // A migration changed what the statement returns: this connection is done for, but the question can still be answered.
        stale = true
        return await client.query({ text, values: [...values] }).catch(() => Promise.reject(error))
      }
    }
    // Kysely asks for no more of a client than this (no cursors are configured).
    return { query, release: (destroy?: boolean) => client.release(destroy === true || stale) } as unknown as PostgresPoolClient
  }
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect()
      const known = clients.get(client)
      if (known) return known
      const wrapped = wrap(client)
      clients.set(client, wrapped)
      return wrapped
    },
  }
}

const isStalePlan = (error: unknown): boolean =>
  codeOf(error) === '0A000' && error instanceof Error && error.message.includes('cached plan')

/** PostgreSQL's five-letter code of a failure, if it is one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Whether a failure is the named UNIQUE (or any, without a name). */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  if (codeOf(error) !== '23505') return false
  return constraint === undefined || (error instanceof Error && 'constraint' in error && error.constraint === constraint)
}

interface Scope {
  root: AnyDb
  afterCommit: ((root: AnyDb) => void)[]
}
const scopes = new WeakMap<AnyDb, Scope>()

/**
 * Runs one transaction; a deadlock or a serialization failure starts it again, a few times. `run` must therefore change nothing but
 * the database. Inside a transaction it joins that one.
 */
export async function inTx<T, R>(db: Kysely<T>, run: (tx: Transaction<T>) => Promise<R>): Promise<R> {
  if (db.isTransaction) return run(db as Transaction<T>) // isTransaction says so
  return repeatedly(async () => {
    const scope: Scope = { root: db, afterCommit: [] }
    const result = await db.transaction().execute((tx) => {
      scopes.set(tx, scope)
      return run(tx)
    })
    for (const then of scope.afterCommit) then(db)
    return result
  })
}

/** Runs what is a transaction by itself; a deadlock or a serialization failure starts it again, a few times. */
export async function repeatedly<R>(run: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (attempt >= 5 || !isRepeatable(error)) throw error
      await sleep(Math.random() * 20 * attempt)
    }
  }
}

const isRepeatable = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error) ?? '') || isStalePlan(error)

/** Does something once the transaction is safe; outside of one, at once. What it does must not matter if the process dies first. */
export function afterCommit(tx: AnyDb, then: (root: AnyDb) => void): void {
  const scope = scopes.get(tx)
  if (!scope) then(tx)
  else if (!scope.afterCommit.includes(then)) scope.afterCommit.push(then)
}

/** The pool a transaction belongs to. */
export function rootOf(tx: AnyDb): AnyDb {
  return scopes.get(tx)?.root ?? tx
}

/**
 * A column of uuids is one of these. For a single one, as most often, PostgreSQL keeps its plan; for a list it takes its own guess of the length to
 * cost so much more than what it sees that it plans anew each time.
 */
export const isAmong = (column: string, ids: readonly string[]): RawBuilder<boolean> =>
  ids.length === 1 ? sql<boolean>`${sql.ref(column)} = ${ids[0]}::uuid` : sql<boolean>`${sql.ref(column)} = any(${[...ids]}::uuid[])`

/** A value for a jsonb column. Needed for arrays above all: the driver would send those as PostgreSQL arrays. */
export function jsonb<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`
}
