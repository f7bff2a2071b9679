import pg from 'pg'
import { collectMigrations, migrate, migrationFolders } from '../../server/src/kernel/migrate.ts'
import { startPostgres } from '../postgres.ts'
import { Advice } from './process.mjs'

/** Stands as long as the first import runs. */
const UNFINISHED = 'kernel.unfinished_import'

export interface Database {
  url: string
  /** The process of the server that comes along. */
  pid: number | undefined
  /** Brings the tables up to date; answers what was run. */
  migrate: () => Promise<string[]>
  /** Whether this is a `new` database without a shop, one whose first import was `unfinished`, or one in use. */
  state: () => Promise<'new' | 'unfinished' | 'used'>
  /** Runs the first import. Should we be killed meanwhile, the next start knows that what is there is half of it. */
  firstImport: (work: () => Promise<void>) => Promise<void>
  /** Empties the database that comes along; one of somebody else is theirs to empty. */
  empty: () => Promise<void>
  stop: () => Promise<void>
}

/** The database of `url`, or else the one that comes along, started in `dataDir`. */
export async function database(options: { dataDir: string; url?: string | undefined; ephemeral?: boolean }): Promise<Database> {
  const server = options.url
    ? { url: options.url, pid: undefined, stop: async () => {} }
    : await startPostgres({ dataDir: options.dataDir, ephemeral: options.ephemeral ?? false })
  const { url, pid, stop } = server
  try {
    await query(url, 'select 1')
  } catch (error) {
    await stop()
    throw new Advice(
      `The database cannot be reached: ${error instanceof Error ? error.message : String(error)}${options.url ? '\nLook at DATABASE_URL.' : ''}`,
    )
  }
  return {
    url,
    pid,
    stop,
    migrate: () => migrate(url, collectMigrations(migrationFolders())),
    state: async () => {
      const [row] = await query(
        url,
        `select to_regclass('${UNFINISHED}') is not null as unfinished, exists (select from shop.shop) as used`,
      )
      return row?.['unfinished'] ? 'unfinished' : row?.['used'] ? 'used' : 'new'
    },
    firstImport: async (work) => {
      await query(url, `create table ${UNFINISHED} ()`)
      await work()
      await query(url, `drop table ${UNFINISHED}`)
    },
    empty: () => empty(url, options.url !== undefined),
  }
}

async function empty(url: string, foreign: boolean): Promise<void> {
  if (foreign) throw new Advice('The first import into the database of DATABASE_URL was interrupted: empty that database and start again.')
  const elsewhere = new URL(url)
  const name = elsewhere.pathname.slice(1)
  elsewhere.pathname = '/postgres'
  await query(elsewhere.href, `drop database "${name}" with (force)`)
  await query(elsewhere.href, `create database "${name}"`)
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'puzi launcher' })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
