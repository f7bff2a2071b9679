import { createHash } from 'node:crypto'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { collectMigrations, migrate, migrationFolders } from '../src/kernel/migrate.ts'

/** Test databases are called so, with the process that made them. */
const prefix = 'puzi_x_'
const templatePrefix = 'puzi_t_'
const templatesKept = 6

/** The same server, another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

export async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'puzi tests' })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

/** A migrated database to clone, made anew when a migration changed. Several test runs may ask at once. Gives its name. */
export async function prepareTemplate(serverUrl: string): Promise<string> {
  const migrations = collectMigrations(migrationFolders())
  const name = templatePrefix + createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16)
  await withClient(serverUrl, async (client) => {
    await client.query('select pg_advisory_lock(7426118)')
    await removeLeftovers(client, name)
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount) return
    const building = `${name}_new`
    await client.query(`drop database if exists "${building}" with (force)`)
    await client.query(`create database "${building}"`)
    const url = databaseUrl(serverUrl, building)
    await migrate(url, migrations)
    const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false })
    await boss.start()
    await boss.stop({ graceful: false })
    await waitForLoneliness(client, building)
    await client.query(`alter database "${building}" rename to "${name}"`)
  })
  return name
}

/** The queue's connections close a moment after it says it has stopped, and a database in use cannot be renamed. */
async function waitForLoneliness(client: pg.Client, database: string): Promise<void> {
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database])
  for (;;) {
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from pg_stat_activity where datname = $1', [
      database,
    ])
    if (rows[0]?.count === 0) return
  }
}

/** Databases of test runs that were killed, and templates of migrations as they once were. */
async function removeLeftovers(client: pg.Client, current: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database order by oid desc')
  const names = rows.map((row) => row.datname)
  const orphans = names.filter((name) => name.startsWith(prefix) && !isAlive(Number(name.split('_')[2])))
  const old = names.filter((name) => name.startsWith(templatePrefix) && name !== current).slice(templatesKept)
  for (const name of [...orphans, ...old]) await client.query(`drop database if exists "${name}" with (force)`)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

let count = 0

/** A fresh copy of the template, or an empty database without one. */
export async function createDatabase(serverUrl: string, template?: string): Promise<{ url: string; drop: () => Promise<void> }> {
  count += 1
  const name = `${prefix}${process.pid}_${count}_${Math.random().toString(36).slice(2, 8)}`
  await withClient(serverUrl, (client) => client.query(`create database "${name}"${template ? ` template "${template}"` : ''}`))
  return {
    url: databaseUrl(serverUrl, name),
    drop: async () => {
      await withClient(serverUrl, (client) => client.query(`drop database if exists "${name}" with (force)`))
    },
  }
}
