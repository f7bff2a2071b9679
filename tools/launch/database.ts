import pg from 'pg'
import { collectMigrations, migrate, migrationFolders } from '../../server/src/kernel/migrate.ts'
import { startPostgres } from '../postgres.ts'
import { Advice } from './process.mjs'

export interface Database {
  url: string
  /** Brings the tables up to date; answers what was run. */
  migrate: () => Promise<string[]>
  /** Whether anything was sold here before: a database without a shop is a new one. */
  hasShop: () => Promise<boolean>
  stop: () => Promise<void>
}

/** The database of `url`, or else the one that comes along, started in `dataDir`. */
export async function database(options: { dataDir: string; url?: string | undefined; ephemeral?: boolean }): Promise<Database> {
  const server = options.url
    ? { url: options.url, stop: async () => {} }
    : await startPostgres({ dataDir: options.dataDir, ephemeral: options.ephemeral ?? false })
  const { url, stop } = server
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
    stop,
    migrate: () => migrate(url, collectMigrations(migrationFolders())),
    hasShop: async () => (await query(url, 'select exists (select from shop.shop) as yes'))[0]?.['yes'] === true,
  }
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
